"""NX511: a process that reads nothing, or writes nothing."""

from nexflow_analysis.definitions import Definition, RuleDefinition, TableDefinition
from nexflow_analysis.diagnostics import Diagnostic, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.process import Arm, Emit, Evaluate, Persist, Receive

_SINKS = (Emit, Persist)


def _acts(entry: Entry, lookup: Lookup) -> bool:
    """Tell whether a rule that is evaluated may send something somewhere."""
    node = entry.node
    found = lookup.find(Definition, "rule", node.name.text) if isinstance(node, Evaluate) else None
    if isinstance(found, RuleDefinition | TableDefinition) and found.acts:
        return True
    return any(_acts(child, lookup) for child in entry.children)


def check_process_shape(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that a process has a `receive` and a sink."""
    if segment.kind != "process" or segment.head is None or segment.name is None:
        return
    missing = ""
    if not _has(segment.head, (Receive,)):
        missing = "reads nothing: it has no `receive`"
    elif not (_has(segment.head, _SINKS) or _routes(segment.head) or _acts(segment.head, lookup)):
        missing = "writes nothing: it has no sink such as `emit to`"
    if missing:
        name = segment.name
        message = f"the process `{name.text}` {missing}"
        reporter.diagnostics.append(
            Diagnostic(name.start, name.end, "NX511", Severity.ERROR, message)
        )


def _has(head: Entry, kinds: tuple[type, ...]) -> bool:
    return any(isinstance(entry.node, kinds) for entry in every_entry(head))


def _routes(head: Entry) -> bool:
    """Tell whether some route leads to destinations: they are sinks too."""
    return any(
        entry.rule in ("route", "destination", "arm_target") and not isinstance(entry.node, Arm)
        for entry in every_entry(head)
    )
