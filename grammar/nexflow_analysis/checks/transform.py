"""What is checked in a `.xform` file."""

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
from nexflow_analysis.checks.performance_transforms import check_transform_performance
from nexflow_analysis.checks.performance_waiting import check_waiting
from nexflow_analysis.checks.schema_fields import check_schema_fields
from nexflow_analysis.checks.transform_body import check_transform_body
from nexflow_analysis.checks.transform_checks import check_transform_checks
from nexflow_analysis.checks.transform_compose import check_transform_compose
from nexflow_analysis.checks.transform_parts import check_transform_parts
from nexflow_analysis.checks.transform_purity import check_transform_purity
from nexflow_analysis.checks.transform_reactions import check_transform_reactions
from nexflow_analysis.checks.unknown_types import check_unknown_types
from nexflow_analysis.checks.unmade_results import check_unmade_results
from nexflow_analysis.checks.waiting_times import check_waiting_times

CHECKS: tuple[Check, ...] = (
    check_imports,
    check_duplicate_definitions,
    check_unknown_types,
    check_named_parts,
    check_lookup_sources,
    check_schema_fields,
    check_transform_checks,
    check_transform_reactions,
    check_transform_compose,
    check_transform_purity,
    check_circular_definitions,
    check_field_qualifiers,
    check_field_constraints,
    check_transform_parts,
    check_transform_body,
    check_unmade_results,
    check_waiting_times,
    check_config_values,
    check_waiting,
    check_transform_performance,
)
