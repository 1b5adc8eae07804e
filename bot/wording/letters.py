"""The six letters. The person's sentences in the order in which a reader needs them; the last line may be ours, and says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from bot.patterns import regex
from bot.wording.framing import Memory, Pen, act_framed, framed, is_fragment, words_of
from bot.wording.sorry import says_sorry
from bot.wording.tidy import Clock, Spoken, first_name, fold, people_of, spoken_after
from bot.wording.values import EFFECT, FIRST_HOUR, LATER, PREVENTION, TELLING, Letter, Piece, Role
from prompts.frames import Frames

Sorry = Literal["plain", "part", "regret"]

FIRST_WORDS = 60
FULL_WORDS = 120

_SENTENCES = 3
_CHARACTERS = 105
"""A paragraph's size: what a phone shows in two lines, and what the four letters of the voice have."""


def first_note(
    pieces: Sequence[Piece],
    *,
    frames: Frames,
    kind: str | None,
    reader: str,
    author: str,
    people: Sequence[str],
    clock: Clock,
    sorry: Sorry | None,
    ready_to_talk: bool,
    trouble_for: str = "",
    memory: Memory | None = None,
) -> Letter:
    """What happened, what is known, what comes next and by when, sorry once. Neither cause nor prevention."""
    pen = _pen(frames, reader, author, people, clock, memory)
    told: Sequence[Piece] = [piece for piece in pieces if piece.role not in LATER]
    told, last = _last_line(told, sorry, pen, ready_to_talk=ready_to_talk, trouble_for=trouble_for)
    return _letter(_told(told, kind, pen, greeted=bool(reader)), last, frames, reader, author)


def full_note(
    pieces: Sequence[Piece],
    *,
    frames: Frames,
    kind: str | None = None,
    reader: str,
    author: str,
    people: Sequence[str],
    clock: Clock,
    sorry: Sorry | None = "plain",
    ready_to_talk: bool = False,
    trouble_for: str = "",
    memory: Memory | None = None,
) -> Letter:
    """The first note, ended with seriousness and with what will be done differently."""
    pen = _pen(frames, reader, author, people, clock, memory)
    told: Sequence[Piece] = [piece for piece in pieces if piece.role not in LATER]
    changes = [piece for piece in pieces if piece.role in LATER]
    told, last = _last_line(told, sorry, pen, ready_to_talk=ready_to_talk, trouble_for=trouble_for)
    letter = _letter(_told(told, kind, pen, greeted=bool(reader)), last, frames, reader, author)
    end = _flowed([(frames.serious, False), *_sentences(changes, pen)])
    return Letter((*letter.paragraphs, *end), letter.signed, (*letter.ours, frames.serious))


def fixed_note(
    pieces: Sequence[Piece],
    *,
    frames: Frames,
    kind: str | None = None,
    reader: str,
    author: str,
    people: Sequence[str],
    clock: Clock,
) -> Letter:
    """The note after the repair: it's fixed, and how. Its `kind` changes nothing; the letters are called alike."""
    del kind
    pen = _pen(frames, reader, author, people, clock)
    fixed = frames.fixed if reader else frames.fixed[:1].upper() + frames.fixed[1:]
    told = _in_order(piece for piece in pieces if piece.role not in LATER)
    return _letter(_flowed([(fixed, False), *_sentences(told, pen)]), (), frames, reader, author, ours=(fixed,))


def update_note(
    pieces: Sequence[Piece],
    *,
    frames: Frames,
    kind: str | None = None,
    reader: str,
    author: str,
    people: Sequence[str],
    clock: Clock,
) -> Letter:
    """News, as typed, and nothing else. Its `kind` changes nothing; the letters are called alike."""
    del kind
    pen = _pen(frames, reader, author, people, clock)
    return _letter(_flowed(_sentences(pieces, pen, greeted=bool(reader))), (), frames, reader, author)


def part_note(
    pieces: Sequence[Piece],
    *,
    frames: Frames,
    kind: str | None = None,
    reader: str,
    author: str,
    people: Sequence[str],
    clock: Clock,
    mine: bool | None = None,
    trouble_for: str = "",
) -> Letter:
    """The author's own part, not less and not more (COACHING S1.10): sorry for it, or regret where no act was theirs.

    Without `mine`, an act among the pieces says that a part was.
    """
    if mine is None:
        mine = any(piece.role is Role.ACT for piece in pieces)
    return first_note(
        pieces,
        frames=frames,
        kind=kind if mine else None,
        reader=reader,
        author=author,
        people=people,
        clock=clock,
        sorry="part" if mine else "regret",
        ready_to_talk=False,
        trouble_for=trouble_for,
    )


def mentor_note(*, frames: Frames, reader: str, author: str, put_right: bool = True) -> Letter:
    """Asks someone trusted how they handled one of theirs. Says nothing of what happened; all of it is ours."""
    lines = (frames.mentor_put_right if put_right else frames.mentor_not_yet, frames.mentor_ask, frames.mentor_light)
    return _letter(lines, (), frames, reader, author, ours=lines)


