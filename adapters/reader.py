"""The sentence reader: the trained one where its model is whole, the rules where it is not."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from bot import safety
from bot.review import costs, rules
from bot.review.inputs import FILES, FORMAT, MODEL
from bot.review.ngrams import BUCKETS, grams
from bot.review.review import Floor, Lines, Reading, review
from bot.review.values import CONTEXTS, LABELS, PROBLEMS, Context, Crisis, Review
from bot.review.wordpiece import pieces

if TYPE_CHECKING:
    from bot.ports import Reader

log = logging.getLogger(__name__)

CRISIS = LABELS.index("crisis")
HIDING = LABELS.index("concealment")
OF_THE_WORK = frozenset(LABELS) - {"crisis", "escalate", "negative_self_talk"}
"""Labels that speak of a deed at work, or of words about it."""
AT_ONCE = 16
"""Sentences that the encoder reads in one go, at most."""


State = Literal["trained", "missing", "cut", "another version", "unfit"]
TOLD = {
    "missing": "missing",
    "cut": "cut or changed",
    "another version": "of another version",
    "unfit": "whole, but cannot be opened here",
}


class ModelWrong(Exception):
    """The trained reader's files are missing, cut (or changed), of another version, or unfit to be opened; and which file says so."""

    def __init__(self, state: State, file: str) -> None:
        super().__init__(f"{file} is {TOLD[state]}")
        self.state: State = state
        self.file = file


@cache
def words() -> dict[str, Lines]:
    """Why and what to try, by label, and by label and kind."""
    table = tomllib.loads(files("prompts").joinpath("en/review.toml").read_text("utf-8"))
    found: dict[str, Lines] = {}
    for label, entry in table["marks"].items():
        found[label] = Lines(entry["why"], entry["try"])
        found.update({f"{label}.{kind}": Lines(e["why"], e["try"]) for kind, e in entry.items() if isinstance(e, dict)})
    return found


FLOOR: Final = Floor(safety.floor, safety.literal)


class RuleReader:
    """Reads by rules alone: nothing to load, always there, modest."""

    def read(self, text: str, context: Context) -> Review:
        """Read `text` the way the article does."""
        return review(text, context, _by_rules, FLOOR, words())


def _by_rules(sentences: Sequence[str], context: Context) -> Sequence[Reading]:
    """The rules' word on each sentence; they do not mind the context."""
    del context
    found = [rules.labels(one) for one in sentences]
    return [Reading(labels, labels & PROBLEMS) for labels in found]


class Model:
    """The trained model's files, open: log-odds for sentences. The encoder and the n-grams are added up."""

    def __init__(self, folder: Path) -> None:
        """Open the files; numpy and onnxruntime are imported here and nowhere else. The table of pieces stays on the disk."""
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
        self._words = dict(zip(pieces_in_order, range(len(pieces_in_order)), strict=True))
        self._table: Any = np.load(folder / "words.npy", mmap_mode="r", allow_pickle=False)
        with np.load(folder / "tables.npz", allow_pickle=False) as tables:
            self._of: dict[str, Any] = {name: tables[name] for name in tables.files}
        known, letters = self._of["bucket"], self._of["letters"]
        self._row_of: Any = np.full((2, BUCKETS), -1, np.int32)
        """For words and for letters: bucket → its row of weights, -1 where it has none."""
        self._row_of[0, known] = np.arange(len(known))
        self._row_of[1, known[letters]] = np.flatnonzero(letters)

    def odds(self, texts: Sequence[str], context: Context) -> Any:
        """Log-odds: a row a text, a column a label."""
        np = self._np
        coded = [np.array(pieces(text, self._words)) for text in texts]
        found = self.by_ngrams(texts, context) * costs.NGRAMS
        for batch in alike([len(ids) for ids in coded]):
            found[batch] += self._encoded([coded[number] for number in batch], CONTEXTS.index(context))
        return found

    def _encoded(self, coded: Sequence[Any], context: int) -> Any:
        """The encoder's log-odds for sentences of like length, the shorter ones filled up with nothing."""
        np = self._np
        length = max(map(len, coded))
        x = np.zeros((len(coded), length, self._table.shape[1]), np.float32)
        there = np.zeros((len(coded), length), np.float32)
        for row, ids in enumerate(coded):
            x[row, : len(ids)] = self._table[ids] * self._of["scale"][ids, None]
            there[row, : len(ids)] = 1.0
        feed = {"x": x + self._of["place"][:length], "there": there, "ctx": self._of["context"][context]}
        return self._session.run(None, feed)[0]

    def by_ngrams(self, texts: Sequence[str], context: Context) -> Any:
        """The n-grams' log-odds, a row a text: one product for those of words and one for those of letters."""
        np = self._np
        found = np.tile(self._of["offset"], (len(texts), 1))
        for number, text in enumerate(texts):
            for buckets, row_of in zip(grams(text, context), self._row_of, strict=True):
                rows = row_of[buckets]
                rows = rows[rows >= 0]
                rare = self._of["rare"][rows].astype(np.float32)
                size = float(np.sqrt((rare * rare).sum()))
                if size:
                    found[number] += (rare / size) @ self._of["weight"][rows].astype(np.float32) * self._of["unit"]
        return found


