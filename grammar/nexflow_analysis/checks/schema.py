"""What is checked in a `.schema` file."""

from __future__ import annotations

from nexflow_analysis.checks.circular_definitions import check_circular_definitions
from nexflow_analysis.checks.config_values import check_config_values
from nexflow_analysis.checks.duplicate_definitions import check_duplicate_definitions
from nexflow_analysis.checks.field_constraints import check_field_constraints
from nexflow_analysis.checks.field_qualifiers import check_field_qualifiers
from nexflow_analysis.checks.imports import check_imports
from nexflow_analysis.checks.lookup_sources import check_lookup_sources
from nexflow_analysis.checks.model import Check
from nexflow_analysis.checks.named_parts import check_named_parts
from nexflow_analysis.checks.performance_types import check_untyped
from nexflow_analysis.checks.schema_conditions import check_schema_conditions
from nexflow_analysis.checks.schema_entries import check_schema_entries
from nexflow_analysis.checks.schema_evolution import check_schema_evolution
from nexflow_analysis.checks.schema_expressions import check_schema_expressions
from nexflow_analysis.checks.schema_fields import check_schema_fields
from nexflow_analysis.checks.schema_parameters import check_schema_parameters
from nexflow_analysis.checks.schema_parts import check_schema_parts
from nexflow_analysis.checks.schema_patterns import check_schema_patterns
from nexflow_analysis.checks.schema_states import check_schema_states
from nexflow_analysis.checks.schema_streaming import check_schema_streaming
from nexflow_analysis.checks.schema_versions import check_schema_versions
from nexflow_analysis.checks.unknown_types import check_unknown_types
from nexflow_analysis.checks.unmade_results import check_unmade_results

CHECKS: tuple[Check, ...] = (
    check_imports,
    check_duplicate_definitions,
    check_unknown_types,
    check_named_parts,
    check_lookup_sources,
    check_schema_fields,
    check_schema_expressions,
    check_schema_evolution,
    check_circular_definitions,
    check_schema_versions,
    check_schema_conditions,
    check_schema_entries,
    check_schema_parameters,
    check_schema_states,
    check_schema_streaming,
    check_schema_patterns,
    check_schema_parts,
    check_field_qualifiers,
    check_field_constraints,
    check_unmade_results,
    check_config_values,
    check_untyped,
)