def flow(sentences: Sequence[str]) -> tuple[str, ...]:
    """Sentences as paragraphs: at most three a paragraph and 105 characters, before the reader's name is put in front."""
    return _flowed([(sentence, False) for sentence in sentences])


def fits(letter: Letter, limit: int = FIRST_WORDS) -> bool:
    """Whether a letter is as short as its reader needs it."""
    return letter.words <= limit


def too_long(letter: Letter, pieces: Sequence[Piece], limit: int = FIRST_WORDS) -> tuple[int, ...]:
    """The ranks that could be left out of a letter that is too long, the least needed first; as few as make it fit.

    The act and what comes next are never among them. Empty when the letter fits, or when nothing can be left out.
    """
    over = letter.words - limit
    ranks: list[int] = []
    for rank in (PREVENTION, FIRST_HOUR, EFFECT, TELLING):
        spare = sum(len(p.text.split()) for p in pieces if p.rank == rank and p.role not in {Role.ACT, Role.NEXT})
        if over > 0 and spare:
            ranks.append(rank)
            over -= spare
    return tuple(ranks)


def _pen(
    frames: Frames, reader: str, author: str, people: Sequence[str], clock: Clock, memory: Memory | None = None
) -> Pen:
    known = people_of(reader, first_name(reader), tuple(people), author, frames.names)
    return Pen(frames, known, clock, memory=memory or Memory())


def _letter(
    paragraphs: Sequence[str],
    last: Sequence[str],
    frames: Frames,
    reader: str,
    author: str,
    ours: Sequence[str] = (),
) -> Letter:
    lines = [*paragraphs, *([" ".join(last)] if last else [])]
    name = first_name(reader)
    if name and lines and not fold(lines[0]).startswith(f"{fold(name)},"):
        lines[0] = frames.greeting.format(reader=name) + lines[0]
    return Letter(tuple(lines), first_name(author), (*ours, *([" ".join(last)] if last else [])))


def _told(pieces: Sequence[Piece], kind: str | None, pen: Pen, *, greeted: bool) -> tuple[str, ...]:
    """What happened and what comes next, as paragraphs."""
    pieces, bare = _bare_act(pieces, kind, pen)
    ordered = _in_order(pieces)
    return _flowed(_sentences(ordered, pen, greeted=greeted, kind=kind, bare=bare))


def _bare_act(pieces: Sequence[Piece], kind: str | None, pen: Pen) -> tuple[Sequence[Piece], Piece | None]:
    """The fragment that names what the act was about, if the act itself is known by its kind only.

    "missed a deadline" alone, said beside it, goes into its frame and is not said twice.
    """
    if not kind or kind not in pen.frames.acts:
        return pieces, None
    said = [p for p in pieces if p.role is Role.ACT and " ".join(words_of(p.text)) in pen.frames.said.get(kind, ())]
    rest = [piece for piece in pieces if piece not in said]
    first = next((piece for piece in rest if piece.rank == TELLING), None)
    if first is None or first.role not in {Role.ACT, Role.FACT} or not is_fragment(first.text, pen):
        return pieces, None
    cue = pen.frames.cues.get(kind, frozenset()) & set(words_of(first.text))
    if first.role is Role.FACT and not said and not cue and any(piece.role is Role.ACT for piece in rest):
        return pieces, None
    act = Piece(first.text, Role.ACT, first.rank)
    return [act if piece is first else piece for piece in rest], act


def _in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """By rank; inside a rank the act first, then the rest as typed, what comes next last. What was put back follows the act."""
    pieces = list(pieces)
    behind = _leaning(pieces)
    acted = {piece.rank for piece in pieces if piece.role is Role.ACT}
    since = _since_noticed(pieces)

    def place(piece: Piece) -> tuple[int, int]:
        match piece.role:
            case Role.ACT if not any(piece is each for each in since):
                return piece.rank, 0
            case Role.PUT_BACK if piece.rank in acted:
                return piece.rank, 1
            case Role.NEXT:
                return piece.rank, 3
            case _:
                return piece.rank, 2

    heads = sorted((piece for n, piece in enumerate(pieces) if n not in behind), key=place)
    led: dict[int, list[Piece]] = {}
    for n, head in behind.items():
        led.setdefault(id(pieces[head]), []).append(pieces[n])
    return [each for head in heads for each in (head, *led.get(id(head), []))]


def _since_noticed(pieces: Sequence[Piece]) -> list[Piece]:
    """The acts told behind the noticing of an earlier one: what was done about it, not what went wrong."""
    found: list[Piece] = []
    acted, noticed = set[int](), set[int]()
    for piece in pieces:
        if piece.role is Role.NOTICED and piece.rank in acted:
            noticed.add(piece.rank)
        elif piece.role is Role.ACT:
            acted.add(piece.rank)
            if piece.rank in noticed:
                found.append(piece)
    return found


