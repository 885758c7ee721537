"""`join A with B`: pairs of records whose times are near, of those without a pair as asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nexflow_analysis.names import normal
from nexflow_analysis.process.combining import paths_in
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.pairs import Join, Pair
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import describe
from nexflow_codegen.lower.durations import duration_code, millis
from nexflow_codegen.lower.numbers import to_decimal
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.keys import (
    Key,
    absent,
    key_arguments,
    key_by,
    key_code,
    key_type,
    keys_of,
)
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time_after
from nexflow_codegen.lower.scope import Fields
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word

_KEEP = {"inner": "NONE", "left": "LEFT", "right": "RIGHT", "outer": "BOTH"}


@dataclass(frozen=True, slots=True)
class _Join:
    """A join. left, right: without the records that have no key, where such are sent around it."""

    entry: Entry
    kind: str
    within: int
    left: Stream
    right: Stream
    paths: list[Path]
    left_keys: list[Key]
    right_keys: list[Key]
    after: Stage

    @property
    def names(self) -> tuple[str, str]:
        """The names of both streams."""
        return self.left.name, self.right.name

    @property
    def label(self) -> str:
        """What it is called."""
        return f"join {self.left.name} with {self.right.name}"


def lower_join(job: JobBuilder, entry: Entry) -> Stream | None:
    """Lower a `join`."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    left, right = job.stream_of(words[0]), job.stream_of(words[1])
    if left is None or right is None:
        return None
    kind = words[2].text if len(words) > 2 else "inner"  # noqa: PLR2004 - the names of both
    span = next(part for part in node.parts if isinstance(part, e.Duration | e.Placeholder))
    paths = paths_in(node)
    left_keys, right_keys = matching_keys(job, left, right, paths)
    after = _after(job, entry, kind, left, right, left_keys)
    join = _Join(entry, kind, millis(span), left, right, paths, left_keys, right_keys, after)
    alone: list[str] = []
    for side, keys, kept in (
        ("left", left_keys, kind in ("left", "outer")),
        ("right", right_keys, kind in ("right", "outer")),
    ):
        if absent(keys):
            if kept:
                alone.append(_without_key(job, join, side, keys))
            kept_side = with_keys(
                job, entry, join.left if side == "left" else join.right, keys, "join"
            )
            join = (
                replace(join, left=kept_side) if side == "left" else replace(join, right=kept_side)
            )
    variable = _joined(job, join)
    code = f"{variable}.union({', '.join(alone)})" if alone else variable
    return Stream(code, after)


def matching_keys(
    job: JobBuilder, left: Stream, right: Stream, paths: list[Path],
    records: tuple[str, str] = (INPUT, INPUT),
) -> tuple[list[Key], list[Key]]:  # fmt: skip
    """Return the keys of two streams, which are of one Java type each and equal where they match."""
    one, other = records
    pairs = zip(keys_of(job, left, paths, one), keys_of(job, right, paths, other), strict=True)
    made = [_one_type(job, one, other) for one, other in pairs]
    return [one for one, _other in made], [other for _one, other in made]


def _one_type(job: JobBuilder, left: Key, right: Key) -> tuple[Key, Key]:
    if left.value.type == right.value.type:
        return left, right
    kinds = {ir.kind_of(left.value.type), ir.kind_of(right.value.type)}
    if len(kinds) == 1 and ir.Kind.DECIMAL not in kinds:
        return left, right
    if not kinds <= {ir.Kind.INTEGER, ir.Kind.DECIMAL}:
        raise Unsupported(
            f"`{left.name}`, which is {describe(left.value.type)} in one stream and "
            f"{describe(right.value.type)} in the other, as a key; convert one of them above"
        )
    # Decimals of different scales are equal where they are without trailing zeros.
    keys = [
        Key(key.name, replace(to_decimal(key.value, job.unit), type=ir.DECIMAL))
        for key in (left, right)
    ]
    return keys[0], keys[1]


def with_keys(job: JobBuilder, entry: Entry, stream: Stream, keys: list[Key], what: str) -> Stream:
    """Return a stream without the records that lack a key, which never match."""
    test = " && ".join(f"{key.value.code} != null" for key in keys if key.value.nullable)
    if not test:
        return stream
    uid = job.uid(what, stream.name, *(key.name for key in keys), "keyed")
    calls = (
        Call("filter", (f"in -> {test}",)), Call("uid", (uid,)),
        Call("name", (string_literal(f"{what} {stream.name} keys"),)),
    )  # fmt: skip
    name = job.chain(entry, "keyed", stream.stage, stream.code, *calls)
    return Stream(name, stream.stage, stream.name)


def _without_key(job: JobBuilder, join: _Join, side: str, keys: list[Key]) -> str:
    """Send the records of a side around the join that can have no pair; return their variable."""
    stream = join.left if side == "left" else join.right
    left, right = ("in", "null") if side == "left" else ("null", "in")
    uid = job.uid("join", *join.names, side, "without key")
    label = f"{join.label}: {stream.name} without key"
    calls = (
        Call("filter", (f"in -> {absent(keys)}",)), Call("uid", (job.uid("join", *join.names, side, "no key"),)),
        Call("name", (string_literal(f"{label}, filter"),)),
        *job.operator(join.after, Call("map", (f"in -> {_new(job, join, left, right)}",)), uid, label),
    )  # fmt: skip
    return job.chain(join.entry, "alone", join.after, stream.code, *calls)


