"""A schema's constraints: a validator that says which one a record breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from msgspec import structs

from nexflow_analysis.definitions import AliasDefinition, FieldDefinition, SchemaDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.types import Collection, Named
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile, ValidatorClass, ValidatorMethod
from nexflow_codegen.ir.code import Arm, Branch, Fail, ForEach, Run, Statement
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.conditions import (
    both,
    compare,
    guarded,
    is_null,
    lower_condition,
    lower_violation,
    negation,
    one_of,
    test_of,
    text_test,
    within,
)
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.schema import Part, find_schema, parts_of, schema_shape
from nexflow_codegen.lower.scope import JavaScope, fields_of
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import FALSE, JavaTest, JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as tree
from nexflow_grammar.tree.nodes import Path

_CONDITIONAL = ("required when", "after", "before")


def has_checks(context: Context, name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether a record of a schema can be invalid, so that there is a validator."""
    declared, definition = find_schema(context, name)
    if definition.name in seen:
        return False
    if definition.constraints or _conditional_parts(Place.of(context, declared)):
        return True
    return any(
        _field_has_checks(context, field, seen | {definition.name}) for field in definition.fields
    )


def _field_has_checks(context: Context, field: FieldDefinition, seen: frozenset[str]) -> bool:
    full = context.target(field)
    if full.constraints or any(_field_has_checks(context, inner, seen) for inner in full.fields):
        return True
    inner = full.type.element if isinstance(full.type, Collection) else full.type
    if not isinstance(inner, Named):
        return False
    if context.lookup.schema(inner.name) is not None:
        return has_checks(context, inner.name, seen)
    return bool(_element(context, full).constraints)


def lower_validator(
    context: Context, definition: SchemaDefinition, place: Place, origin: str
) -> JavaFile | None:
    """Lower a schema's validator; None where nothing can be invalid."""
    if not has_checks(context, definition.name):
        return None
    shape = schema_shape(context, definition)
    unit = Unit(context, ir.ClassName(shape.cls.package, f"{shape.cls.name}Validator"))
    methods: list[ValidatorMethod] = []
    _Validator(unit, place, methods).record(parts_of(shape.cls, definition.fields), definition)
    model = ValidatorClass(
        unit.cls.name, unit.use(shape.cls), tuple(unit.constants), tuple(methods)
    )
    return unit.file("validator.java.j2", model, origin)


