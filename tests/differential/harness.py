"""Compiles many programs at once, runs them in one virtual machine, and compares with the reference."""

from __future__ import annotations

import json
import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from generated import compile_java, context_of, generate_in
from programs import Program
from reference import Outcome, Reference

from nexflow_analysis.names import normal
from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen.lower.context import NotGenerated

MAIN = (Path(__file__).parent / "Main.java").read_text("utf-8")
#: The time zones that projects are in: with summer time, with one at midnight, half an hour off.
ZONES = (
    "Europe/Berlin",
    "America/Havana",
    "Australia/Lord_Howe",
    "UTC",
    "America/New_York",
    "Asia/Kolkata",
)
TOML = """
[project]
name = "differential"
time_zone = "{zone}"

[calendars.default]
weekend = ["saturday", "sunday"]
holidays = ["2026-03-30", "2025-12-25"]
"""
#: What the generated Java may throw: its own errors, overflow, and dates beyond the calendar.
_ERRORS = frozenset({"RecordError", "ArithmeticException", "DateTimeException", "DateTimeParseException",
                     "UnsupportedTemporalTypeException"})  # fmt: skip
_MOST_ROUNDS = 8
_CLOSE = 1e-13


@dataclass(frozen=True)
class Finding:
    """Where a program does not do what it must. probe: what was asked; got: what Java gave."""

    program: Program
    probe: str
    kind: str
    record: dict[str, Any] | None = None
    expected: str = ""
    got: str = ""

    def __str__(self) -> str:
        parts = [f"{self.kind}: {self.probe}", f"expected: {self.expected}", f"got: {self.got}"]
        if self.record is not None:
            parts.append(f"record: {as_json(self.record)}")
        parts += [f"--- {path}\n{text.strip()}" for path, text in self.program.texts.items()]
        return "\n".join(parts)

    @property
    def line(self) -> str:
        """The statement that the probe is about, where one line is."""
        name = self.probe.split(" ")[-1]
        for text in self.program.texts.values():
            found = re.search(rf"^ *{re.escape(name)} = .*$", text, re.MULTILINE)
            if found:
                return found[0].strip()
        return ""