def alike(lengths: Sequence[int]) -> list[list[int]]:
    """The numbers of the sentences, in batches of like length: what is filled up is read for nothing."""
    batches: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lambda one: lengths[one]):
        batch = batches[-1] if batches else []
        if batch and len(batch) < AT_ONCE and lengths[number] <= lengths[batch[0]] * 1.25 + 3:
            batch.append(number)
        else:
            batches.append([number])
    return batches


class TrainedReader:
    """Reads with the trained model, which is loaded at the first reading; by rules when it cannot be loaded."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._lock = threading.Lock()
        self._open = False
        self._model: Model | None = None
        self._cuts: Sequence[float] = ()

    def read(self, text: str, context: Context) -> Review:
        """Read `text` the way the article does."""
        judge = _by_rules if self.load() is None else self._by_model
        return review(text, context, judge, FLOOR, words())

    def load(self) -> Model | None:
        """Open the model, once; where that fails, say why in the log, once, and give back none."""
        with self._lock:
            if self._open:
                return self._model
            try:
                self._model, self._cuts = opened(self._folder)
            except ModelWrong as wrong:
                log.warning("the trained reader is not used: sentences are read by rules", extra={"why": str(wrong)})
            self._open = True
            return self._model

    def cut(self, cuts: Mapping[str, float]) -> None:
        """Read with these cuts from now on: the training tries several."""
        self.load()
        self._cuts = [float(cuts[label]) for label in LABELS]

    def leanings(self, sentences: Sequence[str], context: Context) -> Any:
        """How far each sentence leans to each label, in log-odds before the cuts: the model's word, and what rules add to it."""
        return self._ruled(self.odds(sentences, context), sentences)

    def odds(self, sentences: Sequence[str], context: Context) -> Any:
        """The model's own word on each sentence, in log-odds.

        Short sentences are read together too, since they explain one another; a log that repeats itself is read once.
        """
        model = self.load()
        assert model is not None, "the rules lean to nothing"  # noqa: S101 — who asks has a model  # nosec B101
        known = {one: number for number, one in enumerate(dict.fromkeys(sentences))}
        found = model.odds(list(known), context)[[known[one] for one in sentences]]
        if 2 <= len(sentences) <= costs.TOGETHER and sum(map(len, sentences)) <= costs.TOGETHER_LENGTH:
            shift = (model.odds([" ".join(sentences)], context)[0] - found.max(0)) / 2
            shift[HIDING] = max(shift[HIDING], 0.0)  # what hides something is not made up for by what stands beside it
            found = found + shift
        return found

    def _ruled(self, odds: Any, sentences: Sequence[str]) -> Any:
        """The model's word, and what rules add to it."""
        found = odds.copy()
        for row, one in zip(found, sentences, strict=True):
            for label in rules.labels(one):
                row[LABELS.index(label)] += costs.RULES.get(label, 0.0)
            for label in rules.hints(one):
                row[LABELS.index(label)] += costs.HINT
            row[LABELS.index("excuse")] += costs.OVERLOAD * rules.overload(one)
            row[LABELS.index("passive_evasion")] -= costs.PLAIN * rules.reported(one)
            row[LABELS.index("minimizing")] -= costs.PLAIN * rules.no_harm(one)
            row[LABELS.index("excuse")] -= costs.PLAIN * rules.owed(one)
            if rules.asked_to_undo(one):
                row[HIDING] -= costs.PLAIN
                row[LABELS.index("repair")] += costs.HINT
            if costs.CALM <= row[CRISIS] < costs.FIRM:  # what it is sure of stays, either way
                row[CRISIS] -= costs.EVERYDAY * rules.everyday(one) + costs.OF_THE_DAY * rules.of_the_day(one)
        return found

    def _by_model(self, sentences: Sequence[str], context: Context) -> Sequence[Reading]:
        if not sentences:
            return []
        many = len(sentences) > costs.TOGETHER
        odds = self.odds(sentences, context)
        leanings, own = self._ruled(odds, sentences).tolist(), odds[:, CRISIS].tolist()
        return [reading(row, fear, self._cuts, many=many) for row, fear in zip(leanings, own, strict=True)]