def _after(
    job: JobBuilder, entry: Entry, kind: str, left: Stream, right: Stream, keys: list[Key]
) -> Stage:
    own, others = _names(job, left), _names(job, right)
    shared = {normal(key.name) for key in keys}
    qualified = frozenset((own & others) - shared)
    in_left = frozenset(shared) if kind in ("right", "outer") else frozenset()
    in_right = frozenset(shared) if kind != "right" else frozenset()
    parts: tuple[Part, ...] = ()
    if kind == "outer":
        for key in keys:
            name = job.part_names(parts).allot(f"{member_name(key.name)}Key")
            parts = (
                *parts,
                Part(name, key.value.type, nullable=True, field=key.name, pii=key.value.pii),
            )
    for stream, nullable, unlisted in (
        (left, kind in ("right", "outer"), in_left), (right, kind in ("left", "outer"), in_right),
    ):  # fmt: skip
        name = job.part_names(parts).allot(member_name(stream.name))
        cls = ir.RecordOf(stream.stage.cls)
        parts = (*parts, Part(name, cls, nullable, stage=stream.stage, stream=stream.name,
                              qualified=qualified, unlisted=unlisted))  # fmt: skip
    origin = left.stage.origin or right.stage.origin
    origin = origin and (job.keeps is None or job.keeps[entry.start])
    what = f"A record of {left.name} and one of {right.name}."
    wanted = f"{class_name(left.name)}With{class_name(right.name)}"
    return job.stage(wanted, parts, what, origin=origin)


def _names(job: JobBuilder, stream: Stream) -> set[str]:
    fields: Fields = stream.stage.fields(job.context)
    return {normal(name) for name in fields}


def _new(job: JobBuilder, join: _Join, left: str, right: str) -> str:
    """Return a pair's record. left, right: Java, `null` for the side that is missing."""
    values = _key_values(job, join, left, right) if join.kind == "outer" else []
    return job.new(join.after, [*values, left, right], _origin(join, left, right))


def _key_values(job: JobBuilder, join: _Join, left: str, right: str) -> list[str]:
    """Return the keys of a pair, from whichever side there is."""
    both = matching_keys(job, join.left, join.right, join.paths, (left, right))
    if "null" in (left, right):  # without a key: at least one part of it is null, others may not be
        return [key.value.or_null() for key in both[0 if right == "null" else 1]]
    return [
        f"{left} != null ? {key_code(one.value)} : {key_code(other.value)}"
        for one, other in zip(*both, strict=True)
    ]


def _origin(join: _Join, left: str, right: str) -> str:
    """Return where a pair comes from: where its left record does, else its right one."""
    sides = [
        (record, stream.stage.origin_code(record))
        for record, stream in ((left, join.left), (right, join.right))
        if record != "null" and stream.stage.origin
    ]
    if not sides:
        return "null"
    record, code = sides[0]
    if record != "left" or join.kind in ("inner", "left"):
        return code if record != "right" or join.kind in ("inner", "right") else _safe(record, code)
    rest = sides[1][1] if len(sides) > 1 else "null"
    return f"left != null ? {code} : {rest}"


def _safe(record: str, code: str) -> str:
    return f"{record} == null ? null : {code}"


def _joined(job: JobBuilder, join: _Join) -> str:
    cls = job.nested(f"Join{class_name(join.left.name)}With{class_name(join.right.name)}")
    left, right = job.own(join.left.stage.cls), job.own(join.right.stage.cls)
    output, origin = job.own(join.after.cls), job.origin(join.entry)
    code = _new(job, join, "left", "right")
    span = duration_code(join.within, job.unit)
    other = f"{join.right.code}.keyBy({', '.join(key_arguments(job, join.right_keys))})"
    process = Call("process", (f"new {cls.simple}()", job.information(join.after)))
    timed = event_time_after(job, join.entry)
    middle: tuple[Call, ...]
    if join.kind == "inner" and timed:
        job.functions.append(Join(origin, cls.simple, left, right, output, code))
        middle = (
            Call("intervalJoin", (other,)), Call("between", (f"{span}.negated()", span)), process,
        )  # fmt: skip
    else:
        base = job.unit.support("PairWithin")
        key = key_type(job, join.left_keys)
        job.functions.append(
            Pair(origin, cls.simple, base, key, left, right, output, span, _KEEP[join.kind], timed, code)
        )  # fmt: skip
        middle = (Call("connect", (other,)), process)
    return job.chain(
        join.entry, "joined", join.after, join.left.code, key_by(job, join.left_keys), *middle,
        Call("uid", (job.uid_of(join.entry, "join", *join.names),)), Call("name", (string_literal(join.label),)),
    )  # fmt: skip
