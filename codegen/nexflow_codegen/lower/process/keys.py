"""What records are grouped by: key fields, how Flink is told of them, and records that lack one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nexflow_analysis.paths import as_expression
from nexflow_analysis.process.keys import key_of
from nexflow_analysis.process.settings import settings_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import HandOn
from nexflow_codegen.ir.functions.base import Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import INPUT, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path, Word

_TUPLES = "org.apache.flink.api.java.tuple"
#: Flink's tuples go no further.
_MOST_KEYS = 25


@dataclass(frozen=True, slots=True)
class Key:
    """A field that groups records. name: as declared."""

    name: str
    value: JavaValue


def keys_of(
    job: JobBuilder, stream: Stream, paths: Iterable[Path], record: str = INPUT
) -> list[Key]:
    """Return the keys that some paths name in a stream's record."""
    scope = scope_of(stream.stage, job.unit, stream.name, record)
    found = []
    for path in paths:
        value = lower_expression(as_expression(path), scope)
        if (
            value.fallible
            or not isinstance(value.type, ir.Basic)
            or value.type.kind is ir.Kind.BYTES
        ):
            raise Unsupported(
                f"`{path.text}` as a key; set a text, number, date or uuid as a field before"
            )
        found.append(Key(path.names[-1].text, value))
    if len(found) > _MOST_KEYS:
        raise Unsupported(f"more than {_MOST_KEYS} keys; join some of them to one field before")
    return found


def key_paths(job: JobBuilder, entry: Entry) -> list[Path]:
    """Return the key of a statement that names none: of `partition by`, else a schema's identity."""
    before = job.facts(entry).stream_before
    key = key_of(settings_of(job.place.segment), before) if before is not None else ()
    return [Path(0, 0, tuple(Word(0, 0, part) for part in name.split("."))) for name in key]


def key_code(value: JavaValue) -> str:
    """Return a key: equal decimals are one key, however many zeros they end with."""
    if (
        isinstance(value.type, ir.Basic)
        and value.type.kind is ir.Kind.DECIMAL
        and value.type.scale is None
    ):
        return f"{value.receiver}.stripTrailingZeros()"
    return value.code


def key_type(job: JobBuilder, keys: list[Key]) -> str:
    """Return the Java type of a key; "" where there is none."""
    types = [job.unit.type_name(key.value.type, nullable=True) for key in keys]
    if len(types) < 2:  # noqa: PLR2004 - two make a tuple
        return "".join(types)
    return f"{_tuple(job, len(types))}<{', '.join(types)}>"


def _tuple(job: JobBuilder, size: int) -> str:
    return job.unit.use(f"{_TUPLES}.Tuple{size}")


def key_parts(keys: list[Key], name: str = "key") -> list[str]:
    """Return the Java of each part of a key that is called so."""
    return [name] if len(keys) == 1 else [f"{name}.f{number}" for number in range(len(keys))]


def key_arguments(job: JobBuilder, keys: list[Key]) -> tuple[str, str]:
    """Return the arguments of `keyBy`: the selector and the key's type."""
    codes = [key_code(key.value) for key in keys]
    informations = [job.unit.information(key.value.type) for key in keys]
    if len(keys) == 1:
        return f"in -> {codes[0]}", informations[0]
    types = job.unit.use("org.apache.flink.api.common.typeinfo.Types")
    selector = f"in -> {_tuple(job, len(keys))}.of({', '.join(codes)})"
    return selector, f"{types}.TUPLE({', '.join(informations)})"


def key_by(job: JobBuilder, keys: list[Key]) -> Call:
    """Return the call that groups a stream."""
    return Call("keyBy", key_arguments(job, keys))


def absent(keys: list[Key]) -> str:
    """Return the test that a record lacks a part of its key; "" where none can."""
    return " || ".join(f"{key.value.code} == null" for key in keys if key.value.nullable)


def without_null_keys(
    job: JobBuilder, entry: Entry, stream: Stream, paths: list[Path], what: str
) -> tuple[Stream, list[Key]]:
    """Return a stream whose records have all keys, and the keys; the others are sent away.

    what: the construct, for names and messages.
    """
    keys = keys_of(job, stream, paths)
    if not absent(keys):
        return stream, keys
    error = job.unit.support("RecordError", "of")
    checks = tuple(
        Reject(f"{key.value.code} == null",
               f'{error}("transform_error", {string_literal(f"{key.name}: null, and the {what} is keyed by it")})')
        for key in keys if key.value.nullable
    )  # fmt: skip
    cls, own = job.nested("CheckKeys"), job.own(stream.stage.cls)
    label = f"{what} keys"
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, own, own, "", "", "", (HandOn("", "in"),),
            failure=job.failure(stream.stage, label, "transform_error"), rejects=checks, catches=False,
        )
    )  # fmt: skip
    uid = job.uid(what, *(key.name for key in keys), "keys")
    calls = job.function(stream.stage, cls.simple, uid, label)
    name = job.chain(entry, "keyed", stream.stage, stream.code, *calls)
    job.fails(entry, name, "transform_error")
    kept = Stream(name, stream.stage, stream.name)
    return kept, keys_of(job, kept, paths)
