"""The checks, one per file. Each looks at one segment and reaches the others through the lookup."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nexflow_analysis.checks.circular_definitions import check_circular_definitions
from nexflow_analysis.checks.config_values import check_config_values
from nexflow_analysis.checks.duplicate_definitions import check_duplicate_definitions
from nexflow_analysis.checks.field_constraints import check_field_constraints
from nexflow_analysis.checks.field_qualifiers import check_field_qualifiers
from nexflow_analysis.checks.imports import check_imports
from nexflow_analysis.checks.lookup_sources import check_lookup_sources
from nexflow_analysis.checks.named_parts import check_named_parts
from nexflow_analysis.checks.performance_rules import check_rule_performance
from nexflow_analysis.checks.performance_tables import check_table_size
from nexflow_analysis.checks.performance_transforms import check_transform_performance
from nexflow_analysis.checks.performance_types import check_untyped
from nexflow_analysis.checks.performance_waiting import check_waiting
from nexflow_analysis.checks.process_flow import check_process_flow
from nexflow_analysis.checks.process_shape import check_process_shape
from nexflow_analysis.checks.rule_flow import check_rule_flow
from nexflow_analysis.checks.rule_statements import check_rule_statements
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
from nexflow_analysis.checks.services import check_services
from nexflow_analysis.checks.table_cells import check_table_cells
from nexflow_analysis.checks.table_parts import check_table_parts
from nexflow_analysis.checks.table_proof import check_table_proof
from nexflow_analysis.checks.transform_body import check_transform_body
from nexflow_analysis.checks.transform_checks import check_transform_checks
from nexflow_analysis.checks.transform_compose import check_transform_compose
from nexflow_analysis.checks.transform_parts import check_transform_parts
from nexflow_analysis.checks.transform_purity import check_transform_purity
from nexflow_analysis.checks.transform_reactions import check_transform_reactions
from nexflow_analysis.checks.unknown_types import check_unknown_types
from nexflow_analysis.checks.unmade_results import check_unmade_results
from nexflow_analysis.diagnostics import Diagnostic, Severity
from nexflow_analysis.doubt import without_doubtful
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.merge import merge
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.space import Budget
from nexflow_grammar.source_file import Segment

Check = Callable[[Segment, Lookup, Reporter], None]
SlowCheck = Callable[[Segment, Lookup, Reporter, Budget], None]

CHECKS: tuple[Check, ...] = (
    check_imports,
    check_duplicate_definitions,
    check_unknown_types,
    check_named_parts,
    check_lookup_sources,
    check_schema_fields,
    check_schema_expressions,
    check_transform_checks,
    check_rule_flow,
    check_transform_reactions,
    check_transform_compose,
    check_transform_purity,
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
    check_transform_parts,
    check_transform_body,
    check_table_cells,
    check_table_parts,
    check_rule_statements,
    check_unmade_results,
    check_services,
    check_config_values,
    check_process_shape,
    check_process_flow,
    check_waiting,
    check_rule_performance,
    check_transform_performance,
    check_untyped,
)

#: What may take long runs after the others, within a budget.
SLOW_CHECKS: tuple[SlowCheck, ...] = (check_table_proof, check_table_size)


def check(segment: Segment, lookup: Lookup) -> list[Diagnostic]:
    """Run every quick check on a segment; the lookup afterwards holds all that they asked."""
    if lookup.is_superseded(segment):
        return []
    return without_doubtful(segment, lookup, _run(segment, partial(_run_quick, segment, lookup)))


def _run_quick(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    for run in CHECKS:
        lookup.go_on()
        run(segment, lookup, reporter)


def has_slow_checks(segment: Segment) -> bool:
    """Tell whether the slow checks may have something to say about a segment."""
    return segment.kind == "table" and not segment.problems


def check_slowly(segment: Segment, lookup: Lookup, budget: Budget) -> list[Diagnostic]:
    """Run every slow check on a segment; each may spend the whole budget."""
    found = _run(
        segment,
        lambda reporter: [run(segment, lookup, reporter, budget) for run in SLOW_CHECKS],
    )
    return without_doubtful(segment, lookup, found)


def _run(segment: Segment, checks: Callable[[Reporter], object]) -> list[Diagnostic]:
    reporter = Reporter()
    try:
        checks(reporter)
    except RecursionError:
        reporter.diagnostics.append(_too_deep(segment))
    return merge(dict.fromkeys(reporter.diagnostics))


def _too_deep(segment: Segment) -> Diagnostic:
    name = segment.name
    start, end = (name.start, name.end) if name is not None else (0, len(segment.text))
    message = (
        "an expression in here nests too deeply to be checked; give parts of it names of their own"
    )
    return Diagnostic(start, end, "NX003", Severity.ERROR, message)
