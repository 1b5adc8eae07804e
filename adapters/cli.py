"""The `oops` command. Every command has --help with an example, and answers bad input with one line and exit 2."""

from __future__ import annotations

import argparse
import asyncio
import gc
import io
import json
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.visits import Visits

DEMO_PORT = 8137
CONTEXTS = ("message_to_boss", "reflection", "repair_plan", "prevention_plan", "chat")
BEAT = 2.0
"""Seconds between two beats while a person sits at the terminal."""


EARLIEST, LATEST = 1970, 2999
"""The years in which a local clock may begin."""
LONGEST_NAME = 80
"""Characters of the author's name."""


class _Parser(argparse.ArgumentParser):
    """One clear line on bad input."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help.\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(prog="oops", description="A coach for owning a mistake at work.", epilog="Example: oops chat")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, about: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about, epilog=f"Example: {example}")

    chat = add("chat", "Hold the whole conversation in a terminal.", "oops chat --me 'Sam Reyes'")
    chat.add_argument("--json", action="store_true", help="one object a line in, objects a line out")
    chat.add_argument("--db", metavar="URL", help="where it is kept (default: a temporary file, gone at the end)")
    chat.add_argument("--now", metavar="ISO", help="begin at this instant, such as 2026-04-13T14:24:00+01:00")
    chat.add_argument("--zone", metavar="IANA", default="Europe/Dublin", help="the author's time zone")
    chat.add_argument("--me", metavar="NAME", default="Sam Reyes", help="the author's name")
    chat.add_argument("--world", metavar="FILE", type=Path, help="the people of this local world")

    demo = add("demo", "Open the playground in a browser.", "oops demo --port 8137")
    demo.add_argument("--port", type=int, default=DEMO_PORT)
    demo.add_argument("--no-browser", action="store_true")
    demo.add_argument("--db", metavar="URL", help="where it is kept (default: oops-demo.db in the user's cache)")
    demo.add_argument("--now", metavar="ISO", help="begin at this instant")
    demo.add_argument("--zone", metavar="IANA", default="Europe/Dublin")
    demo.add_argument("--me", metavar="NAME", default="Sam Reyes")
    demo.add_argument("--world", metavar="FILE", type=Path)

    review = add(
        "review",
        "Review a draft: marks, what is there, what is missing.",
        "oops review draft.txt\n"
        '  echo "Sorry if anyone was upset. I sent the wrong file." | oops review\n'
        "  oops review --lines < sentences.jsonl > answers.jsonl",
    )
    review.formatter_class = argparse.RawDescriptionHelpFormatter
    _review_arguments(review)

    add("serve", "Serve Slack and Teams, the clock, health and metrics on one port.", "oops serve")
    add("check", "Say line by line which settings are right, wrong or missing.", "oops check")

    privacy = add("privacy", "Look which promises hold in this very installation, row by row.", "oops privacy check")
    privacy.add_argument("what", choices=("check",), help="nothing is changed; only a canary comes and goes")
    keys = add("keys", "Wrap every person's key under the present master key, while others work.", "oops keys rotate")
    keys.add_argument(
        "what", choices=("rotate",), help="with the old key in OOPS_MASTER_KEYS_OLD; can be taken up again"
    )

    evaluate = add(
        "eval",
        "Compare a language model with the offline coach, over labelled drafts and golden conversations.",
        "oops eval --model llama3.2",
    )
    evaluate.add_argument("--model", metavar="NAME", help="the model (default: OOPS_MODEL)")
    evaluate.add_argument(
        "--drafts", metavar="FILE", type=Path, help="JSON lines with id, text, problems (default: ours)"
    )
    evaluate.add_argument("--most", metavar="N", type=int, help="so many drafts only")
    evaluate.add_argument("--price", nargs=2, metavar=("IN", "OUT"), type=float, help="for a million tokens in and out")

    manifest = add(
        "manifest",
        "Write the app's manifest; for Teams the zip with icons.",
        "oops manifest teams --url https://oops.example.com --out oops.zip",
    )
    manifest.add_argument("platform", choices=tuple(_MANIFESTS))
    manifest.add_argument("--url", metavar="URL", help="where the platform reaches this: https://…")
    manifest.add_argument("--out", metavar="PATH", type=Path, help="a file; standard output when left out")
    manifest.add_argument("--socket", action="store_true", help="Slack: Socket Mode, which needs no public address")

    path = add("path", "Draw the path of questions from the table.", "oops path --format mermaid")
    path.add_argument("--format", choices=("mermaid", "svg", "text"), default="text")
    return top


def _review_arguments(review: argparse.ArgumentParser) -> None:
    review.add_argument("file", nargs="?", metavar="FILE", help="a text file; standard input when it is left out or -")
    review.add_argument("--json", action="store_true", help="one JSON object out")
    review.add_argument(
        "--lines", action="store_true", help='JSON lines {"id", "text", "context"} in, one line each out'
    )
    review.add_argument(
        "--context", choices=CONTEXTS, default=CONTEXTS[0], help="what the text is, where a line does not say"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    gc.disable()  # a tenth of the start: what is imported now lives as long as the process
    top = parser()
    given = top.parse_args(arguments)
    if given.command is None:
        top.print_help()
        return 0
    from adapters import logs

    logs.to_a_person()
    try:
        return _COMMANDS[given.command](given)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001  whatever it is, nobody is shown a traceback
        sys.stderr.write(f"oops: {trouble(error)}\n")
        return 2 if _foreseen(error) or isinstance(error, OSError) else 1


def trouble(error: Exception) -> str:
    """The one calm line of an error. A mistake of ours is named by its kind and place, never by its words."""
    if _foreseen(error):
        return str(error) or (type(error).__doc__ or "").split("\n")[0]
    if isinstance(error, OSError):
        return (
            "The disk or the port cannot be used: nothing was taken. Free some space, or choose another, and try again."
        )
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at is not None else ""
    return f"Something broke on our side ({type(error).__name__}{where}). What was kept is kept; please try again."


def _foreseen(error: Exception) -> bool:
    """Claim: the error was made for people to read."""
    from bot.errors import OopsError
    from prompts.wrong import CatalogWrong

    return isinstance(error, OopsError | CatalogWrong)


def _instant(text: str | None, zone: str) -> datetime | None:
    from bot.errors import SettingsWrong

    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsWrong(f"--now {text[:40]!r} is no instant. Write it like 2026-04-13T14:24:00+01:00.") from None
    if not EARLIEST <= at.year <= LATEST:
        raise SettingsWrong(f"--now lies outside the years {EARLIEST} to {LATEST}.")
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def _zone(text: str) -> str:
    from bot.errors import SettingsWrong

    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise SettingsWrong(f"--zone {text[:40]!r} is no time zone. Write it like Europe/Dublin.") from None
    return text


def _name(text: str) -> str:
    """The author's name, as others will read it under a note."""
    from bot.errors import SettingsWrong

    bare = text.strip()
    if not bare or len(bare) > LONGEST_NAME or not bare.isprintable():
        raise SettingsWrong(f"--me takes a name of 1 to {LONGEST_NAME} letters, such as 'Sam Reyes'.")
    return bare


