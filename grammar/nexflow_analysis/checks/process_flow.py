"""NX5xx, NX8xx: a process, followed statement by statement, and what its streams and settings add up to."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.checks.process_aggregates import (
    check_aggregates,
    check_own_names,
    check_single_values,
)
from nexflow_analysis.checks.process_arms import check_arms
from nexflow_analysis.checks.process_clauses import check_clauses
from nexflow_analysis.checks.process_destinations import check_destinations
from nexflow_analysis.checks.process_errors import check_handlers
from nexflow_analysis.checks.process_identity import check_identity
from nexflow_analysis.checks.process_lengths import check_lengths
from nexflow_analysis.checks.process_loss import check_loss
from nexflow_analysis.checks.process_markers import check_markers
from nexflow_analysis.checks.process_pace import check_pace
from nexflow_analysis.checks.process_parallelism import check_parallelism
from nexflow_analysis.checks.process_queries import check_queries
from nexflow_analysis.checks.process_settings import check_settings
from nexflow_analysis.checks.process_state import check_state
from nexflow_analysis.checks.process_streams import check_streams
from nexflow_analysis.checks.process_texts import check_texts
from nexflow_analysis.checks.process_time import check_time
from nexflow_analysis.checks.process_transitions import check_transitions
from nexflow_analysis.checks.process_windows import check_windows
from nexflow_analysis.checks.process_words import check_words
from nexflow_analysis.flow import Flow, flow
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment

#: Each looks at a process that has been followed.
PROCESS_CHECKS: tuple[Callable[[Flow], None], ...] = (
    check_texts,
    check_settings,
    check_clauses,
    check_time,
    check_streams,
    check_destinations,
    check_loss,
    check_windows,
    check_lengths,
    check_aggregates,
    check_own_names,
    check_single_values,
    check_arms,
    check_queries,
    check_state,
    check_identity,
    check_transitions,
    check_markers,
    check_handlers,
    check_parallelism,
    check_pace,
    check_words,
)


def check_process_flow(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Report what following the streams through the process finds."""
    if segment.kind == "process":
        followed = flow(segment, lookup)
        for run in PROCESS_CHECKS:
            run(followed)
        reporter.diagnostics.extend(followed.diagnostics)