def _leaning(pieces: Sequence[Piece]) -> dict[int, int]:
    """The facts that begin with "it was": each stays behind the act told before it in the same answer, which they are about."""
    found: dict[int, int] = {}
    act: int | None = None
    for n, piece in enumerate(pieces):
        if piece.role is Role.ACT:
            act = n
        elif act is not None and pieces[act].rank == piece.rank and piece.role in _LEAN and _IT_WAS.match(piece.text):
            found[n] = act
    return found


_LEAN = frozenset({Role.FACT, Role.EFFECT, Role.NOTICED})
_IT_WAS = regex(
    r"\W*(?:and |but |so )?(?:it|that|this)(?:['\u2019]s| was| is| had| has| went| took| happened| cost)\b", re.I
)


def _sentences(
    pieces: Sequence[Piece], pen: Pen, *, greeted: bool = False, kind: str | None = None, bare: Piece | None = None
) -> list[tuple[str, bool]]:
    """Each piece as a sentence, none twice, and whether it follows on in the paragraph before (what was put back)."""
    found: dict[str, tuple[str, bool]] = {}
    for piece, spoken in _spoken_of(pieces, pen):
        if not piece.text.strip():
            continue
        pen, you = replace(pen, spoken=spoken), spoken.whole
        if piece is bare and kind is not None:
            sentence = act_framed(piece, kind, pen, you=you)
        else:
            sentence = framed(piece, pen, start=bool(found) or not greeted, you=you)
        found.setdefault(sentence.casefold(), (sentence, piece.role is Role.PUT_BACK and bool(found)))
    return list(found.values())


def _spoken_of(pieces: Sequence[Piece], pen: Pen) -> list[tuple[Piece, Spoken]]:
    """Each piece with of whom the ones before it spoke; not `whole` where the reader's name must stay, for "she" to be someone."""
    found = [(piece, Spoken()) for piece in pieces]
    if not any(_SHE.search(piece.text) for piece in pieces):
        return found
    chain: list[int] = []
    now = Spoken()
    for n, piece in enumerate(pieces):
        after = pen.memory.spoken.get((piece.text, now))
        if after is None:
            after = pen.memory.spoken[piece.text, now] = spoken_after(piece.text, pen.people, now)
        found[n] = (piece, now)
        if not now.reader:
            chain.clear()
        chain.append(n)
        if after.whole:
            now = after
            continue
        for k in chain:
            found[k] = (pieces[k], Spoken(others=found[k][1].others, whole=False))
        chain.clear()
        now = Spoken(others=after.others)
    return found


_SHE = regex(r"\b(?:s?he|her|him|his|hers|hes|shes|herself|himself)\b", re.I)


def _flowed(sentences: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    """As `flow`; a sentence that follows on never opens a paragraph, and takes no room."""
    paragraphs: list[list[str]] = []
    sizes: list[tuple[int, int]] = []
    for sentence, follows_on in sentences:
        if paragraphs and follows_on:
            paragraphs[-1].append(sentence)
            continue
        count, length = sizes[-1] if sizes else (_SENTENCES, 0)
        if count == _SENTENCES or length + 1 + len(sentence) > _CHARACTERS:
            paragraphs.append([])
            sizes.append((0, -1))
            count, length = sizes[-1]
        paragraphs[-1].append(sentence)
        sizes[-1] = (count + 1, length + 1 + len(sentence))
    return tuple(" ".join(paragraph) for paragraph in paragraphs)


def _last_line(
    pieces: Sequence[Piece], sorry: Sorry | None, pen: Pen, *, ready_to_talk: bool, trouble_for: str
) -> tuple[Sequence[Piece], tuple[str, ...]]:
    """The line that is ours. A sorry of the person's own is enough; an offer of their own stands inside the regret."""
    frames = pen.frames
    ready = (frames.ready_to_talk,) if ready_to_talk else ()
    match sorry:
        case None:
            return pieces, ready
        case "regret":
            pieces, regret = _regret(pieces, pen, trouble_for)
            return pieces, (regret, *ready)
        case _ if any(says_sorry(piece.text) for piece in pieces):
            return pieces, ready
        case "part":
            return pieces, (frames.sorry_part, *ready)
        case "plain":
            return pieces, (frames.sorry, *ready)


def _regret(pieces: Sequence[Piece], pen: Pen, trouble_for: str) -> tuple[Sequence[Piece], str]:
    frames = pen.frames
    plans = [piece for piece in pieces if piece.role is Role.NEXT]
    offer = framed(plans[0], pen) if len(plans) == 1 else "" if plans else frames.offer
    if not offer.startswith(frames.subject[:1]):
        offer = ""
    rest = [piece for piece in pieces if not (offer and piece in plans)]
    whom = pen.tidied(trouble_for)
    match bool(whom), bool(offer):
        case True, True:
            return rest, frames.regret_for_and.format(whom=whom, offer=offer)
        case True, False:
            return rest, frames.regret_for.format(whom=whom)
        case False, True:
            return rest, frames.regret_and.format(offer=offer)
        case _:
            return rest, frames.regret
