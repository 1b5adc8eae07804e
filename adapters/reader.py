"""The sentence reader: the trained one where its model is whole, the rules where it is not."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import safety
from bot.review import rules
from bot.review.inputs import FILES, FORMAT
from bot.review.ngrams import grams
from bot.review.review import Lines, Reading, review
from bot.review.values import CONTEXTS, LABELS, PROBLEMS, Context, Crisis, Review
from bot.review.wordpiece import pieces

if TYPE_CHECKING:
    from bot.ports import Reader

log = logging.getLogger(__name__)

MODEL = Path(__file__).parents[1] / "bot" / "review" / "model"
CRISIS = LABELS.index("crisis")
FIRM = 2.5
"""Log-odds from which the model's word alone stops the coaching; below it the coach asks one soft question."""
EVERYDAY = 5.0
"""Log-odds taken from danger where the words are an everyday worry about work."""
TOGETHER, TOGETHER_LENGTH = 4, 320
"""So many sentences, and characters, are also read as one."""


class ModelWrong(Exception):
    """The trained reader's files are missing, cut, or of another version."""


@cache
def words() -> dict[str, Lines]:
    """Why and what to try, by label, and by label and kind."""
    table = tomllib.loads(files("prompts").joinpath("en/review.toml").read_text("utf-8"))
    found: dict[str, Lines] = {}
    for label, entry in table["marks"].items():
        found[label] = Lines(entry["why"], entry["try"])
        found.update({f"{label}.{kind}": Lines(e["why"], e["try"]) for kind, e in entry.items() if isinstance(e, dict)})
    return found


class RuleReader:
    """Reads by rules alone: nothing to load, always there, modest."""

    def read(self, text: str, context: Context) -> Review:
        """Read `text` the way the article does."""
        return review(text, context, _by_rules, safety.floor, words())


def _by_rules(sentences: Sequence[str], context: Context) -> Sequence[Reading]:
    """The rules' word on each sentence; they do not mind the context."""
    del context
    found = [rules.labels(one) for one in sentences]
    return [Reading(labels, labels & PROBLEMS) for labels in found]


class Model:
    """The trained model's files, open: log-odds for a sentence. The encoder and the n-grams are added up."""

    def __init__(self, folder: Path, share: float = 0.3) -> None:
        """Open the files; numpy and onnxruntime are imported here and nowhere else."""
        import numpy as np
        import onnxruntime

        self._np: Any = np
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        pieces_in_order = (folder / "words.txt").read_text("utf-8").split("\n")
        self._words = {piece: number for number, piece in enumerate(pieces_in_order) if piece}
        with np.load(folder / "grams.npz", allow_pickle=False) as table:
            self._weight, self._scale, self._offset = table["weight"], table["scale"], table["offset"]
            self._rare, self._letters = table["rare"].astype(np.float32), table["letters"]
            self._row = {bucket: number for number, bucket in enumerate(table["bucket"].tolist())}
        self._share = share

    def odds(self, text: str, context: Context) -> Any:
        """Log-odds of the fifteen labels, in their order."""
        np = self._np
        ids = np.array([pieces(text, self._words)], dtype=np.int64)
        place = np.array([CONTEXTS.index(context)], dtype=np.int64)
        return self._session.run(None, {"ids": ids, "ctx": place})[0][0] + self._share * self._linear(text, context)

    def highest(self, odds: Sequence[Any]) -> Any:
        """For each label the highest of several sentences' odds."""
        return self._np.max(odds, axis=0)

    def _linear(self, text: str, context: Context) -> Any:
        np = self._np
        total = self._offset.copy()
        for number, block in enumerate(grams(text, context)):
            rows = np.array([row for row in map(self._row.get, block) if row is not None], dtype=np.int64)
            if number:
                rows = rows[self._letters[rows]]
            rare = self._rare[rows]
            size = float(np.sqrt((rare * rare).sum()))
            if size:
                total += (rare / size) @ self._weight[rows].astype(np.float32) * self._scale
        return total


