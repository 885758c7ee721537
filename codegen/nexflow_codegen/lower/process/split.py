"""A stream divided: each record goes the first way that fits; every way but the main one is a side output."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.code import Arm, Branch, Declare, HandOn, Return, Run, Statement
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.java import constant_name
from nexflow_codegen.lower.conditions import negation
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.values import JavaTest, Level
from nexflow_grammar.assemble import Entry


@dataclass
class Way:
    """A way for records. test: None for all that no way above takes. called: what its records are for.

    aside: whether its records go to a side output; main: whether they go on. tag: of the side output.
    """

    entry: Entry
    test: JavaTest | None
    called: str
    aside: bool = False
    main: bool = False
    tag: str = ""

    def side(self, variable: str, stream: Stream) -> Stream:
        """Return the stream of the side output. variable: of the divided stream."""
        return Stream(f"{variable}.getSideOutput({self.tag})", stream.stage, stream.name)


@dataclass(frozen=True, slots=True)
class Division:
    """What a division is called. subject: a local that the tests name, and whether it can fail."""

    label: str
    cls: str
    uid: str
    variable: str = "routed"
    subject: Parameter | None = None
    fallible: bool = False
    kind: str = "transform_error"


def split(job: JobBuilder, entry: Entry, stream: Stream, ways: list[Way], said: Division) -> str:
    """Put the function that divides a stream on it; return its variable."""
    own = job.own(stream.stage.cls)
    for number, way in enumerate(ways):
        if way.aside:
            key = f"way {entry.start} {number} {said.label}"
            way.tag = job.tag(
                key, constant_name(way.called), way.called, own, job.information(stream.stage)
            )
    inside = any(way.test is not None and way.test.fallible for way in ways)
    fallible = said.fallible or inside
    cls = job.nested(said.cls)
    failure = job.failure(stream.stage, said.label, said.kind) if fallible else None
    result = said.subject or Parameter("", "")
    before: tuple[Statement, ...] = ()
    tests = [way.test.code if way.test is not None else "" for way in ways]
    if inside:  # nothing downstream may stand inside the `try`: its errors are not this step's
        if said.subject is not None:
            before = (Declare("", said.subject.type, said.subject.name, said.subject.code),)
        chosen = job.unit.locals.allot("way")
        result = Parameter("int", chosen, _number(ways))
        tests = [
            f"{chosen} == {number}" if way.test is not None else ""
            for number, way in enumerate(ways, 1)
        ]
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, own, own, result.type, result.name, result.code,
            _sends(ways, tests), before, failure,
        )
    )  # fmt: skip
    calls = job.function(stream.stage, cls.simple, said.uid, said.label)
    variable = job.chain(entry, said.variable, stream.stage, stream.code, *calls)
    if fallible:
        job.fails(entry, variable, said.kind)
    return variable


def _number(ways: list[Way]) -> str:
    """Return the number of the first way that fits, in Java."""
    code = "0"
    for number, way in reversed(list(enumerate(ways, 1))):
        if way.test is not None:
            code = f"{way.test.at(Level.OR)} ? {number} : {code}"
    return code


def _sends(ways: list[Way], tests: list[str]) -> tuple[Statement, ...]:
    arms: list[Arm] = []
    otherwise: tuple[Statement, ...] | None = None
    for way, test in zip(ways, tests, strict=True):
        body: list[Statement] = []
        if way.aside:
            body.append(Run("", f"context.output({way.tag}, in)"))
        if way.main:
            body.append(HandOn("", "in"))
        if way.test is None:
            otherwise = tuple(body) or None
        else:
            arms.append(Arm(test, tuple(body) or (Return("", ""),)))
    if len(arms) == 1 and otherwise is not None and isinstance(arms[0].body[0], Return):
        return (Branch("", (Arm(_not(ways[0], arms[0].condition), otherwise),), None),)
    return (Branch("", tuple(arms), otherwise),) if arms else otherwise or ()


def _not(way: Way, condition: str) -> str:
    """Return the opposite of the only test."""
    if way.test is not None and way.test.code == condition:
        return negation(way.test).code
    return condition.replace("==", "!=")
