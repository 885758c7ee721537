"""What keeps one version of a schema from reading the records of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.definitions import (
    AliasDefinition,
    FieldDefinition,
    PreviousDefinition,
    SchemaDefinition,
)
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal

#: Digits of an integer, as a decimal would hold it.
_INTEGER_DIGITS = 19
_DEEPEST_ALIAS = 32
Find = Callable[[str], "SchemaDefinition | AliasDefinition | None"]


class Break(Struct, frozen=True):
    """A change that a compatibility forbids. path: of the field; mode: backward or forward.

    why: what is wrong with it; advice: what to do instead. wants: `optional` or `required`, where the
    field must be that.
    """

    path: str
    mode: str
    why: str
    advice: str
    wants: str = ""


def previous_of(schema: SchemaDefinition, lookup: Lookup) -> SchemaDefinition | None:
    """Return the version of a schema before this one, where the project has it."""
    found = [d.definition for d in lookup.superseded(schema.name)]
    released = [d.definition for d in lookup.declared("previous", schema.name)]
    found += [d.definition for d in released if isinstance(d, PreviousDefinition)]
    known = [one for one in found if isinstance(one, SchemaDefinition)]
    exact = [one for one in known if one.version and one.version == schema.previous_version]
    return next(iter([*exact, *known]), None)


def breaks(old: SchemaDefinition, new: SchemaDefinition, lookup: Lookup) -> list[Break]:
    """Return the changes that the compatibility of the new version forbids."""
    world = _World(_previous_finder(lookup), _finder(lookup))
    found: list[Break] = []
    if new.compatibility in ("backward", "full"):
        found += _backward(old.fields, new.fields, world, "")
    if new.compatibility in ("forward", "full"):
        known = {one.path for one in found}
        forward = _forward(old.fields, new.fields, world, "")
        found += [one for one in forward if one.path not in known]
    return found


class _World(Struct, frozen=True):
    """How names are looked up in the old version, and in the new one."""

    old: Find
    new: Find


def _finder(lookup: Lookup) -> Find:
    def find(name: str) -> SchemaDefinition | AliasDefinition | None:
        return lookup.find(AliasDefinition, "schema", name) or lookup.schema(name)

    return find


def _previous_finder(lookup: Lookup) -> Find:
    current = _finder(lookup)

    def find(name: str) -> SchemaDefinition | AliasDefinition | None:
        previous = lookup.find(PreviousDefinition, "previous", name)
        return previous.definition if previous is not None else current(name)

    return find


def _by_name(fields: tuple[FieldDefinition, ...]) -> dict[str, FieldDefinition]:
    return {normal(field.name): field for field in fields}


def _demanded(field: FieldDefinition) -> bool:
    return not field.nullable and field.default is None


def _backward(
    old: tuple[FieldDefinition, ...], new: tuple[FieldDefinition, ...], world: _World, prefix: str
) -> Iterator[Break]:
    """Yield why the new version cannot read what the old one wrote."""
    before = _by_name(old)
    for field in new:
        path, known = prefix + field.name, before.get(normal(field.name))
        if known is None:
            if _demanded(field):
                yield Break(
                    path,
                    "backward",
                    "is new and required",
                    "give it a default, or make it optional",
                    "optional",
                )
        elif _demanded(field) and known.nullable:
            yield Break(
                path,
                "backward",
                "is required, and was optional",
                "give it a default, or make it optional",
                "optional",
            )
        else:
            yield from _types(known, field, world.old, world.new, "backward", path)
        if known is not None and field.fields and known.fields:
            yield from _backward(known.fields, field.fields, world, f"{path}.")


def _forward(
    old: tuple[FieldDefinition, ...], new: tuple[FieldDefinition, ...], world: _World, prefix: str
) -> Iterator[Break]:
    """Yield why the old version cannot read what the new one writes."""
    after = _by_name(new)
    for field in old:
        path, known = prefix + field.name, after.get(normal(field.name))
        if known is None:
            if _demanded(field):
                yield Break(
                    path,
                    "forward",
                    "is removed, and was required",
                    "keep it, or make it optional first",
                )
        elif _demanded(field) and known.nullable:
            why = "is optional, and was required"
            yield Break(path, "forward", why, "keep it required", "required")
        else:
            yield from _types(known, field, world.new, world.old, "forward", path)
        if known is not None and field.fields and known.fields:
            yield from _forward(field.fields, known.fields, world, f"{path}.")


def _types(
    written: FieldDefinition,
    read: FieldDefinition,
    writer: Find,
    reader: Find,
    mode: str,
    path: str,
) -> Iterator[Break]:
    """Yield why a field cannot be read from what was written for it."""
    source, given = _resolved(written, writer)
    target, taken = _resolved(read, reader)
    if not _reads(source, target):
        new, old = (target, source) if mode == "backward" else (source, target)
        word = "another type"
        if _reads(target, source):
            word = "narrower" if mode == "backward" else "wider"
        yield Break(
            path, mode, f"is {new}, {word} than {old} before", "keep its type, or add another field"
        )
        return
    lost = [value for value in given or () if taken is not None and value not in taken]
    if taken is not None and given is None:
        yield Break(path, mode, "takes some values only, and took all" if mode == "backward"
                    else "takes all values, and took some only", "keep its values")  # fmt: skip
    elif lost:
        values = ", ".join(f"`{value}`" for value in lost)
        verb = "no longer takes" if mode == "backward" else "takes"
        end = "" if mode == "backward" else ", which it did not"
        yield Break(path, mode, f"{verb} {values}{end}", "keep its values")


def _resolved(field: FieldDefinition, find: Find) -> tuple[t.Type, tuple[object, ...] | None]:
    """Return the type of a field behind its aliases, and the values that it may have."""
    type_, values = field.type, field.constraint("values")
    for _ in range(_DEEPEST_ALIAS):
        alias = find(type_.name) if isinstance(type_, t.Named) else None
        if not isinstance(alias, AliasDefinition):
            break
        type_ = alias.target.type
        values = values if values is not None else alias.target.constraint("values")
    return type_, values


def _reads(written: t.Type, read: t.Type) -> bool:
    """Tell whether values of one type can be read as another, in every case."""
    if written == read:
        return True
    match written, read:
        case t.Scalar(), t.Scalar():
            return _scalar_reads(written, read)
        case t.Collection(), t.Collection():
            return written.kind == read.kind and _reads(written.element, read.element)
        case t.Mapping(), t.Mapping():
            return written.key == read.key and _reads(written.value, read.value)
        case (t.Scalar(), _) | (_, t.Scalar()):
            return not isinstance(read, t.Scalar) and isinstance(read, t.Unknown | t.Named)
        case _:
            return True  # records are compared by themselves


def _scalar_reads(written: t.Scalar, read: t.Scalar) -> bool:
    if not read.is_decimal or not (written.is_decimal or written.name == "integer"):
        return False
    if read.precision is None:
        return True
    if written.name == "integer":
        return read.precision - (read.scale or 0) >= _INTEGER_DIGITS
    if written.precision is None:
        return False
    whole, fraction = written.precision - (written.scale or 0), written.scale or 0
    return read.precision - (read.scale or 0) >= whole and (read.scale or 0) >= fraction
