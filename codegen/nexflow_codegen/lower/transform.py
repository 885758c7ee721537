"""Transforms: a class with a static method from the input record to the output."""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.definitions import FieldDefinition, TransformDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.transforms import evaluation_order, statements_of, target_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import (
    FunctionClass,
    LoweredFunction,
    Method,
    Parameter,
    RecordClass,
)
from nexflow_codegen.ir.code import Return
from nexflow_codegen.lower.conditions import both, lower_condition, negation
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.records import plain_record, use_record_classes
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, find_field
from nexflow_codegen.lower.statements import Body, Target, parameter, parameter_value
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import TRUE, JavaTest, JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.types import Assignment, Require

_SAID_ELSEWHERE = frozenset({
    "metadata", "flag", "input", "output", "input_block", "output_block", "params", "apply", "mappings",
    "validate_input", "validate_output", "invariant",
})  # fmt: skip
_RESULT = "result"


def lower_transform(context: Context, name: str) -> LoweredFunction:
    """Lower a transform."""
    declared = next(iter(context.lookup.declared("transform", name)), None)
    if declared is None or not isinstance(declared.definition, TransformDefinition):
        raise Unsupported(f"the transform `{name}`, which is not declared")
    return _Transform(context, declared.definition, Place.of(context, declared)).lower()


class _Transform:
    """Lowers one transform."""

    def __init__(self, context: Context, definition: TransformDefinition, place: Place) -> None:
        self.context = context
        self.definition = definition
        self.place = place
        assert place.segment.head is not None
        self.head = place.segment.head
        self.unit = Unit(context, context.class_of("transform", definition.name))
        self.body = Body(self.unit)
        self.assigned: Fields = {}
        self.result: RecordClass | None = None

    def lower(self) -> LoweredFunction:
        """Return the transform's class and file."""
        parameters: tuple[Parameter, ...] = ()
        outputs: tuple[ShapeField, ...] = ()
        output: ir.JavaType = ir.NULL
        with self.context.statement(self.place, self.head.start, self.head.end):
            output, outputs = self._output()
            self.unit.method("input", "output")
            parameters = self._parameters()
            scope = self._scope(parameters)
            self._refuse_parts()
            self._checks(scope, "validate_input")
            scope = self._statements(scope, outputs, output)
            self._checks(scope, "validate_output", "invariant")
            self.body.add(Return("", self._returned(scope, outputs, output)))
        result_type = self.unit.type_name(output, nullable=False)
        method = Method("apply", result_type, parameters, tuple(self.body.statements))
        function = FunctionClass(
            self.unit.cls, self.place.documentation(), tuple(self.unit.constants), (method,), output,
            result_nullable=False, result=self.result,
            takes_record=self.definition.input_type is not None, fallible=self.body.fallible,
        )  # fmt: skip
        origin = self.place.header(f"transform {self.definition.name}")
        return LoweredFunction(function, self.unit.file("function.java.j2", function, origin))

    def _output(self) -> tuple[ir.JavaType, tuple[ShapeField, ...]]:
        definition = self.definition
        if definition.output_type is not None:
            type_ = self.context.java_type(definition.output_type)
            if isinstance(type_, ir.RecordOf):
                fields = self.context.shape(type_.cls).fields
                return type_, tuple(field for field in fields if not field.computed)
            return type_, ()
        if not definition.outputs:
            raise Unsupported("a transform without an output of its own")
        self.unit.reserve("Result")
        use_record_classes(self.unit)
        cls = self.unit.cls.nested("Result")
        listed = [(field.name, self._type(field), field.nullable) for field in definition.outputs]
        self.result = plain_record(self.unit, cls, "What the transform makes.", listed)
        shape = self.context.shape(cls).fields
        defaults = (field.default for field in definition.outputs)
        return ir.RecordOf(cls), tuple(
            replace(made, default=default) for made, default in zip(shape, defaults, strict=True)
        )

    def _type(self, field: FieldDefinition) -> ir.JavaType:
        if field.fields:
            raise Unsupported(f"the object `{field.name}` in an input or output of a transform")
        return self.context.java_type(field.type)

    def _parameters(self) -> tuple[Parameter, ...]:
        definition, unit = self.definition, self.unit
        made: list[Parameter] = []
        if definition.input_type is not None:
            type_ = self.context.java_type(definition.input_type)
            made.append(Parameter("input", "input", type_, nullable=False,
                                  java_type=unit.type_name(type_, nullable=False)))  # fmt: skip
        elif not definition.inputs and not definition.parameters:
            raise Unsupported("a transform without an input of its own")
        made.extend(
            parameter(unit, field.name, self._type(field), nullable=field.nullable)
            for field in (*definition.inputs, *definition.parameters)
        )
        return tuple(made)

    def _scope(self, parameters: tuple[Parameter, ...]) -> JavaScope:
        values = {made.wire: parameter_value(made) for made in parameters}
        names, groups = dict(values), {"params": values}
        whole = values.get("input")
        if whole is not None and isinstance(whole.type, ir.RecordOf):
            names = {**fields_of(self.context.shape(whole.type.cls), "input"), **values}
        elif self.definition.input_type is None:
            own = {field.name for field in self.definition.inputs}
            groups["input"] = {name: value for name, value in values.items() if name in own}
        return JavaScope(self.unit, names, groups)

    def _refuse_parts(self) -> None:
        for part in self.head.children:
            with self.context.statement(self.place, part.start, part.end):
                if part.rule == "on_error":
                    self._refuse_reactions(part)
                elif part.rule not in _SAID_ELSEWHERE:
                    raise Unsupported(f"`{part.rule.replace('_', ' ')}` in a transform")

    def _refuse_reactions(self, part: Entry) -> None:
        """Say what of `on_error` is not generated; rejecting is what happens anyway."""
        for entry in part.children:
            words = self.place.segment.text[entry.start : entry.end].replace(":", " ").split()
            if words != ["action", "reject"]:
                with self.context.statement(self.place, entry.start, entry.end):
                    raise Unsupported(f"`{' '.join(words)}` in `on_error`")

    def _checks(self, scope: JavaScope, *rules: str) -> None:
        for part in self.head.every(*rules):
            self._check_entries(part.children, scope, TRUE)

    def _check_entries(self, entries: tuple[Entry, ...], scope: JavaScope, when: JavaTest) -> None:
        for entry in entries:
            with self.context.statement(self.place, entry.start, entry.end):
                self._check(entry, scope, when)

    def _check(self, entry: Entry, scope: JavaScope, when: JavaTest) -> None:
        origin = self.place.origin(entry.start)
        if isinstance(entry.node, Require):
            condition, message = entry.node.condition, entry.node.message
        elif entry.rule == "check_when" and isinstance(entry.node, Phrase):
            condition = _expression(entry.node)
            inner = both(when, lower_condition(condition, scope))
            self._check_entries(entry.children, scope, inner)
            return
        elif entry.rule == "check" and isinstance(entry.node, Phrase):
            condition, message = _expression(entry.node), _message(entry)
        else:
            raise Unsupported(f"`{entry.rule.replace('_', ' ')}` among checks")
        holds = lower_condition(condition, scope)
        broken = both(when, negation(holds))
        self.body.require(negation(broken), "invalid", message, origin)

    def _statements(
        self, scope: JavaScope, outputs: tuple[ShapeField, ...], output: ir.JavaType
    ) -> JavaScope:
        statements = statements_of(self.place.segment)
        order, circle = evaluation_order(statements)
        if circle:
            raise Unsupported("assignments that depend on each other in a circle")
        for index in order:
            entry, node = statements[index]
            name = target_of(node)
            with self.context.statement(self.place, entry.start, entry.end):
                if isinstance(node, Assignment) and len(node.target.names) > 1:
                    raise Unsupported("an assignment to a path")
                target = _target(name, outputs, output) if isinstance(node, Assignment) else None
                origin = self.place.origin(entry.start)
                value = self.body.define(name, node.value, scope, origin, target)
                if isinstance(node, Assignment):
                    self.assigned[name] = value
                scope = scope.inner({name: value})
                scope.groups["output"] = self.assigned
        return scope

    def _returned(
        self, scope: JavaScope, outputs: tuple[ShapeField, ...], output: ir.JavaType
    ) -> str:
        if not isinstance(output, ir.RecordOf):
            value = find_field(self.assigned, _RESULT)
            if value is None:
                raise Unsupported("a transform that does not assign its `result`")
            return value.or_null()
        arguments = [self._argument(field, scope) for field in outputs]
        return f"new {self.unit.use(output.cls)}({', '.join(arguments)})"

    def _argument(self, field: ShapeField, scope: JavaScope) -> str:
        value = find_field(self.assigned, field.wire)
        if value is not None:
            return value.or_null()
        target = Target(field.wire, field.type, field.nullable)
        copied = self._copied(field.wire, scope)
        if copied is None and field.default is not None:
            copied = operand(field.default, JavaScope(self.unit))
        if copied is None:
            if not field.nullable:
                raise Unsupported(f"the output `{field.wire}`, to which nothing is assigned")
            return "null"
        value = target.take(copied, self.unit)
        self.body.fallible = self.body.fallible or value.fallible
        return value.or_null()

    def _copied(self, name: str, scope: JavaScope) -> JavaValue | None:
        """Return the input's field of an output's name; a `let` of that name is none."""
        whole = scope.names.get("input")
        if whole is not None and isinstance(whole.type, ir.RecordOf):
            return find_field(fields_of(self.context.shape(whole.type.cls), "input"), name)
        return find_field(scope.groups.get("input", {}), name)


