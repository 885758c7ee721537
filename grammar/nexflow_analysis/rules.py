"""What a decision table or a rule reads of a record, and what it makes."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.definitions import RuleDefinition, TableDefinition, record_of
from nexflow_analysis.infer import Scope
from nexflow_analysis.lookup import Lookup, open_record
from nexflow_analysis.validation import schema_facts


def inputs_of(definition: TableDefinition | RuleDefinition, lookup: Lookup) -> t.Record:
    """Return the record that `given` asks for; an empty one where it is absent or unknown."""
    if definition.given_schema:
        schema = lookup.schema(definition.given_schema)
        return lookup.record(schema) if schema is not None else t.Record("", ())
    return record_of("", definition.inputs)


def visible_of(definition: TableDefinition | RuleDefinition, lookup: Lookup) -> t.Record:
    """Return the record whose fields the expressions see; without `given`, whatever there is."""
    found = inputs_of(definition, lookup)
    return found if found.fields else open_record()


def results_of(definition: TableDefinition | RuleDefinition, lookup: Lookup) -> t.Record:
    """Return the record of the results; an open one where `return` names an unknown schema."""
    if definition.result_schema:
        schema = lookup.schema(definition.result_schema)
        return lookup.record(schema) if schema is not None else open_record()
    return record_of("", definition.results)


def table_scope(definition: TableDefinition, lookup: Lookup) -> Scope:
    """Return what the expressions of a table see."""
    return Scope(lookup, visible_of(definition, lookup), {}, "the inputs of this table")


def rule_scope(definition: RuleDefinition, lookup: Lookup) -> Scope:
    """Return what the first statement of a rule sees."""
    record = visible_of(definition, lookup)
    results = () if definition.inferred else results_of(definition, lookup).fields
    names = {f.name: t.Typed(f.type, f.nullable) for f in results if record.field(f.name) is None}
    scope = Scope(lookup, record, names, "the inputs of this rule")
    return scope.knowing(schema_facts(t.Named(definition.given_schema), lookup))
