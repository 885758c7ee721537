"""`await` and `hold`: records that are kept until something happens, or for too long."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_analysis.paths import as_expression
from nexflow_analysis.process.combining import paths_in
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.pairs import Await, Hold
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.applying import apply_to_fields
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import duration_code
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.own_calls import sole_result
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.join import matching_keys, with_keys
from nexflow_codegen.lower.process.keys import (
    Key,
    absent,
    key_arguments,
    key_by,
    key_parts,
    key_type,
    without_null_keys,
)
from nexflow_codegen.lower.process.stage import Part, Stage, scope_of, single_record
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time_after
from nexflow_codegen.lower.process.timeouts import Timeout, connect, expired, timeout_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word


def lower_await(job: JobBuilder, entry: Entry) -> Stream | None:
    """Lower `await A until B arrives`."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    held, arrived = job.stream_of(words[0]), job.stream_of(words[1])
    if held is None or arrived is None:
        return None
    timeout, paths = timeout_of(job, entry), paths_in(node)
    if not paths:
        raise Unsupported("an `await` that matches all records; add `matching on FIELD`")
    if timeout.emit is None and timeout.target is not None:
        held, _keys = without_null_keys(job, entry, held, paths, "await")
    keys, other_keys = matching_keys(job, held, arrived, paths)
    others = ""
    if absent(keys):
        if timeout.emit is not None:
            others = _never_met(job, entry, held, keys)
        held = with_keys(job, entry, held, keys, "await")
    arrived = with_keys(job, entry, arrived, other_keys, "await")
    after = _with_arrived(job, entry, held, arrived)
    label = f"await {arrived.name}"
    message = f"{arrived.name}: none came in time"
    then, tag = expired(job, entry, timeout, held, label, message)
    cls = job.nested(f"Await{class_name(arrived.name)}").simple
    part = single_record(arrived.stage)
    assert part is not None
    values = [*job.carried(held.stage, "held"), arrived.stage.part_code(part, "arrived")]
    timed = event_time_after(job, entry)
    job.functions.append(
        Await(job.origin(entry), cls, job.unit.support("AwaitArrival"), key_type(job, keys),
              job.own(held.stage.cls), job.own(arrived.stage.cls), job.own(after.cls),
              duration_code(timeout.millis, job.unit), timed,
              job.new(after, values, held.stage.origin_code("held")), then)
    )  # fmt: skip
    other = f"{arrived.code}.keyBy({', '.join(key_arguments(job, other_keys))})"
    variable = job.chain(
        entry, "met", after, held.code, key_by(job, keys), Call("connect", (other,)),
        *_process(job, after, cls, job.uid_of(entry, "await", held.name, arrived.name), label),
    )  # fmt: skip
    connect(job, entry, timeout, held, variable, tag, others)
    return Stream(variable, after, held.name)


def _process(job: JobBuilder, after: Stage, cls: str, uid: str, label: str) -> tuple[Call, ...]:
    return (
        Call("process", (f"new {cls}()", job.information(after))),
        Call("uid", (uid,)),
        Call("name", (string_literal(label),)),
    )


def _never_met(job: JobBuilder, entry: Entry, held: Stream, keys: list[Key]) -> str:
    """Take aside the records that nothing can arrive for."""
    uid = job.uid("await", held.name, "without key")
    calls = (
        Call("filter", (f"in -> {absent(keys)}",)), Call("uid", (uid,)),
        Call("name", (string_literal(f"await {held.name} without key"),)),
    )  # fmt: skip
    return job.chain(entry, "neverMet", held.stage, held.code, *calls)


def _with_arrived(job: JobBuilder, entry: Entry, held: Stream, arrived: Stream) -> Stage:
    part = single_record(arrived.stage)
    if part is None:
        raise Unsupported(
            f"an `await` for `{arrived.name}` behind steps that add to its record; put these steps behind the "
            "`await`, or a `transform using` above it"
        )
    name = job.part_names(held.stage.parts).allot(member_name(arrived.name))
    parts = (*held.stage.parts, Part(name, part.type, field=arrived.name))
    origin = job.keeps_origin(entry, held.stage)
    what = f"The record of {held.name} with what arrived."
    return job.stage(f"With{class_name(arrived.name)}", parts, what, origin=origin)


