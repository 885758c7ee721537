"""What is checked in a `.rules` file."""

from __future__ import annotations

from nexflow_analysis.checks.actions import check_actions
from nexflow_analysis.checks.circular_definitions import check_circular_definitions
from nexflow_analysis.checks.config_values import check_config_values
from nexflow_analysis.checks.duplicate_definitions import check_duplicate_definitions
from nexflow_analysis.checks.field_constraints import check_field_constraints
from nexflow_analysis.checks.field_qualifiers import check_field_qualifiers
from nexflow_analysis.checks.imports import check_imports
from nexflow_analysis.checks.lookup_sources import check_lookup_sources
from nexflow_analysis.checks.model import Check, SlowCheck
from nexflow_analysis.checks.named_parts import check_named_parts
from nexflow_analysis.checks.performance_rules import check_rule_performance
from nexflow_analysis.checks.performance_tables import check_table_size
from nexflow_analysis.checks.performance_waiting import check_waiting
from nexflow_analysis.checks.rule_flow import check_rule_flow
from nexflow_analysis.checks.rule_parts import check_rule_parts
from nexflow_analysis.checks.rule_statements import check_rule_statements
from nexflow_analysis.checks.schema_fields import check_schema_fields
from nexflow_analysis.checks.services import check_services
from nexflow_analysis.checks.table_cells import check_table_cells
from nexflow_analysis.checks.table_parts import check_table_parts
from nexflow_analysis.checks.table_proof import check_table_proof
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
    check_rule_flow,
    check_circular_definitions,
    check_field_qualifiers,
    check_field_constraints,
    check_rule_parts,
    check_table_cells,
    check_table_parts,
    check_rule_statements,
    check_unmade_results,
    check_services,
    check_actions,
    check_waiting_times,
    check_config_values,
    check_waiting,
    check_rule_performance,
)

#: What may take long runs after the others, within a budget.
SLOW_CHECKS: tuple[SlowCheck, ...] = (check_table_proof, check_table_size)