def _chat(given: argparse.Namespace) -> int:
    zone = _zone(given.zone)
    given.me = _name(given.me)
    now = _instant(given.now, zone)
    if given.db:
        return asyncio.run(_chat_on(given, given.db, zone, now))
    with tempfile.TemporaryDirectory(prefix="oops-") as folder:
        return asyncio.run(_chat_on(given, f"sqlite:///{folder}/oops.db", zone, now))


async def _chat_on(given: argparse.Namespace, url: str, zone: str, now: datetime | None) -> int:
    from adapters import console
    from adapters.app import compose
    from adapters.local import author, load_world

    world = load_world(given.world)
    local = await compose(url, author(given.me, zone, world), world, now, _visits())
    _settle_in()
    try:
        if given.json:
            if isinstance(sys.stdin, io.TextIOWrapper):
                sys.stdin.reconfigure(errors="replace")
            return await console.json_lines(local, sys.stdin, sys.stdout, trouble)
        ink = console.colours(sys.stdout, dict(os.environ))
        from adapters.clock import Beats

        return await console.person_lines(local, sys.stdin, sys.stdout, ink, trouble, lambda work: Beats(work, BEAT))
    finally:
        await local.close()


def _visits() -> Visits:
    """The way to the language model, where OOPS_MODEL names one. What is wrong with its settings is said in a line."""
    from adapters.app import visits_to

    if not os.environ.get("OOPS_MODEL"):
        return visits_to(None)
    from adapters.settings import model_of

    model, findings = model_of(os.environ)
    for each in findings:
        if each.state == "wrong":
            sys.stderr.write(f"oops: without the language model. {each.name}: {each.line}\n")
    return visits_to(model)


