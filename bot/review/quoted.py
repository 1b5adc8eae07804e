"""Which lines of a text are somebody else's: quoted in a mail, forwarded with it, or written by a program."""

from __future__ import annotations

import re

from bot.patterns import regex

LINE = regex(r"[^\n]*\n?")
MARKED = regex(r"\s*(?:>|\|\s)")
WROTE = regex(
    r"\s*(?:on|am|le|el|em|il|op)\b[^\n]{4,160}?\b(?:wrote|schrieb|a \u00e9crit|escribi\u00f3|escreveu|ha scritto|schreef)\b[^\n]{0,60}:\s*$",
    re.IGNORECASE,
)
RULED = regex(
    r"\s*(?:-{2,}|_{5,}|\*{3,})?\s*(?:begin forwarded message|(?:original|forwarded) message|urspr\u00fcngliche nachricht|"
    r"message d.origine|mensaje original|mensagem original)\s*:?\s*(?:-{2,})?\s*$",
    re.IGNORECASE,
)
FROM = regex(r"\s*\*?(?:from|von|de)\*?\s*:\*?\s*\S", re.IGNORECASE)
HEAD = regex(
    r"\s*\*?(?:sent|date|to|subject|cc|gesendet|an|betreff|datum|envoy\u00e9|\u00e0|objet|enviado|para|asunto|assunto)\*?\s*:",
    re.IGNORECASE,
)
LOGGED = regex(
    r"[ \t]*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?[\d.,:+Z]*\]?[ \t]+(?:[\w.\-\[\]]+[ \t]+){0,3}?\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE)\b"
    r"|[ \t]*\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[\d|[ \t]*[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+(?:\[\d+\])?:"
    r"|[ \t]*File \"[^\"\n]+\", line \d+|Traceback \(most recent call last\):"
)
FOLLOWS = 3
"""Lines of a mail's head that may lie between its `From:` and the next line that proves it."""


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `text` that another person wrote: lines set off by ">", and all that stands below a mail's own head.

    What stands below "... wrote:" is quoted as far as it is set off; where nothing is, to the end.
    """
    lines = [match.span() for match in LINE.finditer(text) if match.group()]
    spans: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(lines):
        line = text[start:end].rstrip("\r\n")
        if MARKED.match(line):
            spans.append((start, end))
        elif WROTE.match(line) or (line.strip() and WROTE.match(line + " " + _line(text, lines, number + 1))):
            rest = [text[a:b] for a, b in lines[number + 1 :]]
            if not any(MARKED.match(one) for one in rest):
                return (*spans, (start, len(text)))
            spans.append((start, end))
        elif RULED.match(line) or (FROM.match(line) and _headed(text, lines, number)):
            return (*spans, (start, len(text)))
    return tuple(spans)


def logged(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `text` that a program wrote: a day, an hour and a level begin the line, or what a web server, a system or a traceback writes. Nobody's words, and nobody's danger."""
    return tuple(match.span() for match in LINE.finditer(text) if LOGGED.match(text, *match.span()))


def _line(text: str, lines: list[tuple[int, int]], number: int) -> str:
    return text[slice(*lines[number])].rstrip("\r\n") if number < len(lines) else ""


def _headed(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether the lines after a `From:` are a mail's head too."""
    return any(HEAD.match(_line(text, lines, number + after)) for after in range(1, FOLLOWS + 1))