def _target(name: str, outputs: tuple[ShapeField, ...], output: ir.JavaType) -> Target | None:
    """Return what an assignment gives a value to; None for a `let` written without the word."""
    if not isinstance(output, ir.RecordOf):
        return Target(name, output, nullable=False) if normal(name) == _RESULT else None
    for field in outputs:
        if normal(field.wire) == normal(name):
            return Target(field.wire, field.type, field.nullable)
    return None


def _expression(node: Phrase) -> e.Expression:
    found = node.first(e.Expression)
    if found is None:
        raise Unsupported("this check")
    return found


def _message(entry: Entry) -> str:
    """Return the message of a check; one of a lesser severity does not reject the record."""
    assert isinstance(entry.node, Phrase)
    texts = [part for part in entry.node.parts[1:] if isinstance(part, e.Text)]
    if texts:
        return texts[-1].value
    message = ""
    clauses = [part for part in entry.node.parts if isinstance(part, Phrase)]
    clauses += [child.node for child in entry.children if isinstance(child.node, Phrase)]
    for clause in clauses:
        words = [part.text for part in clause.parts if isinstance(part, Word)]
        text = clause.first(e.Text)
        if words[:1] == ["message"] and text is not None:
            message = text.value
        elif words != ["severity", "error"]:
            raise Unsupported(f"`{' '.join(words)}` of a check")
    return message
