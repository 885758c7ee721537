"""Several streams as one: their records brought to what all of them can be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.graph import Call, mapping
from nexflow_codegen.java import class_name, member_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert, describe, same_representation
from nexflow_codegen.lower.numbers import NUMERIC, common_kind
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import Fields, find_field, variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry


@dataclass(frozen=True, slots=True)
class End:
    """A record that becomes part of a stream. fields: what it has beside its record parts."""

    parts: tuple[Part, ...]
    codes: tuple[str, ...]

    def part(self, wanted: Part) -> str | None:
        """Return the Java of a whole record that is a part; None where it has none of its type."""
        for part, code in zip(self.parts, self.codes, strict=True):
            if not part.field and not part.nullable and part.type == wanted.type:
                return code
        return None

    def fields(self, job: JobBuilder) -> tuple[Fields, set[str]]:
        """Return the fields as Java, and which of them are names that `let` gives."""
        found: Fields = {}
        lets: set[str] = set()
        for part, code in zip(self.parts, self.codes, strict=True):
            if part.field:
                value = variable(code, part.type, nullable=part.nullable)
                found[part.field] = replace(value, pii=part.pii)
                if part.named:
                    lets.add(part.field)
                continue
            found.update(part.listed_fields(job.context, code, named=True))
        return found, lets


def end_of(stage: Stage, record: str = INPUT) -> End:
    """Return a stage's record as an end."""
    return End(stage.parts, tuple(stage.part_code(part, record) for part in stage.parts))


def common_parts(job: JobBuilder, ends: list[End]) -> tuple[Part, ...]:
    """Return the parts of a record that all ends can be: a field that one lacks is nullable."""
    shared = tuple(
        replace(part, hidden=_hidden(part, ends), made=_made(part, ends))
        for part in ends[0].parts
        if not part.field and not part.nullable and all(end.part(part) for end in ends)
    )
    held = {name for part in shared for name in _held(job, part)}
    every = [end.fields(job) for end in ends]
    parts = shared
    for name in _names(every, held):
        values = [find_field(fields, name) for fields, _lets in every]
        named = any(name in lets for _fields, lets in every)
        if named and None in values:
            continue  # a name that only some records have
        type_ = _common_type([value for value in values if value is not None], name)
        nullable = any(value is None or value.nullable for value in values)
        component = job.part_names(parts).allot(_free(member_name(name)))
        pii = next((value.pii for value in values if value is not None and value.pii), "")
        part = Part(component, type_, nullable, name, named=named, pii=pii)
        parts = (*parts, replace(part, made=_made(part, ends)))
    return parts


def _free(name: str) -> str:
    return f"{name}Value" if name in ("in", "context", "out", "error", "result", "origin") else name


def _made(part: Part, ends: list[End]) -> object:
    """Return what tells a part of all ends from others: that of the ends, where it is the same in all."""
    found = {
        next((one.made for one in end.parts if one.field == part.field
              and (one.field or one.type == part.type)), object())
        for end in ends
    }  # fmt: skip
    return found.pop() if len(found) == 1 else object()


def _hidden(part: Part, ends: list[End]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for end in ends:
        own = next(one for one in end.parts if not one.field and one.type == part.type)
        found |= own.hidden
    return found


def _held(job: JobBuilder, part: Part) -> set[str]:
    return {normal(name) for name in part.listed_fields(job.context, INPUT, named=True)}


def _names(every: list[tuple[Fields, set[str]]], held: set[str]) -> list[str]:
    found: dict[str, str] = {}
    for fields, _lets in every:
        for name in fields:
            if normal(name) not in held:
                found.setdefault(normal(name), name)
    return list(found.values())


def _common_type(values: list[JavaValue], name: str) -> ir.JavaType:
    types = list(dict.fromkeys(value.type for value in values))
    if len(types) == 1:
        return types[0]
    kinds = {ir.kind_of(type_) for type_ in types}
    if kinds <= set(NUMERIC):
        return ir.Basic(common_kind(*values))
    if all(same_representation(types[0], other) for other in types[1:]):
        return types[0]
    raise Unsupported(
        f"`{name}` as {' or '.join(describe(type_) for type_ in types)}; give it one type"
    )


def values_of(job: JobBuilder, end: End, parts: tuple[Part, ...]) -> list[str]:
    """Return an end's values for the parts of the common record, in Java."""
    fields, _lets = end.fields(job)
    values: list[str] = []
    for part in parts:
        if not part.field:
            code = end.part(part)
            assert code is not None
            values.append(code)
            continue
        found = find_field(fields, part.field)
        if found is None:
            values.append("null")
            continue
        value = convert(found, part.type, job.unit, nullable=part.nullable, name=part.field)
        values.append(value.or_null())
    return values


def together(
    job: JobBuilder, entry: Entry, streams: list[Stream], kind: str, name: str
) -> Stream | None:
    """Return one stream of all records of several; None for none.

    kind, name: of the statement that puts them together, for what the streams are called.
    """
    if not streams:
        return None
    first = streams[0]
    if all(stream.stage.cls == first.stage.cls for stream in streams):
        return _union(job, entry, streams, first.stage, name)
    job.start_method()
    parts = common_parts(job, [end_of(stream.stage) for stream in streams])
    origin = any(
        stream.stage.origin and job.keeps_origin(entry, stream.stage) for stream in streams
    )
    stage = job.stage(f"{kind.capitalize()}{class_name(name)}", parts, f"The record after {kind} {name}.",
                      origin=origin)  # fmt: skip
    same = [_as_common(job, entry, stream, stage, kind, name) for stream in streams]
    return _union(job, entry, same, stage, name)


def _as_common(
    job: JobBuilder, entry: Entry, stream: Stream, stage: Stage, kind: str, name: str
) -> Stream:
    if stream.stage.cls == stage.cls:
        return stream
    job.start_method()
    values = values_of(job, end_of(stream.stage), stage.parts)
    code = job.new(stage, values, stream.stage.origin_code())
    label = f"{kind} {name}"
    calls = job.operator(
        stage,
        mapping(job.origin(entry), f"To{class_name(name)}", job.own(stream.stage.cls), job.own(stage.cls), code),
        job.uid(kind, name, "as"), label,
    )  # fmt: skip
    variable = job.chain(entry, f"to{class_name(name)}", stage, stream.code, *calls)
    return Stream(variable, stage, stream.name)


def _union(job: JobBuilder, entry: Entry, streams: list[Stream], stage: Stage, name: str) -> Stream:
    first, *others = streams
    if not others:
        return first
    union = Call("union", tuple(stream.code for stream in others))
    variable = job.chain(entry, member_name(name) or "merged", stage, first.code, union, plain=True)
    return Stream(variable, stage, first.name)
