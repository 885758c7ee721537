"""`store in` and `match from`: what one stream has last said of a key, for the records of another."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of
from nexflow_analysis.names import normal
from nexflow_codegen.ir.functions.pairs import Match
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.draft import free_name
from nexflow_codegen.lower.process.join import matching_keys, with_keys
from nexflow_codegen.lower.process.keys import (
    key_arguments,
    key_by,
    key_type,
    without_null_keys,
)
from nexflow_codegen.lower.process.stage import Part, single_record
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path, Word


def lower_stored(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower the `store in` and the `match from` of a `receive`."""
    store = clause_of(entry, "store in")
    if store is not None:
        name = next(part.text for part in store[1].values if isinstance(part, Word))
        job.phases.stores[normal(name)] = (stream, job.event_time)
    match = clause_of(entry, "match from on")
    if match is None:
        return stream
    word = next(part for part in match[1].values if isinstance(part, Word))
    paths = [part for part in match[1].values if isinstance(part, Path)]
    return _matched(job, entry, stream, word.text, paths)


def _matched(job: JobBuilder, entry: Entry, stream: Stream, name: str, paths: list[Path]) -> Stream:
    found = job.phases.stores.get(normal(name))
    if found is None:
        raise Unsupported(
            f"`match from {name}` where nothing is stored yet; write `store in {name}` below a `receive` above it"
        )
    stored, timed = found
    item = single_record(stored.stage)
    assert item is not None  # a `receive` gives one
    stream, _keys = without_null_keys(job, entry, stream, paths, "match")
    keys, other_keys = matching_keys(job, stream, stored, paths)
    stored = with_keys(job, entry, stored, other_keys, "match")
    field = job.part_names(stream.stage.parts).allot(free_name(member_name(name)))
    part = Part(field, item.type, nullable=True, field=name)
    after = job.stage(
        f"Matched{class_name(name)}", (*stream.stage.parts, part), f"The record with its {name}.",
        origin=job.keeps_origin(entry, stream.stage),
    )  # fmt: skip
    code = stored.stage.part_code(item, "stored")
    code = code if stored.stage.bare else f"stored == null ? null : {code}"
    label = f"match {name}"
    cls = job.nested(f"Match{class_name(name)}").simple
    values = [*job.carried(stream.stage), code]
    job.functions.append(
        Match(job.origin(entry), cls, job.unit.support("MatchStored"), key_type(job, keys),
              job.own(stream.stage.cls), job.own(stored.stage.cls), job.own(after.cls),
              job.new(after, values, stream.stage.origin_code()),
              timed and job.event_time)
    )  # fmt: skip
    other = f"{stored.code}.keyBy({', '.join(key_arguments(job, other_keys))})"
    calls = (
        key_by(job, keys), Call("connect", (other,)),
        Call("process", (f"new {cls}()", job.information(after))),
        Call("uid", (job.uid("match", name, stream.name),)), Call("name", (string_literal(label),)),
    )  # fmt: skip
    return Stream(job.chain(entry, "matched", after, stream.code, *calls), after, stream.name)
