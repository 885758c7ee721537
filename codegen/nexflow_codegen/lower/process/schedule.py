"""`schedule X after e action Y`: the last record of a key goes to Y when its time is over."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.stateful import Scheduled
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, constant_name, string_literal
from nexflow_codegen.lower.conditions import lower_condition, negation
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.destinations import send
from nexflow_codegen.lower.process.keys import (
    key_by,
    key_paths,
    key_type,
    keys_of,
    without_null_keys,
)
from nexflow_codegen.lower.process.prepared import Prepared, prepare
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word, walk

#: Functions that tell another value when they are asked later.
_CLOCK = {"now", "today", "current_business_date", "previous_business_date", "next_business_date"}


def lower_schedule(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a `schedule`; its records go on at once."""
    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`schedule`")
    name, action = node.every(Word)
    paths = key_paths(job, entry)
    if not paths:
        raise Unsupported("a timer without a key; write `partition by FIELD`")
    stream, keys = without_null_keys(job, entry, stream, paths, "schedule")
    after, *until = node.every(e.Expression)
    conditions = frozenset(id(one) for one in until)
    prepared = prepare(
        job, entry, stream, [after, *until], conditions, "schedule", frozenset({id(after)})
    )
    stream = prepared.stream
    keys = keys_of(job, stream, paths)
    job.start_method("now", "timer")
    scope = scope_of(stream.stage, job.unit, stream.name)
    again = _again(until[0], scope, prepared) if until else ""
    cls, own = job.nested(f"Schedule{class_name(name.text)}").simple, job.own(stream.stage.cls)
    tag = job.tag(
        f"schedule {entry.start}",
        constant_name(name.text),
        name.text,
        own,
        job.information(stream.stage),
    )
    job.functions.append(
        Scheduled(job.origin(entry), cls, job.unit.support("Schedule"), key_type(job, keys), own,
                  event_time(job, entry), tag, _due(prepared.value(after) or lower_expression(after, scope)), again)
    )  # fmt: skip
    variable = job.chain(
        entry, "scheduled", stream.stage, stream.code, key_by(job, keys),
        Call("process", (f"new {cls}()", job.information(stream.stage))),
        Call("uid", (job.uid_of(entry, "schedule", name.text),)),
        Call("name", (string_literal(f"schedule {name.text}"),)),
    )  # fmt: skip
    send(job, entry, action, Stream(f"{variable}.getSideOutput({tag})", stream.stage, stream.name))
    return Stream(variable, stream.stage, stream.name)


def _again(until: e.Expression, scope: JavaScope, prepared: Prepared) -> str:
    """Return the test whether a timer starts anew: of the record that it is about, when it is over."""
    known = prepared.value(until)
    if known is None:
        return negation(lower_condition(until, scope)).code
    called = {node.function.text for node in walk(until) if isinstance(node, e.Call)}
    if called & _CLOCK:
        raise Unsupported(
            "a condition of a timer that reads the clock and can fail: it is asked when the timer is over, where no "
            "error can be sent on; write one that cannot"
        )
    return f"!{known.code}"


def _due(value: JavaValue) -> str:
    """Return when a timer is over, in milliseconds."""
    if ir.kind_of(value.type) is ir.Kind.DURATION:
        return f"now + {value.receiver}.toMillis()"
    if ir.kind_of(value.type) is ir.Kind.TIMESTAMP:
        return f"{value.receiver}.toEpochMilli()"
    raise Unsupported("a timer after what is no duration and no timestamp; write `5 minutes`, say")