class TrainedReader:
    """Reads with the trained model, which is loaded at the first reading; by rules when it cannot be loaded."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._lock = threading.Lock()
        self._open = False
        self._model: Model | None = None
        self._told: dict[str, Any] = {}

    def read(self, text: str, context: Context) -> Review:
        """Read `text` the way the article does."""
        self._load()
        return review(text, context, _by_rules if self._model is None else self._by_model, safety.floor, words())

    def _load(self) -> None:
        with self._lock:
            if self._open:
                return
            try:
                self._told = checked(self._folder)
                self._model = Model(self._folder, self._told["share"])
            except Exception as error:  # noqa: BLE001 — whatever is wrong with the files, the coach must start
                why = str(error) if isinstance(error, ModelWrong) else type(error).__name__
                log.warning("the trained reader is not used (%s): sentences are read by rules", why)
            self._open = True

    def _by_model(self, sentences: Sequence[str], context: Context) -> Sequence[Reading]:
        """Each sentence alone; a few short ones are read together too, since they explain one another."""
        assert self._model is not None  # noqa: S101 — for the type checker: read() has looked
        each = {one: self._model.odds(one, context) for one in dict.fromkeys(sentences)}  # a log repeats itself
        odds = [each[one] for one in sentences]
        if 2 <= len(odds) <= TOGETHER and sum(map(len, sentences)) <= TOGETHER_LENGTH:
            shift = (self._model.odds(" ".join(sentences), context) - self._model.highest(odds)) / 2
            odds = [one + shift for one in odds]
        if len(odds) <= TOGETHER:
            return [self._reading(*one, self._told["mark"]) for one in zip(sentences, odds, strict=True)]
        for one in each.values():  # many sentences are many chances of a false alarm; the floor stays as it is
            one[CRISIS] -= self._told["calmer_draft"]
        return [self._reading(*one, self._told["mark_draft"]) for one in zip(sentences, odds, strict=True)]

    def _reading(self, text: str, odds: Any, mark: float) -> Reading:
        """The cuts, each by what its error costs: labels even-handed, marks stricter, danger generous."""
        over = {label: float(one) - self._told["cuts"][label] for label, one in zip(LABELS, odds, strict=True)}
        for label in rules.labels(text):
            over[label] += self._told["rules"].get(label, 0.0)
        if rules.overload(text):
            over["excuse"] += self._told["overload"]
        if rules.everyday(text):  # what people say of any bad week at work; the floor keeps its own word
            over["crisis"] -= EVERYDAY
            odds = odds.copy()
            odds[CRISIS] -= EVERYDAY
        labels = frozenset(label for label, one in over.items() if one > 0)
        marked = frozenset(label for label, one in over.items() if label in PROBLEMS and one > mark)
        parts = frozenset(label for label, least in self._told["parts"].items() if over[label] > least)
        asks: Crisis = "ask" if odds[CRISIS] > self._told["ask"] else "no"
        danger: Crisis = (
            "crisis" if "crisis" in labels and odds[CRISIS] > FIRM else "ask" if "crisis" in labels else asks
        )
        return Reading(labels, marked, danger, calm=bool(odds[CRISIS] < self._told["calm"]), parts=parts)


def checked(folder: Path = MODEL) -> dict[str, Any]:
    """What reader.json says, once every file is there and is the one it names. Raises ModelWrong with the reason."""
    try:
        told: dict[str, Any] = dict(json.loads((folder / "reader.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelWrong("no model: reader.json is missing or cut") from error
    if told.get("format") != FORMAT:
        raise ModelWrong("the model is of another version")
    for name in FILES:
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelWrong(f"{name} is missing") from error
        if found != told.get("files", {}).get(name):
            raise ModelWrong(f"{name} is cut or changed")
    return told


@cache
def reader() -> Reader:
    """The best reader there is; the model behind it is opened at the first reading."""
    return TrainedReader()


def model_state(folder: Path = MODEL) -> tuple[bool, str]:
    """Whether the trained model is there and whole, and one line about it for `oops check`."""
    try:
        told = checked(folder)
    except ModelWrong as error:
        return (
            False,
            f"{error}; sentences are read by rules. Mend it with: git checkout bot/review/model, or make review-model",
        )
    return True, f"trained reader, data {told['data'][:12]}, seed {told['seed']}"
