"""The `entries` of a schema: its reference data, a constant for each and all of them by name."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import EntriesClass, EntryConstant, JavaFile
from nexflow_codegen.java import Names, constant_name
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.convert import NULL_VALUE, convert
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word


def lower_entries(
    context: Context, definition: SchemaDefinition, place: Place, origin: str
) -> JavaFile | None:
    """Lower the entries of a schema; None where it has none."""
    head = place.segment.head
    assert head is not None
    entries = [entry for part in head.every("entries") for entry in part.every("entry")]
    if not entries:
        return None
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Entries"))
    for name in ("java.util.Collections", "java.util.LinkedHashMap", "java.util.Map"):
        unit.use(name)
    names = Names({"ALL"})
    made: list[EntryConstant] = []
    for entry in entries:
        with context.statement(place, entry.start, entry.end):
            made.append(_entry(unit, cls, entry, names, place))
    model = EntriesClass(unit.cls.name, unit.use(cls), tuple(unit.constants), tuple(made))
    return unit.file("entries.java.j2", model, origin)


def _entry(
    unit: Unit, cls: ir.ClassName, entry: Entry, names: Names, place: Place
) -> EntryConstant:
    name, values = entry_values(entry)
    deprecated, reason = values.get("deprecated"), values.get("deprecated_reason")
    unit.method()
    arguments: list[str] = []
    for field in unit.context.shape(cls).fields:
        if field.computed:
            continue
        written = values.get(normal(field.wire), field.default)
        scope = JavaScope(unit).expecting(field.type)
        value = operand(written, scope) if written is not None else NULL_VALUE
        value = convert(value, field.type, unit, nullable=field.nullable, name=field.wire)
        arguments.append(value.or_null())
    return EntryConstant(
        names.allot(constant_name(name)), name, f"new {unit.use(cls)}({', '.join(arguments)})",
        place.origin(entry.start), deprecated=isinstance(deprecated, e.Boolean) and deprecated.value,
        reason=reason.value if isinstance(reason, e.Text) else "",
    )  # fmt: skip


def entry_values(entry: Entry) -> tuple[str, dict[str, e.Expression]]:
    """Return the name of an entry, and what it says by the fields' normal names."""
    assert isinstance(entry.node, Phrase)
    values: dict[str, e.Expression] = {}
    for child in entry.every("entry_value"):
        assert isinstance(child.node, Phrase)
        word, value = child.node.first(Word), child.node.first(e.Expression)
        if word is not None and value is not None:
            values[normal(word.text)] = value
    return entry.node.every(Word)[0].text, values