def _settle_in() -> None:
    """What is imported stays; from here on garbage is collected as ever."""
    gc.freeze()
    gc.enable()


def _demo(given: argparse.Namespace) -> int:
    from adapters.app import compose
    from adapters.web.app import run

    _settle_in()
    zone = _zone(given.zone)
    given.me = _name(given.me)
    return run(given, zone, _instant(given.now, zone), partial(compose, visits=_visits()))


def _review(given: argparse.Namespace) -> int:
    from adapters.review_cli import run

    _settle_in()
    return run(given)


def _manifest(given: argparse.Namespace) -> int:
    from bot.errors import SettingsWrong

    made = _MANIFESTS[given.platform](given)
    if given.out is None:
        sys.stdout.buffer.write(made)
        return 0
    try:
        given.out.write_bytes(made)
    except OSError:
        raise SettingsWrong(
            f"--out {str(given.out)[:80]!r} cannot be written. Name a file in a folder that exists."
        ) from None
    return 0


def _slack_manifest(given: argparse.Namespace) -> bytes:
    from adapters.slack.manifest import manifest
    from bot.lines import LABELS, NEEDS
    from prompts.catalog import load_catalog

    made = manifest(load_catalog(NEEDS, labels=LABELS), given.url, socket=given.socket)
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _teams_manifest(given: argparse.Namespace) -> bytes:
    from importlib.metadata import version

    from adapters.teams.manifest import package
    from bot.lines import LABELS, NEEDS
    from prompts.catalog import load_catalog

    app_id = os.environ.get("MICROSOFT_APP_ID", "").strip()
    if not app_id:
        sys.stderr.write("oops: MICROSOFT_APP_ID is not set, so the bot's id in this package stands for nobody yet.\n")
    return package(load_catalog(NEEDS, labels=LABELS), given.url, app_id, version("oops"))


_MANIFESTS = {"slack": _slack_manifest, "teams": _teams_manifest}
"""Platform → its manifest, ready to be written."""


def _path(given: argparse.Namespace) -> int:
    from bot.drawing import drawn

    sys.stdout.write(drawn(given.format) + "\n")
    return 0


def _serve(given: argparse.Namespace) -> int:
    from adapters import logs, settings

    del given
    wanted = settings.read(os.environ)
    logs.begin(wanted.level, wanted.log_format)
    from adapters.serve import serve

    _settle_in()
    asyncio.run(serve(wanted))
    return 0


def _eval(given: argparse.Namespace) -> int:
    from adapters.evaluate import evaluate, progress
    from adapters.settings import model_of
    from bot.errors import SettingsWrong

    environment = dict(os.environ) | ({"OOPS_MODEL": given.model} if given.model else {})
    model, findings = model_of(environment)
    wrong = next((f"{each.name}: {each.line}" for each in findings if each.state == "wrong"), "")
    if model is None:
        raise SettingsWrong(wrong or "Name a model with --model, and its service with OPENAI_BASE_URL.")
    if given.most is not None and given.most < 1:
        raise SettingsWrong("--most takes a number of drafts, from 1.")
    if any(not 0 <= each < math.inf for each in given.price or ()):
        raise SettingsWrong("--price takes two amounts for a million tokens, from 0.")
    _settle_in()
    price = (given.price[0], given.price[1]) if given.price else None
    table = asyncio.run(evaluate(model, given.drafts, given.most, price, progress))
    progress("")
    sys.stdout.write(table + "\n")
    return 0


def _check(given: argparse.Namespace) -> int:
    from adapters.check import look

    del given
    _settle_in()
    lines, whole = asyncio.run(look(os.environ))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if whole else 2


def _privacy(given: argparse.Namespace) -> int:
    from adapters.privacy import check

    del given
    _settle_in()
    lines, whole = asyncio.run(check(os.environ))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if whole else 2


def _keys(given: argparse.Namespace) -> int:
    from adapters.privacy import rotate

    del given
    _settle_in()
    sys.stdout.write(asyncio.run(rotate(os.environ)) + "\n")
    return 0


_COMMANDS = {
    "serve": _serve,
    "check": _check,
    "eval": _eval,
    "privacy": _privacy,
    "keys": _keys,
    "chat": _chat,
    "demo": _demo,
    "review": _review,
    "path": _path,
    "manifest": _manifest,
}