class _Validator:
    """Makes the methods of one validator."""

    def __init__(self, unit: Unit, place: Place, methods: list[ValidatorMethod]) -> None:
        self.unit = unit
        self.context = unit.context
        self.place = place
        self.methods = methods
        self.parts: dict[ir.ClassName, Part] = {}
        self.places = {
            normal(entry.node.name.text): entry
            for entry in _fields(place.segment.head)
            if isinstance(entry.node, tree.Field)
        }

    def record(self, part: Part, definition: SchemaDefinition | None) -> None:
        """Make the method that checks one record: a schema's, or a nested object's."""
        self.unit.method("value")
        self.parts.update({nested.cls: nested for nested in part.nested})
        suffix = "".join(part.cls.name.split(".")[1:])
        index = len(self.methods)
        method = ValidatorMethod(self.unit.use(part.cls), (), f"check{suffix}", not suffix)
        self.methods.append(method)
        shape = self.context.shape(part.cls)
        fields = fields_of(shape, "value")
        body: list[Statement] = []
        for field in part.fields:
            entry = self.places.get(normal(field.name)) or self.place.segment.head
            assert entry is not None
            with self.context.statement(self.place, entry.start, entry.end):
                body += self._field(field, fields[field.name], self.place.origin(entry.start))
                body += self._conditional(entry, field, JavaScope(self.unit, fields))
        if definition is not None:
            body += self._constraints(JavaScope(self.unit, fields))
        self.methods[index] = replace(method, body=tuple(body))
        for nested in part.nested:
            if self._checked(nested):
                self.record(nested, None)

    def _checked(self, part: Part) -> bool:
        return any(_field_has_checks(self.context, field, frozenset()) for field in part.fields)

    def _field(self, field: FieldDefinition, value: JavaValue, origin: str) -> list[Statement]:
        full = self.context.target(field)
        statements = [
            self._fail(origin, violation, f"{field.name}: {message}")
            for violation, message in violations(full, value, self.unit)
        ]
        match value.type:
            case ir.RecordOf():
                inner = self._check_record(value.type.cls, value.code, origin="")
                statements += _unless_null(value, inner, origin)
            case ir.ListOf() | ir.SetOf():
                item = self.unit.locals.allot("item")
                element = JavaValue(item, value.type.element)
                if isinstance(element.type, ir.RecordOf):
                    inner = self._check_record(element.type.cls, item, origin="")
                else:
                    definition = structs.replace(_element(self.context, full), name=field.name)
                    inner = self._field(definition, element, "")
                if inner:
                    java_type = self.unit.type_name(element.type, nullable=True)
                    loop = ForEach("", java_type, item, value.code, tuple(inner))
                    statements += _unless_null(value, [loop], origin)
            case _:
                pass
        return statements

    def _check_record(self, cls: ir.ClassName, code: str, origin: str) -> list[Statement]:
        if cls in self.parts and not self._checked(self.parts[cls]):
            return []
        if cls.outer == self.place_class:
            suffix = "".join(cls.name.split(".")[1:])
            return [Run(origin, f"check{suffix}({code})")]
        name = self.context.schema_of(cls)
        if not name or not has_checks(self.context, name):
            return []
        self.context.need(name, "validate")
        validator = ir.ClassName(cls.package, f"{cls.name}Validator")
        return [Run(origin, f"{self.unit.use(validator)}.check({code})")]

    @property
    def place_class(self) -> ir.ClassName:
        """The schema's own class."""
        return ir.ClassName(self.unit.cls.package, self.unit.cls.name.removesuffix("Validator"))

    def _conditional(
        self, entry: Entry, field: FieldDefinition, scope: JavaScope
    ) -> Iterator[Statement]:
        if not isinstance(entry.node, tree.Field) or normal(entry.node.name.text) != normal(
            field.name
        ):
            return
        origin = self.place.origin(entry.start)
        value = scope.names[field.name]
        for part in entry.node.parts:
            if part.key == "required when" and isinstance(part.values[0], e.Expression):
                needed = lower_condition(part.values[0], scope)
                missing = both(needed, is_null(value, outcome=True))
                yield self._fail(origin, missing, f"{field.name}: required")
            elif part.key in ("after", "before") and isinstance(part.values[0], Path):
                path = part.values[0].text
                other = scope.find(path)
                if other is None:
                    raise Unsupported(f"`{part.key} {path}`")
                operator = ">" if part.key == "after" else "<"
                broken = compare(operator, value, other, self.unit, outcome=False)
                yield self._fail(origin, broken, f"{field.name}: not {part.key} {path}")

    def _constraints(self, scope: JavaScope) -> Iterator[Statement]:
        head = self.place.segment.head
        assert head is not None
        for part in head.every("constraints_head"):
            for entry in part.children:
                if isinstance(entry.node, tree.Require):
                    with self.context.statement(self.place, entry.start, entry.end):
                        broken = lower_violation(entry.node.condition, scope)
                        yield self._fail(self.place.origin(entry.start), broken, entry.node.message)

    def _fail(self, origin: str, violation: JavaTest, message: str) -> Statement:
        invalid = self.unit.support("RecordError", "invalid")
        return Fail(origin, violation.code, f"{invalid}({string_literal(message)})")