@dataclass
class Report:
    """What a batch shows. dropped: statements that the checker or the generator refuses, by why."""

    programs: int = 0
    records: int = 0
    compared: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    not_generated: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Take in another report."""
        self.programs += other.programs
        self.records += other.records
        self.compared += other.compared
        self.unknown += other.unknown
        self.refused += other.refused
        self.not_generated += other.not_generated
        self.examples.update(other.examples)
        self.findings += other.findings


def as_json(value: Any) -> str:
    """Write a record; decimals keep their digits."""
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(k)}: {as_json(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(as_json, value)) + "]"
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value)


def toml_of(zone: str) -> str:
    """Return a project file."""
    return TOML.format(zone=zone)


def workspace_of(texts: dict[str, str], zone: str) -> Workspace:
    """Return a workspace over some files."""
    workspace = Workspace(read_project("nexflow.toml", toml_of(zone))[0])
    for path, text in texts.items():
        workspace.set_text(path, text)
    return workspace


def clean(program: Program, zone: str, report: Report) -> Program | None:
    """Return a program without the lines that the checker refuses; None if too little is left."""
    for _round in range(_MOST_ROUNDS):
        workspace = workspace_of(program.texts, zone)
        wrong = [
            (found.path, found.start[0], f"{found.code} {_words(found.message)}")
            for path in program.texts
            for found in workspace.findings(path)
            if found.severity.name == "ERROR"
        ]
        if not wrong:
            return program
        shorter = _shorter(program, wrong, report.refused, report)
        if shorter is None:
            return None
        program = shorter
    return None


def _shorter(
    program: Program, wrong: list[tuple[str, int, str]], why: Counter[str], report: Report
) -> Program | None:
    """Return a program without wrong lines, and count why they are; None where too little is left."""
    for path, number, message in wrong:
        why[message] += 1
        report.examples.setdefault(message, program.texts[path].splitlines()[number].strip())
    return _without(program, {(path, number) for path, number, _message in wrong})


def _words(message: str) -> str:
    return re.sub(r"`[^`]*`", "`…`", message)[:110]


def _place(problem: NotGenerated, program: Program) -> tuple[str, int, str]:
    text, segment = program.texts[problem.path], problem.segment
    assert segment is not None
    start = text.index(segment.text) + problem.start
    return problem.path, text.count("\n", 0, start), _words(problem.message)


_REMOVABLE = re.compile(
    r"^ *(?:[\w.]+ = |set \w|let \w|require |when .* : |\| (?!.*====)|.* as \")"
)


def _without(program: Program, places: set[tuple[str, int]]) -> Program | None:
    """Return a program without some lines; None where one of them cannot be left out."""
    texts = {}
    for path, text in program.texts.items():
        lines = text.splitlines()
        for _path, number in sorted((one for one in places if one[0] == path), reverse=True):
            if _REMOVABLE.match(lines[number]) is None:
                return None
            del lines[number]
        texts[path] = "\n".join(lines) + "\n"
    kept = tuple(
        name
        for name in program.computed
        if f"        {name} = " in texts[f"{program.name.lower()}.schema"]
    )
    return replace(program, texts=texts, computed=kept)


@dataclass
class Batch:
    """Programs that are compiled together, each in a project of one of the time zones."""

    programs: list[tuple[Program, str]]
    class_path: str
    folder: Path
    report: Report = field(default_factory=Report)

    def run(self) -> Report:
        """Compile, run and compare all programs."""
        java = self._java()
        while True:
            said = compile_java(
                {**java, "differential/Main.java": MAIN}, self.folder, self.class_path
            )
            if not said:
                break
            if not self._drop(said, java):
                raise AssertionError(said)
        self._compare(self._answers())
        return self.report

    def _java(self) -> dict[str, str]:
        java: dict[str, str] = {}
        for number, zone in enumerate(ZONES):
            while any(of == zone for _one, of in self.programs):
                texts = {
                    p: t for one, of in self.programs if of == zone for p, t in one.texts.items()
                }
                context = context_of(texts, toml_of(zone), f"zone{number}")
                read = [f"{one.name}In" for one, of in self.programs if of == zone]
                made = generate_in(context, MAIN, read=read)
                if not made.problems:
                    java.update(made.java)
                    break
                self._shorten(context.problems)
        return java

    def _shorten(self, problems: list[NotGenerated]) -> None:
        """Leave out the lines that are not generated."""
        kept: list[tuple[Program, str]] = []
        for program, zone in self.programs:
            own = [_place(one, program) for one in problems if one.path in program.texts]
            shorter: Program | None = program
            if own:
                shorter = _shorter(program, own, self.report.not_generated, self.report)
                shorter = clean(shorter, zone, self.report) if shorter is not None else None
            if shorter is not None:
                kept.append((shorter, zone))
        self.programs = kept

    def _drop(self, said: str, java: dict[str, str]) -> bool:
        """Leave out the programs that do not compile; tell whether there were any."""
        names = set(re.findall(r"/(P\d+)(?![0-9])[A-Za-z]*\.java:\d+: (?:error|warning)", said))
        for program, zone in [one for one in self.programs if one[0].name in names]:
            lines = [line for line in said.splitlines() if f"/{program.name}" in line]
            at = said.splitlines().index(lines[0])
            got = "\n".join(said.splitlines()[at : at + 4]) + self._around(lines[0])
            self.report.findings.append(Finding(program, "it compiles", "javac", got=got))
            self.programs.remove((program, zone))
        for path in [one for one in java if re.search(r"/(P\d+)(?![0-9])", one)]:
            found = re.search(r"/(P\d+)(?![0-9])", path)
            if found is not None and found[1] in names:
                del java[path]
                (self.folder / path).unlink()
        return bool(names)

    def _around(self, line: str) -> str:
        """Return the Java around what the compiler complains of."""
        path, number, _rest = line.split(":", 2)
        lines = Path(path).read_text("utf-8").splitlines()
        return "\n" + "\n".join(lines[max(0, int(number) - 15) : int(number) + 3])

    def _answers(self) -> Iterator[Any]:
        lines: list[str] = []
        for program, zone in self.programs:
            lines.append("\t".join(["P", *probes_of(program, f"zone{ZONES.index(zone)}")]))
            lines += [f"R\t{as_json(record)}" for record in program.records]
        command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xss4m", "-Xmx512m", "-cp",
                   f"{self.folder / 'classes'}:{self.class_path}", "differential.Main"]  # fmt: skip
        done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True,
                              check=False, encoding="utf-8")  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return map(json.loads, done.stdout.splitlines())

    def _compare(self, answers: Iterator[Any]) -> None:
        workspaces: dict[str, Workspace] = {}
        for zone in {zone for _program, zone in self.programs}:
            texts = {p: t for one, of in self.programs if of == zone for p, t in one.texts.items()}
            workspaces[zone] = workspace_of(texts, zone)
        for program, zone in self.programs:
            project = read_project("nexflow.toml", toml_of(zone))[0]
            reference = Reference(program, workspaces[zone].lookup(), project)
            names = ["read", "validate", *(p.split(" ")[1] for p in probes_of(program, "")[1:])]
            self.report.programs += 1
            seen: set[str] = set()
            for record in program.records:
                self.report.records += 1
                expected, found = reference.outcomes(record), next(answers)
                for name, one, got in zip(names, expected, found, strict=False):
                    self._compare_one(program, record, name, one, got, seen)

    def _compare_one(
        self, program: Program, record: dict[str, Any], name: str, expected: Outcome, got: Any,
        seen: set[str],
    ) -> None:  # fmt: skip
        if expected.unknown:
            self.report.unknown[expected.unknown[:40]] += 1
            return
        self.report.compared += 1
        failed = isinstance(got, dict) and "error" in got
        if failed:
            crash = got["error"] not in _ERRORS
            same = bool(expected.error) and not crash
        else:
            same = not expected.error and agrees(got, expected.value)
        if not same and name not in seen:
            seen.add(name)
            kind = "crash" if failed and got["error"] not in _ERRORS else "differs"
            self.report.findings.append(
                Finding(
                    program, name, kind, record, repr(expected), json.dumps(got, ensure_ascii=False)
                )
            )


def probes_of(program: Program, package: str) -> list[str]:
    """Return the schema's class and what is asked of its records, as the Java reads it."""
    found = [f"{package}.schema.{program.name}In"]
    found += [f"computed {one}" for one in program.computed]
    for kind, name, inputs in program.calls:
        method = "apply" if kind == "transform" else "evaluate"
        found.append(" ".join(["call", f"{package}.{kind}.{name}", method, *inputs]))
    return found


