"""JUnit's XML, which most build servers show: a suite per file, a case per finding."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from nexflow_analysis.diagnostics import Severity
from nexflow_server.checking import Outcome, Shown
from nexflow_server.report.model import Target, counted, printable

_FAILING = (Severity.ERROR, Severity.WARNING)


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings; errors and warnings fail, and milder ones are skipped."""
    root = ET.Element("testsuites", name="nexflow")
    for path, shown in groupby(outcome.shown, key=lambda one: one.path):
        _add_suite(root, path, list(shown))
    if outcome.failures:
        suite = _suite(root, "nexflow", tests=len(outcome.failures), errors=len(outcome.failures))
        for failure in outcome.failures:
            case = ET.SubElement(suite, "testcase", name="reading", classname="nexflow")
            ET.SubElement(case, "error", message=printable(failure))
    elif not outcome.shown:
        suite = _suite(root, "nexflow", tests=1)
        name = f"no findings in {counted(outcome.files, 'file')}"
        ET.SubElement(suite, "testcase", name=name, classname="nexflow")
    ET.indent(root)
    target.line('<?xml version="1.0" encoding="UTF-8"?>')
    target.line(ET.tostring(root, encoding="unicode"))


def _add_suite(root: ET.Element, path: str, shown: list[Shown]) -> None:
    failures = sum(one.finding.severity in _FAILING for one in shown)
    skipped = len(shown) - failures
    suite = _suite(root, path, tests=len(shown), failures=failures, skipped=skipped)
    for one in shown:
        finding = one.finding
        line, column = finding.start[0] + 1, finding.start[1] + 1
        case = ET.SubElement(
            suite,
            "testcase",
            name=f"{finding.code} at {line}:{column}",
            classname=printable(path),
            file=printable(path),
            line=str(line),
        )
        message = printable(finding.message)
        tag = "failure" if finding.severity in _FAILING else "skipped"
        said = ET.SubElement(case, tag, message=message)
        if tag == "failure":
            said.set("type", finding.severity.value)
            said.text = f"{printable(path)}:{line}:{column}: {message}"


def _suite(
    root: ET.Element, name: str, *, tests: int, failures: int = 0, errors: int = 0, skipped: int = 0
) -> ET.Element:
    suite = ET.SubElement(root, "testsuite", name=printable(name))
    counts = {"tests": tests, "failures": failures, "errors": errors, "skipped": skipped}
    for key, count in counts.items():
        suite.set(key, str(count))
    return suite
