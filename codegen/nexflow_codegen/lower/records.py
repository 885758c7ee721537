"""Java records, as Flink serialises them."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass
from nexflow_codegen.java import KEYWORDS, RECORD_MEMBERS, Names, member_name
from nexflow_codegen.lower.context import Shape, ShapeField, Unsupported
from nexflow_codegen.lower.unit import Unit

#: The Java virtual machine's limit on a constructor's parameters; a long or double counts twice.
_MOST_SLOTS = 254


def record_names() -> Names:
    """Return the names of a record's members, of which none is taken yet."""
    return Names({"TYPE"}, KEYWORDS | RECORD_MEMBERS)


def component(
    unit: Unit, wire: str, name: str, type_: ir.JavaType, *, nullable: bool, pii: str = ""
) -> Component:
    """Return a component of a record. wire: the field's name; name: that in Java."""
    java_type = unit.type_name(type_, nullable=nullable)
    return Component(name, wire, type_, nullable, java_type, unit.information(type_), pii)


def plain_record(
    unit: Unit, cls: ir.ClassName, documentation: str, fields: list[tuple[str, ir.JavaType, bool]]
) -> RecordClass:
    """Return a record of some (name, type, nullable), such as the result of a rule.

    Its shape is made known, so that its fields can be named.
    """
    names = record_names()
    use_record_classes(unit)
    components = tuple(
        component(unit, wire, names.allot(member_name(wire)), type_, nullable=nullable)
        for wire, type_, nullable in fields
    )
    check_size(components)
    shape = tuple(ShapeField(part.wire, part.name, part.type, part.nullable) for part in components)
    unit.context.shapes[cls] = Shape(cls, shape)
    return RecordClass(cls, documentation, components)


def check_size(components: tuple[Component, ...]) -> None:
    """Refuse a record that Java cannot construct."""
    slots = sum(2 if part.java_type in ("long", "double") else 1 for part in components)
    if slots > _MOST_SLOTS:
        raise Unsupported(f"a record of {len(components)} fields")


def use_record_classes(unit: Unit) -> None:
    """Import what every record's TypeInformation is made with."""
    for name in ("java.util.LinkedHashMap", "java.util.Map"):
        unit.use(name)
    unit.use("org.apache.flink.api.common.typeinfo.TypeInformation")
    unit.support("RecordType")
