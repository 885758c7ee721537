"""What the classes that ask lookup sources share: keys, parameters, settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.lookups import LookupClass
from nexflow_codegen.java import Names, string_literal
from nexflow_codegen.lower.context import Context, ShapeField, Unsupported
from nexflow_codegen.lower.durations import grouped, millis
from nexflow_codegen.lower.process.classes import LOOKUP_CLASSES
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.unit import Unit

TIMEOUT = 1000
CAPACITY = 100
_LOCALS = (
    "asked", "bytes", "client", "collection", "connection", "executor", "file", "found", "headers",
    "idle", "password", "query", "records", "row", "statement", "url", "user",
)  # fmt: skip
#: A part of a pattern: `${NAME:default}` of the environment, or the `{key}` of a record.
_PIECE = re.compile(r"\\?\$\{[^}]*\}|\{([A-Za-z_]\w*)\}")
_TEXTS = frozenset({
    ir.Kind.STRING, ir.Kind.INTEGER, ir.Kind.BOOLEAN, ir.Kind.DATE, ir.Kind.UUID, ir.Kind.TIMESTAMP,
})  # fmt: skip


def lookup_keys(context: Context, found: LookupDefinition) -> tuple[ShapeField, ...]:
    """Return the fields that a lookup is asked by."""
    schema = context.schema(found.schema)
    shape = schema_shape(context, schema)
    names = found.key or schema.identity
    keys = tuple(field for name in names if (field := shape.field(name)) is not None)
    if not keys or len(keys) != len(names):
        raise Unsupported(
            f"the lookup `{found.name}` without a key of its schema; set `key` in nexflow.toml"
        )
    return keys


def parameters(unit: Unit, keys: tuple[ShapeField, ...]) -> tuple[Parameter, ...]:
    """Return the keys as parameters of `find`."""
    names = Names(_LOCALS)
    return tuple(
        Parameter(unit.type_name(key.type, nullable=False), names.allot(key.name)) for key in keys
    )


def service_unit(context: Context, cls: ir.ClassName, *more: str) -> Unit:
    """Return the unit of a class that asks a source; the names of its template are claimed."""
    unit = Unit(context, cls)
    for name in (*LOOKUP_CLASSES, *more):
        unit.use(name)
    return unit


def interface(unit: Unit, found: LookupDefinition) -> LookupClass:
    """Return the interface of a source, as the file of a unit writes it."""
    context = unit.context
    cls = context.class_of("lookup", found.name)
    written = unit.use(cls)
    record = unit.use(context.class_of("schema", found.schema))
    keys = parameters(unit, lookup_keys(context, found))
    return LookupClass(cls, written, found.name, record, keys)


def held_by(
    unit: Unit, found: LookupDefinition, asked: tuple[Parameter, ...]
) -> tuple[str, str, str]:
    """Return by what records that are held in a map are found: its type, a record's and a call's."""
    keys = lookup_keys(unit.context, found)
    codes = [f"found.{key.name}()" for key in keys]
    if len(keys) == 1:
        return unit.type_name(keys[0].type, nullable=True), codes[0], asked[0].name
    passed = ", ".join(one.name for one in asked)
    return "List<Object>", f"List.of({', '.join(codes)})", f"List.of({passed})"


def reader(unit: Unit, found: LookupDefinition) -> str:
    """Return the function that reads the source's records from JSON."""
    context = unit.context
    context.need(found.schema, "read")
    record = context.class_of("schema", found.schema)
    return f"{unit.use(ir.ClassName(record.package, f'{record.name}Json'))}::read"


def text(found: LookupDefinition, key: str) -> str:
    """Return a setting that is a text; "" where there is none."""
    value = dict(found.settings).get(key)
    return value if isinstance(value, str) else ""


def need_text(found: LookupDefinition, key: str) -> None:
    """Refuse a source without a setting."""
    if not text(found, key):
        raise Unsupported(f"the lookup `{found.name}` without a `{key}`; set it in nexflow.toml")


def timeout_of(found: LookupDefinition) -> str:
    """Return how many milliseconds a source may take, in Java."""
    written = dict(found.settings).get("timeout")
    return grouped(millis(written) if written is not None else TIMEOUT)


def capacity_of(found: LookupDefinition) -> int:
    """Return how many questions may be open at once."""
    value = dict(found.settings).get("capacity")
    return value if isinstance(value, int) else CAPACITY


def pattern(
    whole: str, keys: Mapping[str, str], what: str, written: Callable[[str], str]
) -> tuple[str, str]:
    """Return a pattern's head up to its first `{key}`, and Java that makes the rest.

    keys: the parameters by the names of the fields; written: how one of them is put into the text.
    """
    head, last = "", 0
    pieces: list[str] = []
    named: set[str] = set()
    for piece in _PIECE.finditer(whole):
        if piece[1] is None:
            continue
        if piece[1] not in keys:
            raise Unsupported(
                f"`{{{piece[1]}}}` in {what}; name {', '.join(f'`{{{key}}}`' for key in keys)}"
            )
        before = whole[last : piece.start()]
        if named:
            if "${" in before:
                raise Unsupported(f"a variable behind a key in {what}; put it before the first key")
            pieces += [string_literal(before)] if before else []
        else:
            head = before
        named.add(piece[1])
        pieces.append(written(keys[piece[1]]))
        last = piece.end()
    missing = [key for key in keys if key not in named]
    if missing:
        raise Unsupported(
            f"{what} without the key that it is asked by; write `{{{missing[0]}}}` in it"
        )
    if whole[last:]:
        pieces.append(string_literal(whole[last:]))
    return head, " + ".join(pieces)


def keys_of(
    context: Context, found: LookupDefinition, unit: Unit
) -> tuple[tuple[Parameter, ...], dict[str, str]]:
    """Return the parameters of `find`, and them by the names of their fields; each is a text or has one."""
    keys = lookup_keys(context, found)
    made = parameters(unit, keys)
    for key in keys:
        if ir.kind_of(key.type) not in _TEXTS:
            raise Unsupported(
                f"the key `{key.wire}` of `{found.name}`; use a text, an integer, a date or a uuid"
            )
    return made, {key.wire: one.name for key, one in zip(keys, made, strict=True)}


def environment(found: LookupDefinition, key: str, unit: Unit) -> str:
    """Return a setting as Java; its variables are resolved as the job starts."""
    return environment_text(text(found, key), unit)
