"""`make audit`: what other people's tools find in ours. A line each; what was not looked at says so and is never called passed.

    code             bandit over everything that is installed: what it finds is mended, or excused where it stands
    vulnerabilities  pip-audit over what `oops` needs to run, where the data can be reached
    licences         pip-licenses over the same: only those listed here
    bill             a bill of materials in CycloneDX, valid by that schema: build/audit/oops.cdx.json
    serve            schemathesis over what docs/openapi says of `oops serve`
    playground       the same of `oops demo`

Exit code: 0 when nothing was found, 1 when something was; 2 when something was not looked at and CI or STRICT=1 asks for all.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "tests"))

from audit.servers import running  # noqa: E402

BIN = Path(sys.executable).parent
RUN_LOCK = HOUSE / "requirements-run.lock"
LEFT = HOUSE / "build/audit"
ROOMS = ("adapters", "bot", "prompts", "storage")
LICENCES = re.compile(
    r"MIT(?:-0)?|(?:The )?MIT License|BSD|BSD License|(?:3-Clause BSD|BSD[- ][23][- ]Clause)(?: License)?|0BSD|ISC(?: License.*)?|Zlib|CC0-1\.0|"
    r"Apache(?: Software)?(?: License)?|Apache[ -]2\.0|PSF-2\.0|Python Software Foundation License|CNRI-Python|"
    r"Mozilla Public License 2\.0 \(MPL 2\.0\)|MPL-2\.0|LGPL-3\.0-only"
)
"""What may be installed beside Apache-2.0. LGPL: psycopg, used as it is. MPL: certifi's and others' files, unchanged."""
CHECKS = "status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth"
"""An answer that is not described is a finding; 500 never is described, and 503 only where the database may be away."""
ENDLESS = "/events"
"""A stream that does not end is not asked for; tests/web/test_app.py listens to it."""
EXAMPLES = os.environ.get("EXAMPLES", "60")
SEED = os.environ.get("SEED", "20261128")

Found = tuple[bool | None, str]
"""Whether all is well (None: not looked at), and the line that says it."""


def run(*command: str | Path, cwd: Path = HOUSE) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)


def needed() -> dict[str, str]:
    """What `oops` needs to run: name and version of each, by the lock."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", RUN_LOCK.read_text("utf-8"), re.MULTILINE))


def code() -> Found:
    told = run(BIN / "bandit", "-q", "-r", *ROOMS, "-f", "json")
    try:
        report = json.loads(told.stdout)
    except ValueError:
        return False, "bandit said nothing"
    for each in report["results"]:
        print(f"    {each['filename']}:{each['line_number']} {each['test_id']} {each['issue_text']}")
    broken = bool(report["errors"] or report["results"])
    totals = report["metrics"]["_totals"]
    return (
        not broken,
        f"{len(report['results'])} findings in {totals['loc']:,} lines, {totals['nosec'] + totals['skipped_tests']} excused where they stand",
    )


def vulnerabilities() -> Found:
    told = run(
        BIN / "pip-audit",
        "-r",
        RUN_LOCK,
        "--require-hashes",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    )
    try:
        report = json.loads(told.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None, "NOT LOOKED AT: the data could not be reached"
    looked = [each for each in report if "skip_reason" not in each]
    for each in looked:
        for one in each["vulns"]:
            print(
                f"    {each['name']} {each['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'none'}"
            )
    if any(each["vulns"] for each in looked):
        return False, f"known ones in {sum(bool(each['vulns']) for each in looked)} of {len(report)} packages"
    if len(looked) < len(report):
        return None, f"NOT LOOKED AT: the index has no data for {len(report) - len(looked)} of {len(report)} packages"
    return True, f"none known in {len(report)} packages"


def licences() -> Found:
    told = run(BIN / "pip-licenses", "--format", "json", "--packages", *needed())
    listed = {each["Name"]: each["License"] for each in json.loads(told.stdout)}
    LEFT.joinpath("licences.json").write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
    strange = {
        name: text
        for name, text in listed.items()
        if not all(map(LICENCES.fullmatch, re.split(r"; | AND | OR ", text)))
    }
    for name, text in strange.items():
        print(f"    {name}: {text}")
    return bool(
        listed
    ) and not strange, f"{len(set(listed.values()))} names of permissive ones and LGPL, in {len(listed)} packages"


def bill() -> Found:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    path = LEFT / "oops.cdx.json"
    told = run(BIN / "cyclonedx-py", "requirements", RUN_LOCK, "--pyproject", "pyproject.toml", "--sv", "1.6", "--of", "JSON",
               "--output-reproducible", "-o", path)  # fmt: skip
    if told.returncode:
        return False, "could not be written"
    text = path.read_text("utf-8")
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    parts = {each["name"]: each["version"] for each in json.loads(text)["components"]}
    asked = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    missing = {re.split(r"[\[<>=~!; ]", each)[0] for each in asked} - set(parts)
    for each in sorted(missing):
        print(f"    {each} is not in it")
    return wrong is None and not missing, f"{len(parts)} components, CycloneDX 1.6 {'invalid' if wrong else 'valid'}"


def over_http(name: str) -> Found:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), name) as (url, headers):
        told = run(
            BIN / "schemathesis", "--no-color", "run", HOUSE / f"docs/openapi/{name}.json", "-u", url, "-c", CHECKS,
            "--phases", "examples,coverage,fuzzing", "-n", EXAMPLES, "--seed", SEED, "--request-timeout", "10",
            "--suppress-health-check", "all", "--warnings", "off", "--generation-database", "none", "--exclude-path", ENDLESS,
            *(part for header in headers for part in ("-H", header)),
            cwd=Path(folder),
        )  # fmt: skip
        log = Path(folder, f"{name}.log").read_text("utf-8")
    LEFT.joinpath(f"{name}.log.txt").write_text(log, "utf-8")
    LEFT.joinpath(f"{name}.txt").write_text(told.stdout, "utf-8")
    if told.returncode:
        print("    " + "\n    ".join(told.stdout.splitlines()[-60:]))
    counted = re.search(r"(\d+) generated", told.stdout)
    traced = "Traceback" in log
    line = f"{counted[1] if counted else 'no'} requests, seed {SEED}{', a traceback in the log' if traced else ''}"
    return not (told.returncode or traced), line


PARTS: dict[str, Callable[[], Found]] = {
    "code": code,
    "vulnerabilities": vulnerabilities,
    "licences": licences,
    "bill": bill,
    "serve": lambda: over_http("serve"),
    "playground": lambda: over_http("playground"),
}


def main(wanted: list[str]) -> int:
    LEFT.mkdir(parents=True, exist_ok=True)
    found: dict[str, bool | None] = {}
    for name in wanted or PARTS:
        well, line = PARTS[name]()
        found[name] = well
        print(f"{'ok' if well else 'not done' if well is None else 'FOUND':8}  {name:15}  {line}", flush=True)
    undone = [name for name, well in found.items() if well is None]
    if False in found.values():
        return 1
    if undone:
        print(f"{len(found) - len(undone)} of {len(found)} parts are well; not done: {', '.join(undone)}")
    return 2 if undone and (os.environ.get("STRICT") or os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
