"""A project's definitions, each ready to be evaluated, and the calls between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.definitions import (
    FieldDefinition,
    RuleDefinition,
    TableDefinition,
    TransformDefinition,
    field_type,
)
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.records import assigned, default_of
from nexflow_analysis.evaluation.rules import RuleEvaluation
from nexflow_analysis.evaluation.tables import TableEvaluation
from nexflow_analysis.evaluation.transforms import TransformEvaluation
from nexflow_analysis.evaluation.values import Record, Value, field_of
from nexflow_analysis.names import normal


class Definitions:
    """The transforms, tables and rules of a project. environment: without calls, which lead here."""

    def __init__(self, environment: Environment) -> None:
        self.environment = replace(environment, call=self.call)
        self._transforms: dict[str, TransformEvaluation] = {}
        self._rules: dict[str, TableEvaluation | RuleEvaluation] = {}

    def transform(self, name: str) -> TransformEvaluation:
        """Return a transform by its name. Raises KeyError."""
        if name not in self._transforms:
            for declared in self.environment.lookup.declared("transform", name):
                definition, segment = declared.definition, declared.segment
                if isinstance(definition, TransformDefinition) and segment is not None:
                    made = TransformEvaluation(segment, definition, self.environment)
                    self._transforms[name] = made
        return self._transforms[name]

    def rule(self, name: str) -> TableEvaluation | RuleEvaluation:
        """Return a decision table or a rule by its name. Raises KeyError."""
        if name not in self._rules:
            for declared in self.environment.lookup.declared("rule", name):
                definition = declared.definition
                head = declared.segment.head if declared.segment is not None else None
                if isinstance(definition, TableDefinition) and head is not None:
                    self._rules[name] = TableEvaluation(head, definition, self.environment)
                elif isinstance(definition, RuleDefinition) and head is not None:
                    self._rules[name] = RuleEvaluation(head, definition, self.environment)
        return self._rules[name]

    def call(self, name: str, values: list[Any], named: dict[str, Any], whole: bool) -> Value:  # noqa: FBT001
        """Call a transform, a table or a rule. Raises KeyError for another name."""
        if self.environment.lookup.declared("transform", name):
            return self._call_transform(self.transform(name), values, named)
        rule = self.rule(name)
        record = values[0] if values and isinstance(values[0], Mapping) else None
        given = rule.definition.given_schema
        if given:
            found = rule.evaluate(self._kept(record, t.Named(given), nullable=False))
        else:
            fields = rule.definition.inputs
            found = rule.evaluate(self._bound(fields, values, named, record))
        return next(iter(found.values())) if len(found) == 1 and not whole else found

    def _call_transform(
        self, transform: TransformEvaluation, values: list[Any], named: dict[str, Any]
    ) -> Value:
        definition = transform.definition
        record = values[0] if values and isinstance(values[0], Mapping) else None
        # Of several inputs that are named one by one, a sole value is their record.
        alone = len(definition.inputs) > 1 and len(values) + len(named) == 1
        if record is None and (definition.input_type or alone) and values[:1] == [None]:
            return None
        given: Record = {}
        if definition.input_type is not None:
            given, values = self._kept(record, definition.input_type, nullable=False), values[1:]
        elif definition.inputs and record is not None:
            given, values = self._bound(definition.inputs, [], {}, record), values[1:]
        elif definition.inputs:
            count = len(definition.inputs)
            given, values = self._bound(definition.inputs, values, named, None), values[count:]
        params = self._bound(definition.parameters, values, named, record)
        return transform.apply(given, params)

    def _bound(
        self,
        fields: tuple[FieldDefinition, ...],
        values: list[Any],
        named: Mapping[str, Any],
        record: Record | None,
    ) -> dict[str, Value]:
        """Return what each input is given: by name, by position, of a record, or by default."""
        found: dict[str, Value] = {}
        for number, field in enumerate(fields):
            value = named.get(normal(field.name))
            if value is None and number < len(values):
                value = values[number]
            if value is None and record is not None:
                value = field_of(record, field.name)
            if value is None:
                value = default_of(field, self.environment)
            found[field.name] = self._kept(value, field_type(field), nullable=field.nullable)
        return found

    def _kept(self, value: Value, type_: t.Type, *, nullable: bool) -> Any:
        return assigned(value, t.Typed(type_, nullable), self.environment)