def reading(leaning: Sequence[float], fear: float, cuts: Sequence[float], *, many: bool) -> Reading:
    """The cuts, each by what its error costs: labels even-handed, marks stricter, danger generous. `many`: one of many sentences.

    `fear` is the model's own leaning to `crisis`, with no rule's share in it: it alone may lower the floor.
    """
    over = {label: one - cut for label, one, cut in zip(LABELS, leaning, cuts, strict=True)}
    at_work = any(over[label] > 0 for label in OF_THE_WORK)
    fears = over["crisis"] > 0 or leaning[CRISIS] > (costs.ASK_AT_WORK if at_work else costs.ASK)
    danger: Crisis = "crisis" if over["crisis"] > 0 and leaning[CRISIS] > costs.FIRM else "ask" if fears else "no"
    return Reading(
        labels=frozenset(label for label, one in over.items() if one > 0),
        marked=frozenset(label for label, one in over.items() if label in PROBLEMS and one > _mark(label, many=many)),
        danger=danger,
        calm=fear < costs.CALM,
        figure=fear < costs.FIGURE,
        parts=frozenset(label for label, least in costs.PARTS.items() if over[label] > least),
    )


def _mark(label: str, *, many: bool) -> float:
    """How far above its cut a label is marked."""
    return costs.MARK_DRAFT if many else costs.MARK_HIDING if label == "concealment" else costs.MARK


def checked(folder: Path = MODEL) -> dict[str, Any]:
    """What reader.json says, once every file is there and is the one it names. Raises ModelWrong with the reason."""
    try:
        page = (folder / "reader.json").read_text("utf-8")
    except OSError as error:
        raise ModelWrong("missing", "reader.json") from error
    except ValueError as error:
        raise ModelWrong("cut", "reader.json") from error
    try:
        told: dict[str, Any] = dict(json.loads(page))
        hashes = dict(told["files"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ModelWrong("cut", "reader.json") from error
    if told.get("format") != FORMAT:
        raise ModelWrong("another version", "reader.json")
    for name in FILES:
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelWrong("missing", name) from error
        if found != hashes.get(name):
            raise ModelWrong("cut", name)
    return told


def opened(folder: Path = MODEL) -> tuple[Model, Sequence[float]]:
    """The model and its cuts, in the order of the labels. Raises ModelWrong, whatever is wrong: the coach must start."""
    told = checked(folder)
    try:
        return Model(folder), [float(told["cuts"][label]) for label in LABELS]
    except Exception as error:  # what a library makes of a file that is vouched for is not known beforehand
        raise ModelWrong("unfit", "reader.onnx") from error


@cache
def reader() -> Reader:
    """The best reader there is; the model behind it is opened at the first reading."""
    return TrainedReader()


def reader_state(folder: Path = MODEL) -> tuple[State, str]:
    """How the trained model is, and which file says so: for `oops check`. It is opened, and nothing is kept."""
    try:
        opened(folder)
    except ModelWrong as wrong:
        return wrong.state, wrong.file
    return "trained", "reader.json"


def model_state(folder: Path = MODEL) -> tuple[bool, str]:
    """Whether the trained model is there and whole, and one line about it."""
    state, file = reader_state(folder)
    if state != "trained":
        mend = "git checkout bot/review/model, or make review-model"
        return False, f"{file} is {TOLD[state]}; sentences are read by rules. Mend it with: {mend}"
    told = checked(folder)
    return True, f"trained reader, data {told['data'][:12]}, seed {told['seed']}"