def agrees(got: Any, value: Any) -> bool:
    """Tell whether what Java printed is a value of the reference."""
    match value:
        case None | bool():
            return got is value
        case dict():
            if not isinstance(got, dict):
                return False
            plain = {key: one for key, one in value.items() if not hasattr(one, "compute")}
            theirs = {normal(key): one for key, one in got.items()}
            mine = {normal(str(key)): one for key, one in plain.items()}
            exact = set(got) == {str(key) for key in plain}
            if exact:
                return all(agrees(got[str(key)], one) for key, one in plain.items())
            return theirs.keys() == mine.keys() and all(agrees(theirs[k], mine[k]) for k in mine)
        case list():
            return isinstance(got, list) and len(got) == len(value) and all(map(agrees, got, value))
        case frozenset():
            if not isinstance(got, dict) or "set" not in got or len(got["set"]) != len(value):
                return False
            return all(any(agrees(one, other) for one in got["set"]) for other in value)
        case _:
            return isinstance(got, str) and _scalar_agrees(*got.split(":", 1), value)


def _scalar_agrees(tag: str, text: str, value: Any) -> bool:
    match value:
        case str():
            return tag == "s" and text == value
        case float():
            if tag != "x":
                return False
            number = float(text.replace("Infinity", "inf"))
            same = math.isnan(number) and math.isnan(value)
            return same or math.isclose(number, value, rel_tol=_CLOSE)
        case int() | Decimal():
            return tag in ("i", "d") and Decimal(text) == value
        case datetime():
            return tag == "T" and datetime.fromisoformat(text) == value
        case date() | UUID():
            return text == str(value)
        case bytes():
            return tag == "b"
        case _:
            return False
