"""The formats for other programs: they are valid, and hard characters do not break them."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from command_line import BAD, run, write
from platformdirs import user_cache_path

from nexflow_analysis.codes import CODES
from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_server import documentation
from nexflow_server.checking import Outcome, Shown
from nexflow_server.projects import ProjectFolder
from nexflow_server.report import FORMATS, STATISTICS, github, gitlab, junit, report_of, sarif
from nexflow_server.report.model import Target

HARD = 'schema "a%b": one,\ntwo <é> & \x1b[31m名'
SPELLED = """\
schema Order
    customer_id: string
    computed
        a = customerId
        b = customerId
    end
end
"""
#: Holds the published schema of SARIF 2.1.0.
SCHEMA_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"


def reported(report: Any, *findings: Finding, failures: tuple[str, ...] = ()) -> str:
    project = ProjectFolder(str(Path.cwd()), deep=False)
    shown = [Shown(finding, project.relative(finding.path), project) for finding in findings]
    stream = io.StringIO()
    report(Outcome(shown, list(failures), 1), Target(stream, colour=False))
    return stream.getvalue()


def finding(message: str, name: str = "a, b: 100%.proc", end: tuple[int, int] = (1, 7)) -> Finding:
    path = str(Path.cwd() / name)
    return Finding(path, (1, 4), end, "NX100", Severity.ERROR, message)


def test_github_escapes_what_ends_a_command_or_a_property() -> None:
    said = reported(github.report, finding("100%: one,\r\ntwo"), finding("x", end=(2, 0)))
    assert said.splitlines() == [
        (
            "::error file=a%2C b%3A 100%25.proc,line=2,endLine=2,col=5,endColumn=8,title=Nexflow NX100"
            "::100%25: one,%0D%0Atwo"
        ),
        "::error file=a%2C b%3A 100%25.proc,line=2,endLine=3,title=Nexflow NX100::x",
    ]


def test_gitlab_gives_each_issue_a_fingerprint_of_its_own() -> None:
    issues = json.loads(reported(gitlab.report, finding(HARD), finding(HARD)))
    assert len({issue["fingerprint"] for issue in issues}) == 2
    assert issues[0]["location"] == {"path": "a, b: 100%.proc", "lines": {"begin": 2, "end": 2}}
    assert issues[0]["severity"] == "major"
    assert issues[0]["description"] == f"NX100: {HARD}"


def test_junit_is_well_formed_whatever_a_message_holds() -> None:
    root = ET.fromstring(reported(junit.report, finding(HARD), failures=("no\x00 <file>",)))  # noqa: S314
    suite, unread = root
    assert suite.attrib == {
        "name": "a, b: 100%.proc", "tests": "1", "failures": "1", "errors": "0", "skipped": "0",
    }  # fmt: skip
    failure = suite[0][0]
    assert failure.get("message") == 'schema "a%b": one, two <é> & �[31m名'
    assert unread[0][0].get("message") == "no� <file>"


def test_junit_says_that_nothing_was_found() -> None:
    root = ET.fromstring(reported(junit.report))  # noqa: S314
    assert [(case.get("name"), len(case)) for case in root.iter("testcase")] == [
        ("no findings in 1 file", 0)
    ]


@pytest.fixture(scope="session")
def sarif_schema() -> dict[str, Any]:
    folder = user_cache_path("nexflow-tests") / "sarif"
    found = folder / "package" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    if not found.exists():
        folder.mkdir(parents=True, exist_ok=True)
        pack = ["npm", "pack", SCHEMA_PACKAGE, "--silent"]
        packed = subprocess.run(
            pack, cwd=folder, capture_output=True, text=True, check=True, timeout=120
        )
        subprocess.run(["tar", "xzf", packed.stdout.split()[-1]], cwd=folder, check=True)
    schema: dict[str, Any] = json.loads(found.read_text("utf-8"))
    return schema


def test_sarif_is_valid(tmp_path: Path, sarif_schema: dict[str, Any]) -> None:
    write(tmp_path, a_schema=SPELLED, b_schema=BAD.replace("Order", "Other"))
    (tmp_path / "b.schema").rename(tmp_path / "b #1 ö.schema")
    done = run(tmp_path, "check", "--output-format=sarif", ".", "nix")
    log = json.loads(done.stdout)
    jsonschema.validate(log, sarif_schema)
    (result,) = log["runs"]
    assert result["invocations"][0]["executionSuccessful"] is False
    rules = {rule["id"]: rule for rule in result["tool"]["driver"]["rules"]}
    assert rules["NX110"]["help"]["markdown"].startswith("# NX110: a name in another spelling")
    assert "helpUri" not in rules["NX110"]  # the log must not lead to a path of this machine
    assert Path.cwd().as_posix() not in done.stdout
    spelling, unknown = result["results"]
    assert spelling["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 5
    (fix,) = spelling["fixes"]
    assert [r["insertedContent"]["text"] for r in fix["artifactChanges"][0]["replacements"]] == [
        "customer_id", "customer_id",
    ]  # fmt: skip
    uri = unknown["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "#" not in uri
    assert unquote(uri) == "b #1 ö.schema"


def test_sarif_links_to_the_published_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documentation, "PUBLISHED", "https://example.com/checks")
    log = json.loads(reported(sarif.report, finding("x")))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://example.com/checks/NX100-unknown-definition.md"


def test_an_empty_sarif_log_is_valid(sarif_schema: dict[str, Any]) -> None:
    jsonschema.validate(json.loads(reported(sarif.report)), sarif_schema)


def test_every_format_takes_every_code() -> None:
    findings = [
        Finding(str(Path.cwd() / "a.proc"), (0, 0), (0, 0), code, Severity(severity), HARD)
        for code, known in CODES.items()
        for severity in known.severities
    ]
    for module in (*FORMATS.values(), STATISTICS):
        assert reported(report_of(module), *findings)


def test_fingerprints_stay_when_lines_come_above(tmp_path: Path) -> None:
    def prints() -> list[str]:
        done = run(tmp_path, "check", "--output-format=gitlab")
        return [issue["fingerprint"] for issue in json.loads(done.stdout)]

    write(tmp_path, a_schema=SPELLED.replace("b = ", "b = customerID + "))
    before = prints()
    write(tmp_path, a_schema="// One\n\n" + SPELLED.replace("b = ", "b = customerID + "))
    assert len(before) == 2
    assert prints() == before


def test_paths_for_build_servers_start_where_the_check_runs(tmp_path: Path) -> None:
    write(tmp_path, shop__nexflow_toml="", shop__a_schema=BAD)
    done = run(tmp_path, "check", "shop", "--output-format=github")
    assert "file=shop/a.schema," in done.stdout
    done = run(tmp_path, "check", "shop", "--output-format=concise")
    assert done.stdout.startswith("a.schema:2:9:")


def test_json_links_to_the_page(tmp_path: Path) -> None:
    done = run(write(tmp_path, a_schema=BAD), "check", "--output-format=json")
    assert json.loads(done.stdout)["findings"][0]["url"].endswith("/NX100-unknown-definition.md")
