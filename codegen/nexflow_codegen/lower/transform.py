"""Transforms: a class with a static method from the input record to the output."""

from __future__ import annotations

from collections.abc import Sequence
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
from nexflow_codegen.lower.checks import lower_checks
from nexflow_codegen.lower.compose import lower_compose
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.implicit import implicit_inputs
from nexflow_codegen.lower.lookups import bound_lookups
from nexflow_codegen.lower.objects import field_type
from nexflow_codegen.lower.outputs import Outputs, Path
from nexflow_codegen.lower.parts import lower_changes, with_cache
from nexflow_codegen.lower.reacting import methods_of
from nexflow_codegen.lower.reactions import read_reaction
from nexflow_codegen.lower.records import plain_record, use_record_classes
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, find_field
from nexflow_codegen.lower.statements import Body, parameter, parameter_value
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Expression
from nexflow_grammar.tree.types import Assignment, Let

_PARTS = frozenset({
    "metadata", "flag", "cache", "cache_block", "input", "output", "input_block", "output_block", "params",
    "use", "apply", "mappings", "validate_input", "validate_output", "invariant", "on_error", "compose",
    "compose_then", "on_change", "lookup_part", "lookups",
})  # fmt: skip


def lower_transform(context: Context, name: str, given: Fields | None = None) -> LoweredFunction:
    """Lower a transform. given: the fields of the record that it is used on, for one without `input`."""
    declared = next(iter(context.lookup.declared("transform", name)), None)
    if declared is None or not isinstance(declared.definition, TransformDefinition):
        raise Unsupported(f"the transform `{name}`, which is not declared")
    place = Place.of(context, declared)
    return _Transform(context, declared.definition, place, given or {}).lower()