def lower_hold(job: JobBuilder, entry: Entry) -> Stream | None:
    """Lower `hold A keyed by …`."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    held = job.stream_of(words[0])
    if held is None:
        return None
    held, keys = without_null_keys(job, entry, held, paths_in(node), "hold")
    item = single_record(held.stage)
    if item is None:
        raise Unsupported(
            f"a `hold` of `{held.name}` behind steps that add to its record; put these steps behind the `hold`, "
            "or a `transform using` above it"
        )
    timeout = timeout_of(job, entry)
    after = _collected(job, keys, item)
    label = f"hold {held.name}"
    then, tag = expired(job, entry, timeout, held, label, f"{held.name}: not complete in time")
    cls = job.nested(f"Hold{class_name(held.name)}").simple
    items = _ordered(job, node, held.stage)
    if not held.stage.bare:
        items = f"{items}.stream().map({job.own(held.stage.cls)}::{item.name}).toList()"
    timed = event_time_after(job, entry)
    job.functions.append(
        Hold(job.origin(entry), cls, job.unit.support("HoldUntil"), key_type(job, keys),
             job.own(held.stage.cls), job.own(after.cls), duration_code(timeout.millis, job.unit), timed,
             _complete(node), job.new(after, [*key_parts(keys), items], "null"), then, _asked(job, node, after))
    )  # fmt: skip
    variable = job.chain(
        entry, "collected", after, held.code, key_by(job, keys),
        *_process(job, after, cls, job.uid_of(entry, "hold", held.name), label),
    )  # fmt: skip
    connect(job, entry, timeout, held, variable, tag)
    return Stream(variable, after, held.name)


def _ordered(job: JobBuilder, node: Phrase, stage: Stage) -> str:
    """Return the items in the order of the buffer that they are held in."""
    if not node.has("in"):
        return "items"
    name = node.every(Word)[1].text
    buffer = job.states.get(normal(name))
    if buffer is None:
        raise Unsupported(
            f"`in {name}`, which is no buffer of this process; declare it in a `state` block"
        )
    if [path.text for path in buffer.keys] != [path.text for path in paths_in(node)]:
        raise Unsupported(
            f"the buffer `{name}`, which has other keys than this `hold`; give it the same"
        )
    if buffer.ttl:
        raise Unsupported(
            f"`ttl` of the buffer `{name}`; leave it out: the `timeout` says how long it keeps records"
        )
    if buffer.kind == "lifo":
        return f"{job.unit.support('Lists', 'reversed')}(items)"
    if buffer.sorted_by is None:
        return "items"
    by = lower_expression(as_expression(buffer.sorted_by), scope_of(stage, job.unit, record="one"))
    if by.nullable or by.fallible:
        raise Unsupported(f"a priority that may be null; make `{buffer.sorted_by.text}` required")
    comparator = job.unit.use("java.util.Comparator")
    order = f"{comparator}.comparing(({job.own(stage.cls)} one) -> {by.code})"
    return f"items.stream().sorted({order}).toList()"


def _complete(node: Phrase) -> str:
    complete = node.phrase("hold_complete")
    if complete is None:
        return "false"
    number = complete.first(e.Number)
    if number is not None:
        return f"count >= {int(number.value)}"
    if complete.has("count"):
        raise Unsupported("`count >=` a number from the environment; write the number")
    if complete.has("marker"):
        raise Unsupported("`marker received`, which nothing sends to a job; write `count >= N`")
    return "false"


def _asked(job: JobBuilder, node: Phrase, after: Stage) -> str:
    """Return the Java of what a rule decides on all that is held; "" where none is asked."""
    complete = node.phrase("hold_complete")
    if complete is None or not complete.has("using"):
        return ""
    name = complete.every(Word)[0].text
    if not job.context.lookup.declared("rule", name):
        raise Unsupported(
            f"`complete when using {name}`, which is no rule; write one that gives a boolean"
        )
    fields = after.fields(job.context, "all")
    function = job.definitions.rule(name, fields).function
    job.start_method("all")
    found = sole_result(apply_to_fields(function, fields, None, job.unit), job.unit)
    if function.blocks or found.fallible or ir.kind_of(found.type) is not ir.Kind.BOOLEAN:
        raise Unsupported(
            f"`complete when using {name}`, which can fail or decides no boolean; write a rule that cannot, with one "
            "boolean result"
        )
    return " && ".join([*found.guards, found.code])


def _collected(job: JobBuilder, keys: list[Key], item: Part) -> Stage:
    parts: tuple[Part, ...] = ()
    fields = [(key.name, key.value.type) for key in keys]
    for name, type_ in (*fields, ("items", ir.ListOf(item.type))):
        part_name = job.part_names(parts).allot(member_name(name))
        parts = (*parts, Part(part_name, type_, field=name))
    return job.stage("Collected", parts, "All records of a key.", origin=False)


__all__ = ["Timeout", "lower_await", "lower_hold"]
