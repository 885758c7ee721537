"""The constraints that the declared field behind a path has."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.constraints import constraints_of as declared_constraints
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.narrowing import path_of
from nexflow_analysis.types import Constraints
from nexflow_grammar.tree import expressions as e


def constraints_of(lookup: Lookup, record: t.Record, node: e.Expression) -> Constraints:
    """Return the constraints of the schema's field that a path names; () where there is none."""
    path = path_of(node)
    if path and path[0] == "input":
        path = path[1:]
    if path is None or len(path) != 1 or not record.name:
        return ()
    schema = lookup.schema(record.name)
    for field in schema.fields if schema is not None else ():
        if normal(field.name) == normal(path[0]):
            return declared_constraints(field, lookup)
    return ()