class _Transform:
    """Lowers one transform."""

    def __init__(
        self, context: Context, definition: TransformDefinition, place: Place, given: Fields
    ) -> None:
        self.context = context
        self.definition = definition
        self.place = place
        self.given = given
        assert place.segment.head is not None
        self.head = place.segment.head
        self.unit = Unit(context, context.class_of("transform", definition.name), waits=True)
        self.body = Body(self.unit)
        self.outputs = Outputs(self.unit, None)
        self.result: RecordClass | None = None
        self.reaction = read_reaction(context, place, self.head)

    def lower(self) -> LoweredFunction:
        """Return the transform's class and file."""
        methods: tuple[Method, ...] = (Method("apply", "void", (), ()),)
        with self.context.statement(self.place, self.head.start, self.head.end):
            self._refuse_parts()
            self._declare_output()
            self.outputs.partial = self.reaction.action == "partial"
            self.unit.method("input", "output")
            parameters = self._parameters()
            scope = given = self._scope(parameters)
            self._checks(scope, "validate_input")
            scope = self._statements(self._looked_up(scope))
            scope = lower_changes(self.body, self.place, self.head, scope, self.outputs)
            self._checks(scope, "validate_output", "invariant")
            self.body.add(Return("", self._returned(scope)))
            methods = methods_of(
                self.reaction, self.body, parameters, self.outputs, lambda name: self._copied(name, given),
                fallible=self._fallible,
            )  # fmt: skip
            methods = with_cache(methods, self.head, given)
        return self._made(methods)

    @property
    def _fallible(self) -> bool:
        return self.body.fallible or self.outputs.fallible

    def _made(self, methods: tuple[Method, ...]) -> LoweredFunction:
        output = self.outputs.type or ir.NULL
        function = FunctionClass(
            self.unit.cls, self.place.documentation(), tuple(self.unit.constants), methods, output,
            result_nullable=self.reaction.action == "skip", result=self.result,
            takes_record=self.definition.input_type is not None,
            fallible=self._fallible and self.reaction.action in ("reject", "partial"),
            services=self.unit.services, blocks=self.unit.blocks, extends=self._extends,
            target=self.reaction.target,
        )  # fmt: skip
        origin = self.place.header(f"transform {self.definition.name}")
        return LoweredFunction(function, self.unit.file("function.java.j2", function, origin))

    @property
    def _extends(self) -> bool:
        """Whether what is assigned is added to the record: no output is declared, nor `result`."""
        definition = self.definition
        declared = definition.output_type is not None or bool(definition.outputs)
        return not declared and not self._makes_result

    @property
    def _makes_result(self) -> bool:
        return any(normal(name) == "result" for name in self.definition.assigned)

    def _refuse_parts(self) -> None:
        for part in self.head.children:
            if part.rule not in _PARTS:
                with self.context.statement(self.place, part.start, part.end):
                    raise Unsupported(f"`{part.rule.replace('_', ' ')}` in a transform")

    def _declare_output(self) -> None:
        definition = self.definition
        if definition.output_type is not None:
            type_ = self.context.java_type(definition.output_type)
            fields: tuple[ShapeField, ...] = ()
            if isinstance(type_, ir.RecordOf):
                shape = self.context.shape(type_.cls).fields
                fields = tuple(field for field in shape if not field.computed)
            self.outputs = Outputs(self.unit, type_, fields)
        elif definition.outputs:
            listed = [
                (one.name, field_type(self.unit, one), one.nullable) for one in definition.outputs
            ]
            defaults = [one.default for one in definition.outputs]
            self.outputs = self._own_output(listed, defaults)

    def _own_output(
        self, listed: list[tuple[str, ir.JavaType, bool]], defaults: Sequence[Expression | None]
    ) -> Outputs:
        self.unit.reserve("Result")
        use_record_classes(self.unit)
        cls = self.unit.cls.nested("Result")
        self.result = plain_record(self.unit, cls, "What the transform makes.", listed)
        shape = self.context.shape(cls).fields
        fields = tuple(
            replace(made, default=default) for made, default in zip(shape, defaults, strict=True)
        )
        return Outputs(
            self.unit, ir.RecordOf(cls), fields, self.outputs.values, self.outputs.written
        )

    def _parameters(self) -> tuple[Parameter, ...]:
        definition, unit = self.definition, self.unit
        made: list[Parameter] = []
        if definition.input_type is not None:
            type_ = self.context.java_type(definition.input_type)
            made.append(Parameter("input", "input", type_, nullable=False,
                                  java_type=unit.type_name(type_, nullable=False)))  # fmt: skip
        elif not definition.inputs:
            own = {one.name for one in definition.parameters}
            made += implicit_inputs(unit, self.head, self.given, own)
        made += [self._parameter(field, is_parameter=False) for field in definition.inputs]
        made += [self._parameter(field, is_parameter=True) for field in definition.parameters]
        return tuple(made)

    def _parameter(self, field: FieldDefinition, *, is_parameter: bool) -> Parameter:
        type_ = field_type(self.unit, field)
        nullable = field.nullable and field.default is None
        made = parameter(self.unit, field.name, type_, nullable=nullable)
        return Parameter(
            made.name,
            made.wire,
            type_,
            nullable,
            made.java_type,
            is_parameter,
            default=field.default,
        )

    def _scope(self, parameters: tuple[Parameter, ...]) -> JavaScope:
        values = {made.wire: parameter_value(made) for made in parameters}
        own = {made.wire for made in parameters if made.is_parameter}
        names = dict(values)
        groups = {"params": {name: value for name, value in values.items() if name in own}}
        whole = values.get("input")
        if whole is not None and isinstance(whole.type, ir.RecordOf):
            names = {**fields_of(self.context.shape(whole.type.cls), "input"), **values}
        elif self.definition.input_type is None:
            groups["input"] = {name: value for name, value in values.items() if name not in own}
        return JavaScope(self.unit, names, groups)

    def _looked_up(self, scope: JavaScope) -> JavaScope:
        parts = self.head.every("lookup_part")
        parts += [child for part in self.head.every("lookups") for child in part.children]
        for part in parts:
            with self.context.statement(self.place, part.start, part.end):
                for name, value in bound_lookups([part], scope).items():
                    held = self.body.declare(name, value, self.place.origin(part.start))
                    self.body.fallible = True
                    known = scope.groups.setdefault("lookups", {})
                    known[name] = held
                    scope = scope.inner({name: held}) if scope.find(name) is None else scope
        return scope

    def _checks(self, scope: JavaScope, *rules: str) -> None:
        for part in self.head.every(*rules):
            lower_checks(self.body, self.place, part.children, scope)

    def _statements(self, scope: JavaScope) -> JavaScope:
        if self.head.first("compose") is not None:
            made = lower_compose(self.body, self.place, self.head, scope, self.definition)
            for name, value in made.items():
                self.outputs.assign((name,), value)
            scope = scope.inner(made)
        statements = statements_of(self.place.segment)
        order, circle = evaluation_order(statements)
        if circle:
            raise Unsupported("assignments that depend on each other in a circle")
        for index in order:
            scope = self._statement(*statements[index], scope)
        return scope

    def _statement(self, entry: Entry, node: Assignment | Let, scope: JavaScope) -> JavaScope:
        path: Path = (target_of(node),)
        if isinstance(node, Assignment):
            path = tuple(word.text for word in node.target.names)
            path = path[1:] if path[0] in ("output", "result") and len(path) > 1 else path
        with self.context.statement(self.place, entry.start, entry.end):
            target = self.outputs.target(path) if isinstance(node, Assignment) else None
            origin = self.place.origin(entry.start)
            partial = self.reaction.action == "partial"
            define = self.body.attempt if partial else self.body.define
            value = define(path[-1], node.value, scope, origin, target)
            if isinstance(node, Assignment) and (target is not None or self.outputs.type is None):
                self.outputs.assign(path, value)
            if len(path) == 1:
                scope = scope.inner({path[0]: value})
            scope.groups.update(self.outputs.groups())
        return scope

    def _returned(self, scope: JavaScope) -> str:
        if self.outputs.type is None:
            sole = self.outputs.values.get(("result",))
            if sole is not None:
                self.outputs.type = sole.type
                return sole.or_null()
            if not self.outputs.values:
                raise Unsupported("a transform that assigns nothing")
            listed = self.outputs.inferred(scope.names, self.definition.assigned)
            self.outputs = self._own_output(listed, [None for _one in listed])
        if not isinstance(self.outputs.type, ir.RecordOf):
            value = self.outputs.values.get(("result",))
            if value is None:
                raise Unsupported("a transform that does not assign its `result`")
            return value.or_null()
        return self.outputs.record(
            self.outputs.type.cls, lambda name: self._copied(name, scope)
        ).code

    def _copied(self, name: str, scope: JavaScope) -> JavaValue | None:
        """Return the input's field of an output's name; a `let` of that name is none."""
        whole = scope.names.get("input")
        if whole is not None and isinstance(whole.type, ir.RecordOf):
            return find_field(fields_of(self.context.shape(whole.type.cls), "input"), name)
        return find_field(scope.groups.get("input", {}), name)
