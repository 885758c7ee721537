"""What the operators of a job keep in state, read off the graph that was made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from nexflow_codegen.ir.functions.window import Aggregates
from nexflow_codegen.ir.graph import Call, Chain
from nexflow_codegen.lower.context import Shape
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.local_totals import LOCAL_TOTALS
from nexflow_codegen.state import JobState, OperatorState, Records
from nexflow_grammar.assemble import Entry

_SUPPORT = re.compile(
    r"new (AfterCommit|CallAction|Deduplicate|MarkRecords|MarkerWatch|PhaseEnd|PhaseGate|PersistRows)\b"
)
_KEPT = {
    "AfterCommit": "what has not been committed", "CallAction": "the records that wait for a call",
    "MarkRecords": "which markers have come", "Deduplicate": "which keys have been there", "MarkerWatch": "how many records have come",
    "PersistRows": "the records that wait to be written", "PhaseEnd": "which markers have come", "PhaseGate": "which markers have come, and the records that wait",
}  # fmt: skip
_NEW = re.compile(r"new (\w+)[(<]")
_CLASS = re.compile(r"\b(\w+)\.TYPE\b")
#: What Flink's own operators keep themselves, by the call that makes them.
_OWN = {
    "fromSource": "the positions of its reader",
    "sinkTo": "what it has not committed",
}


def kept_state(job: JobBuilder, head: Entry) -> JobState:
    """Return what a process keeps, in the order of its graph."""
    place = job.place
    line = place.context.line(place.path, place.segment, head.start) - 1
    return JobState(job.process, place.path, line, tuple(_operators(job, line)))


def _operators(job: JobBuilder, line: int) -> Iterator[OperatorState]:
    records = _records(job)
    functions = {getattr(function, "cls", ""): function for function in job.functions}
    for chain in job.graph:
        for calls in _by_operator(chain):
            named = {call.name: call for call in calls}
            if "uid" not in named or chain.start == LOCAL_TOTALS:
                continue
            key = named["keyBy"].arguments[-1] if "keyBy" in named else ""
            kept = [
                cls
                for call in calls
                for argument in call.arguments
                for made in _NEW.findall(argument)
                if made in functions
                for cls in functions[made].kept
            ]
            own = next((_OWN[call.name] for call in calls if call.name in _OWN), "")
            supported = [
                found[1]
                for call in calls
                for one in call.arguments
                if (found := _SUPPORT.search(one))
            ]
            own = _KEPT[supported[0]] if supported else own
            if kept or own:
                classes = tuple(dict.fromkeys(kept)) or (own,)
                yield OperatorState(
                    json.loads(named["uid"].arguments[0]), _name(named), _line(chain, line), key, classes,
                    _reachable(job, classes, records),
                )  # fmt: skip


def _by_operator(chain: Chain) -> Iterator[list[Call]]:
    """Yield the calls of each operator of a statement: they end with its uid, and its name behind."""
    calls: list[Call] = []
    for call in chain.calls:
        if call.name != "name" and any(one.name == "uid" for one in calls):
            yield calls
            calls = []
        calls.append(call)
    yield calls


def _line(chain: Chain, otherwise: int) -> int:
    """Return the line of a statement, from 0; what stands for no statement is the process's."""
    _name, _colon, number = chain.origin.rpartition(":")
    return int(number) - 1 if number else otherwise


def _name(named: Mapping[str, Call]) -> str:
    if "name" in named:
        return str(json.loads(named["name"].arguments[0]))
    return str(json.loads(named["uid"].arguments[0]))


def _records(job: JobBuilder) -> dict[str, dict[str, str] | Shape]:
    """Return all record classes that a job may keep, by their simple names.

    Those of the job itself with the serializers of their components; of the others there are many.
    """
    found: dict[str, dict[str, str] | Shape] = {
        cls.simple: {one.name: one.information for one in record.components}
        for cls, record in job.records.items()
    }
    for function in job.functions:
        if isinstance(function, Aggregates):
            found[function.totals] = {one.name: one.information for one in function.fields}
    for cls, shape in job.context.shapes.items():
        found.setdefault(cls.simple, shape)
    return found


def _reachable(
    job: JobBuilder, classes: tuple[str, ...], records: Mapping[str, dict[str, str] | Shape]
) -> Records:
    """Return some classes and all that they hold, with the serializers of their components."""
    found: dict[str, Mapping[str, str]] = {}
    pending = list(classes)
    while pending:
        cls = pending.pop()
        if cls in found or cls not in records:
            continue
        record = records[cls]
        if isinstance(record, Shape):
            fields = [field for field in record.fields if not field.computed]
            record = {field.name: job.unit.information(field.type) for field in fields}
        found[cls] = record
        for information in record.values():
            pending += _CLASS.findall(information)
    return found