def violations(
    field: FieldDefinition, value: JavaValue, unit: Unit
) -> Iterator[tuple[JavaTest, str]]:
    """Yield the tests that a value breaks a constraint of its field, with what to say then."""
    ordered = sorted(field.constraints, key=lambda constraint: constraint[0] != "values")
    for key, values in ordered:
        match key, values:
            case "values", _:
                options = [_literal(option) for option in values]
                listed = ", ".join(_written(option) for option in values)
                yield one_of(value, options, unit, outcome=False), f"not one of {listed}"
            case "pattern", (str() as pattern,):
                text = JavaValue(string_literal(pattern), ir.STRING, text=pattern)
                test = text_test("matches", value, text, unit)
                yield test_of(test, outcome=False), f"does not match {pattern}"
            case "range", ((low, high),):
                yield _outside(value, low, high, unit), f"not within {_bounds(low, high)}"
            case _:
                yield _wrong_size(key, values, value, unit)


def _outside(value: JavaValue, low: object, high: object, unit: Unit) -> JavaTest:
    if low is not None and high is not None:
        return within(value, _literal(low), _literal(high), unit, outcome=False)
    if low is not None:
        return compare(">=", value, _literal(low), unit, outcome=False)
    if high is not None:
        return compare("<=", value, _literal(high), unit, outcome=False)
    return FALSE


def _wrong_size(
    key: str, values: tuple[object, ...], value: JavaValue, unit: Unit
) -> tuple[JavaTest, str]:
    """Return the test that a text or a collection has the wrong length."""
    match values:
        case ((low, high),):
            pass
        case (exact,):
            low = high = exact
        case _:
            raise Unsupported(f"the constraint `{key}`")
    low, high = (None if key.startswith("max") else low), (None if key.startswith("min") else high)
    if ir.kind_of(value.type) is Kind.BYTES:
        size, what = f"{value.receiver}.length", "bytes"
    elif isinstance(value.type, ir.Basic):
        size, what = f"{unit.support('Texts', 'length')}({value.code})", "characters"
    else:
        size, what = f"{value.receiver}.size()", "elements"
    test = unit.support("Numbers", "within")
    lowest, highest = _whole(low, "0L"), _whole(high, "Long.MAX_VALUE")
    inside = JavaTest(f"{test}({size}, {lowest}, {highest})")
    shown = _written(low) if low == high else _bounds(low, high)
    return guarded(negation(inside), value.guards), f"not {shown} {what}"


def _whole(value: object, otherwise: str) -> str:
    return otherwise if value is None else f"{int(str(value))}L"


def _bounds(low: object, high: object) -> str:
    return f"{_written(low)}..{_written(high)}"


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def _literal(value: object) -> JavaValue:
    """Return a bound or a listed value as an operand."""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return JavaValue("", ir.INTEGER if whole else ir.DECIMAL, literal=value)
    if isinstance(value, str):
        return JavaValue(string_literal(value), ir.STRING, text=value)
    raise Unsupported("a constraint with a value that is no number or text")


def _element(context: Context, field: FieldDefinition) -> FieldDefinition:
    """Return the constraints of a collection's elements: those of their alias."""
    inner = field.type.element if isinstance(field.type, Collection) else field.type
    alias = (
        context.lookup.find(AliasDefinition, "schema", inner.name)
        if isinstance(inner, Named)
        else None
    )
    if alias is None:
        return FieldDefinition(field.name, inner, nullable=False)
    return context.target(FieldDefinition(field.name, inner, nullable=False))


def _unless_null(value: JavaValue, body: list[Statement], origin: str) -> list[Statement]:
    if not body or not value.nullable:
        return [replace(body[0], origin=origin), *body[1:]] if body else []
    return [Branch(origin, (Arm(" && ".join(value.guards), tuple(body)),), None)]


def _fields(entry: Entry | None) -> Iterator[Entry]:
    for child in entry.children if entry is not None else ():
        if isinstance(child.node, tree.Field):
            yield child
        yield from _fields(child)


def _conditional_parts(place: Place) -> bool:
    return any(
        part.key in _CONDITIONAL
        for entry in _fields(place.segment.head)
        if isinstance(entry.node, tree.Field)
        for part in entry.node.parts
    )
