"""`oops path`: the table drawn, as text, Mermaid or SVG. The README's diagram is its Mermaid output."""

from __future__ import annotations

from html import escape

from bot.path import ANYWHERE, BY_TIME, PATH, Question, Step

TITLES = {
    Step.FIRST_HOUR: "The first hour",
    Step.TRANSPARENT: "1 Be transparent",
    Step.AMEND: "2 Amend the situation",
    Step.PERSPECTIVE: "3 Ask for perspective",
    Step.POSITIVE: "4 Find the positive",
    Step.FORWARD: "5 Move forward",
    Step.CLOSED: "Any time",
}


def rows() -> dict[Step, list[Question]]:
    """The questions of each step, in the table's order; what may come at any time stands last."""
    found: dict[Step, list[Question]] = {step: [] for step in Step}
    for question, row in PATH.items():
        found[Step.CLOSED if question in ANYWHERE else row.step].append(question)
    return found


def text() -> str:
    """One line a question: its name, and what may follow."""
    lines = []
    for step, questions in rows().items():
        lines.append(TITLES[step])
        for question in questions:
            row = PATH[question]
            follows = ", ".join(row.follows) or "back to where it was"
            marks = "".join(
                (" (optional)" if row.optional else "", " (may come by time)" if question in BY_TIME else "")
            )
            lines.append(f"  {question}{marks} -> {follows}")
    return "\n".join(lines)


def mermaid() -> str:
    """A flowchart: one box a step; an arrow for each question that may follow in another step, and within a step."""
    lines = ["flowchart LR"]
    for step, questions in rows().items():
        lines.append(f'  subgraph {step}["{TITLES[step]}"]')
        lines.append("    direction TB")
        lines += [f'    {question}["{question.replace("_", " ")}"]' for question in questions]
        lines.append("  end")
    for question, row in PATH.items():
        if question not in ANYWHERE:
            lines += [
                f"  {question} --> {after}" for after in row.follows if after is not question and after not in ANYWHERE
            ]
    return "\n".join(lines)


_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:600}rect{fill:none;stroke:#888}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}}"
)
_WIDTH, _LINE, _GAP = 210, 18, 16


def svg() -> str:
    """The steps as columns of questions, dark on light and light on dark."""
    columns = [(TITLES[step], questions) for step, questions in rows().items() if questions]
    height = 60 + _LINE * max(len(questions) for _, questions in columns)
    width = _GAP + (_WIDTH + _GAP) * len(columns)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="The path of questions">',
        f"<style>{_STYLE}</style>",
    ]
    for number, (title, questions) in enumerate(columns):
        left = _GAP + number * (_WIDTH + _GAP)
        parts.append(f'<rect x="{left}" y="8" width="{_WIDTH}" height="{height - 16}" rx="8"/>')
        parts.append(f'<text class="t" x="{left + 12}" y="32">{escape(title)}</text>')
        parts += [
            f'<text x="{left + 12}" y="{56 + line * _LINE}">{escape(question.replace("_", " "))}</text>'
            for line, question in enumerate(questions)
        ]
    return "\n".join([*parts, "</svg>"])


def drawn(form: str) -> str:
    """The drawing in one of the three forms."""
    return {"text": text, "mermaid": mermaid, "svg": svg}[form]()
