"""NX5xx: every statement of a process against the record that is really there at that point."""

from nexflow_analysis.flow import flow
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment


def check_process_flow(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Report what following the record through the process finds."""
    if segment.kind == "process":
        reporter.diagnostics.extend(flow(segment, lookup).diagnostics)
