"""What is checked in a `.proc` file."""

from __future__ import annotations

from nexflow_analysis.checks.circular_definitions import check_circular_definitions
from nexflow_analysis.checks.config_kinds import check_config_kinds
from nexflow_analysis.checks.config_values import check_config_values
from nexflow_analysis.checks.duplicate_definitions import check_duplicate_definitions
from nexflow_analysis.checks.imports import check_imports
from nexflow_analysis.checks.model import Check
from nexflow_analysis.checks.named_parts import check_named_parts
from nexflow_analysis.checks.process_flow import check_process_flow
from nexflow_analysis.checks.process_shape import check_process_shape
from nexflow_analysis.checks.schema_fields import check_schema_fields
from nexflow_analysis.checks.unmade_results import check_unmade_results

CHECKS: tuple[Check, ...] = (
    check_imports,
    check_duplicate_definitions,
    check_named_parts,
    check_schema_fields,
    check_circular_definitions,
    check_unmade_results,
    check_config_values,
    check_config_kinds,
    check_process_shape,
    check_process_flow,
)
