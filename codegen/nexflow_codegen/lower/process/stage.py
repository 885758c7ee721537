"""The record at a point of a process: which Java class it is, and where its fields are in it.

A stage is composed, not flattened: a schema's record stays one component, and each step adds its own.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, find_field, variable
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, any_fallible
from nexflow_grammar.tree.nodes import Path

INPUT = "in"


@dataclass(frozen=True, slots=True)
class Part:
    """A component. field: the one that it holds; "" for a record whose fields are all meant.

    hidden: normal names of the record's fields that a later step has replaced.
    named: whether the field is a name of the process (`let`) rather than one of the record.
    stage: of a record that a join brought in, what it is composed of; stream: the name of its
    stream, which qualifies its fields. qualified: normal names of fields that are listed with it,
    since the other stream has them, too; unlisted: of fields that the other stream gives.
    pii: the profile of the personal data that is copied into the field. made: tells what a step has
    made from what another has made and called the same; a part that is handed on keeps it.
    """

    name: str
    type: ir.JavaType
    nullable: bool = False
    field: str = ""
    hidden: frozenset[str] = frozenset()
    named: bool = False
    stage: Stage | None = None
    stream: str = ""
    qualified: frozenset[str] = frozenset()
    unlisted: frozenset[str] = frozenset()
    pii: str = ""
    made: object = dataclasses.field(default_factory=object, compare=False, repr=False)

    def record_fields(self, context: Context, code: str, *, named: bool = True) -> Fields:
        """Return the fields of the record that the part is, those aside that are hidden."""
        assert isinstance(self.type, ir.RecordOf)
        if self.stage is not None:
            fields = self.stage.fields(context, code, named=named)
        else:
            fields = fields_of(context.shape(self.type.cls), code)
        fields = {name: value for name, value in fields.items() if normal(name) not in self.hidden}
        return _where_there(fields, code) if self.nullable else fields

    def listed_fields(self, context: Context, code: str, *, named: bool) -> Fields:
        """Return the fields that the part gives its record, as they are called there."""
        found: Fields = {}
        for name, value in self.record_fields(context, code, named=named).items():
            if normal(name) in self.qualified:
                found[f"{self.stream}.{name}"] = value
            elif normal(name) not in self.unlisted:
                found[name] = value
        return found

    def groups(self, context: Context, code: str) -> dict[str, Fields]:
        """Return the fields of each stream that a join brought in, by its name."""
        found: dict[str, Fields] = {}
        if self.stage is not None:
            for part in self.stage.parts:
                inner = part.groups(context, self.stage.part_code(part, code))
                for name, fields in inner.items():
                    found[name] = _where_there(fields, code) if self.nullable else fields
        if self.stream:
            found[self.stream] = self.record_fields(context, code)
        return found


def _where_there(fields: Fields, code: str) -> Fields:
    """Return the fields of a record that may be missing."""
    return {
        name: JavaValue(
            value.code, value.type, value.level, (f"{code} != null", *value.guards),
            fallible=value.fallible, pii=value.pii,
        )
        for name, value in fields.items()
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A record's Java class. bare: it is its only part; origin: it carries the record's origin."""

    cls: ir.ClassName
    parts: tuple[Part, ...]
    origin: bool = False
    bare: bool = False

    def part_code(self, part: Part, record: str = INPUT) -> str:
        """Return the Java of a part of a record."""
        return record if self.bare else f"{record}.{part.name}()"

    def origin_code(self, record: str = INPUT) -> str:
        """Return the Java of a record's origin; after a window there is none."""
        return f"{record}.origin()" if self.origin else "null"

    def fields(self, context: Context, record: str = INPUT, *, named: bool = True) -> Fields:
        """Return the fields as Java. named: with the names that `let` gives."""
        found: Fields = {}
        for part in self.parts:
            code = self.part_code(part, record)
            if part.field:
                if named or not part.named:
                    value = variable(code, part.type, nullable=part.nullable)
                    found[part.field] = replace(value, pii=part.pii)
                continue
            found.update(part.listed_fields(context, code, named=named))
        return found

    def computed(self, context: Context) -> set[str]:
        """Return the names of the fields that are computed, and so never written."""
        found: set[str] = set()
        for part in self.parts:
            if part.stage is not None:
                found |= part.stage.computed(context)
            elif not part.field and isinstance(part.type, ir.RecordOf):
                fields = context.shape(part.type.cls).fields
                found |= {field.wire for field in fields if field.computed}
        return found

    def source_of(self, context: Context, path: Path) -> tuple[object, str] | None:
        """Return what gives the field that a path starts with; None where that is not plain.

        Two records for which this is equal have the same value there.
        """
        name = normal(path.names[0].text)
        for part in reversed(self.parts):
            if part.field:
                if normal(part.field) == name:
                    return part.made, normal(path.text)
            elif name in {normal(one) for one in part.listed_fields(context, INPUT, named=True)}:
                return part.made, normal(path.text)
        return None

    def without(self, names: set[str]) -> tuple[Part, ...]:
        """Return the parts, with fields of some normal names hidden or left out."""
        kept: list[Part] = []
        for part in self.parts:
            if part.field and normal(part.field) in names:
                continue
            kept.append(part if part.field else replace(part, hidden=part.hidden | names))
        return tuple(kept)


def scope_of(stage: Stage, unit: Unit, stream: str = "", record: str = INPUT) -> JavaScope:
    """Return the names that an expression sees at a stage."""
    fields = stage.fields(unit.context, record)
    groups = {"input": fields}
    kept = {
        name.removeprefix("state."): value
        for name, value in fields.items()
        if name.startswith("state.")
    }
    if kept:  # what a step above read and changed
        groups["state"] = kept
    for part in stage.parts:
        groups.update(part.groups(unit.context, stage.part_code(part, record)))
    if stream:
        groups[stream] = fields
    return JavaScope(unit, fields, groups)


def single_record(stage: Stage) -> Part | None:
    """Return the part that is all of a record; None where it is composed of several."""
    part = stage.parts[0]
    alone = len(stage.parts) == 1 and not part.field and not part.hidden and part.stage is None
    return part if alone else None


def record_value(stage: Stage, cls: ir.ClassName, unit: Unit, record: str = INPUT) -> JavaValue:
    """Return the record at a stage as a record of a class: the part that it is, or a new one."""
    shape = unit.context.shape(cls)
    own = {normal(item.wire) for item in shape.fields}
    for part in stage.parts:
        whole = not part.field and part.stage is None and not part.nullable
        if whole and part.type == ir.RecordOf(cls) and not part.hidden & own:
            return JavaValue(stage.part_code(part, record), part.type)
    fields = stage.fields(unit.context, record)
    values: list[JavaValue] = []
    for item in shape.fields:
        if item.computed:
            continue
        found = find_field(fields, item.wire)
        if found is None:
            found = JavaValue("null", ir.NULL, guards=("false",), whole="null")
        try:
            values.append(convert(found, item.type, unit, nullable=item.nullable, name=item.wire))
        except Unsupported as problem:
            raise Unsupported(f"`{item.wire}` of {cls.simple}: {problem}") from problem
    arguments = ", ".join(value.or_null() for value in values)
    return JavaValue(
        f"new {unit.use(cls)}({arguments})", ir.RecordOf(cls), fallible=any_fallible(values)
    )
