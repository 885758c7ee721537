"""`markers`: conditions on what has come of the streams of a process, and on the time of day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nexflow_analysis.names import normal
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched of a stream: its end, or that so many records have come."""

    stream: str
    wanted: int

    @property
    def name(self) -> str:
        """How it is told to the phases."""
        return f"{self.stream}.count >= {self.wanted}" if self.wanted else f"{self.stream}.drained"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as Java over `come` and `time`. hopeful: the same, were all markers there.

    watched: what it waits for. timed: whether it depends on the time of day.
    """

    code: str
    hopeful: str
    watched: tuple[Watch, ...] = ()
    timed: bool = False


NEVER, ALWAYS = Condition("false", "false"), Condition("true", "true")


def find_markers(job: JobBuilder, head: Entry) -> None:
    """Find the markers, and the signals that phases send to their own process."""
    for block in head.every("markers"):
        for entry in block.every("marker"):
            node = entry.node
            assert isinstance(node, Phrase)
            word, condition = node.first(Word), node.phrase("marker_condition")
            if word is not None and condition is not None:
                job.phases.markers[normal(word.text)] = condition
    for phase in head.every("phase"):
        for entry in phase.every("on_complete"):
            assert isinstance(entry.node, Phrase)
            ends = ending(phase)
            if not entry.node.has("to") and ends:
                job.phases.signals[normal(entry.node.every(Word)[0].text)] = ends


def ending(phase: Entry) -> str:
    """Return the marker that ends a phase; "" where none does."""
    node = phase.node
    assert isinstance(node, Phrase)
    return node.every(Word)[-1].text if node.has("before") or node.has("between") else ""


def marker(job: JobBuilder, name: str, inside: tuple[str, ...] = ()) -> Condition:
    """Return the condition of a marker. inside: the markers whose conditions name it."""
    key = normal(name)
    if key in inside:
        raise Unsupported(
            f"the marker `{name}`, which waits for itself; leave it out of its condition"
        )
    if key in job.phases.markers:
        return _any(job, job.phases.markers[key], (*inside, key))
    if key in job.phases.signals:
        return marker(job, job.phases.signals[key], (*inside, key))
    raise Unsupported(
        f"a marker that waits for the signal `{name}` of another process; `receive` the stream that it is sent "
        f"to, as `{name}` say, and wait for `{name}.count >= 1`"
    )


def _any(job: JobBuilder, node: Phrase, inside: tuple[str, ...]) -> Condition:
    arms = [_all(job, one, inside) for one in node.every(Phrase)]
    return _joined(arms, " || ")


def _all(job: JobBuilder, node: Phrase, inside: tuple[str, ...]) -> Condition:
    tests = [_test(job, one.parts[0], inside) for one in node.every(Phrase)]
    return _joined(tests, " && ")


def _joined(parts: list[Condition], operator: str) -> Condition:
    if len(parts) == 1:
        return parts[0]
    timed = any(part.timed for part in parts)
    hopeful = operator.join(_operand(part.hopeful) for part in parts) if timed else "true"
    watched = tuple(dict.fromkeys(watch for part in parts for watch in part.watched))
    code = operator.join(_operand(part.code) for part in parts)
    return Condition(code, hopeful, watched, timed)


def _operand(code: str) -> str:
    return f"({code})" if " || " in code else code


def _test(job: JobBuilder, node: Node, inside: tuple[str, ...]) -> Condition:
    if isinstance(node, Path):
        return _path(job, node, inside)
    assert isinstance(node, Phrase)
    if node.rule == "marker_group":
        condition = node.phrase("marker_condition")
        assert condition is not None
        return _any(job, condition, inside)
    if node.rule == "marker_after":
        return _after(job, node)
    path, word, number = node.first(Path), node.first(Word), node.first(e.Number)
    assert path is not None
    assert word is not None
    if number is None:
        raise Unsupported("a marker that counts to a number from the environment; write the number")
    if word.text not in (">=", ">") or len(path.names) != 2:  # noqa: PLR2004 - `S.count`
        raise Unsupported(
            f"`{path.text} {word.text} {number.value}` in a marker: a count only grows; write `>=`"
        )
    wanted = int(number.value) + (word.text == ">")
    return _watched(Watch(path.names[0].text, wanted)) if wanted > 0 else ALWAYS


def _path(job: JobBuilder, path: Path, inside: tuple[str, ...]) -> Condition:
    names = [word.text for word in path.names]
    if len(names) == 1:
        return marker(job, names[0], inside)
    if len(names) == 2 and names[1] == "drained":  # noqa: PLR2004 - `S.drained`
        return _watched(Watch(names[0], 0))
    raise Unsupported(
        f"`{path.text}` in a marker, which no stream tells; have it written to a stream, `receive` that, as `calls` "
        "say, and wait for `calls.count >= 1`"
    )


def _watched(watch: Watch) -> Condition:
    return Condition(f"come.contains({string_literal(watch.name)})", "true", (watch,))


def _after(job: JobBuilder, node: Phrase) -> Condition:
    """Return the test of the time of a record: a time of day comes again each day."""
    text = node.first(e.Text)
    if node.first(e.Placeholder) is not None:
        raise Unsupported(
            'a time of a marker from the environment; write the time, such as "18:00"'
        )
    if text is None:
        raise Unsupported(
            "`after end_of_day` in a marker: a record's time is never after the end of its own day; write the "
            'time at which the day of business ends, such as `after "18:00"`'
        )
    found = _TIME.fullmatch(text.value)
    if found is None:
        raise Unsupported(f'the time "{text.value}" of a marker; write it as "18:00"')
    moment = ":".join((found[1].zfill(2), found[2], found[3] or "00"))
    at = job.unit.constant(
        job.unit.use("java.time.LocalTime"), "AT_" + moment.replace(":", "_"),
        f'{job.unit.use("java.time.LocalTime")}.parse("{moment}")',
    )  # fmt: skip
    return Condition(f"!time.isBefore({at})", f"!time.isBefore({at})", timed=True)
