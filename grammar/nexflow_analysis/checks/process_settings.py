"""NX101, NX540, NX545, NX551: settings and metrics that are said twice, and fields that completions lack."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal, suggestion
from nexflow_analysis.process.edits import removed
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase, Word, walk

_SINGLE = {
    "parallelism": "parallelism", "partition": "partition by", "time": "time by", "mode": "mode",
    "checkpoint": "checkpoint", "backpressure": "backpressure", "state_machine": "state_machine",
}  # fmt: skip


def check_settings(state: Flow) -> None:
    """Check that no setting and no metric is said twice, and what completions include."""
    head = state.settings.head
    first: dict[str, Entry] = {}
    for entry in head.children:
        name = _SINGLE.get(entry.rule) or _business_date(entry)
        if not name or entry.broken:
            continue
        if name in first:
            _repeated(state, entry, first[name], name)
        first.setdefault(name, entry)
    _metrics(state)
    for entry in head.every("on_commit"):
        if isinstance(entry.node, Phrase):
            listed = entry.node.phrase("paths")
            included = listed.every(Path) if listed is not None else []
            _known_fields(state, entry, [*entry.node.every(Path), *included], "NX551")
    for entry in head.every("partition"):
        paths = [node for node in walk(entry.node) if isinstance(node, Path)]
        _known_fields(state, entry, paths, "NX101")


def _business_date(entry: Entry) -> str:
    if entry.rule != "business_date" or not isinstance(entry.node, Phrase):
        return ""
    word = entry.node.first(Keyword)
    return word.text if word is not None else ""


def _repeated(state: Flow, entry: Entry, first: Entry, name: str) -> None:
    state.reporter.add(
        entry, Node(0, entry.node.end), "NX540",
        f"`{name}` is said twice in this process; remove one of them",
        severity=Severity.ERROR,
        fixes=(removed(state.segment, entry, f"Remove the second `{name}`"),),
        related=(Here(first.start, first.start + first.node.end, "the first is here"),),
    )  # fmt: skip


def _metrics(state: Flow) -> None:
    seen: set[str] = set()
    for block in state.settings.head.every("metrics"):
        for entry in block.every("metric"):
            words = entry.node.every(Word) if isinstance(entry.node, Phrase) else []
            if len(words) < 2 or entry.broken:  # noqa: PLR2004 - the kind and the name
                continue
            name = words[1]
            if normal(name.text) in seen:
                message = f"there are two metrics `{name.text}`; give one of them another name"
                state.error(entry, name, "NX545", message)
            seen.add(normal(name.text))


def _known_fields(state: Flow, entry: Entry, paths: list[Path], code: str) -> None:
    """Check that some record of the process has the fields that a setting names."""
    records = [step.after for step in state.steps if step.after is not None]
    if any(record.open for record in records):
        return
    for path in paths:
        name = path.names[0].text
        if len(path.names) > 1 and normal(name) in state.streams:
            continue
        if records and not any(record.field(name) for record in records):
            names = {field.name for record in records for field in record.fields}
            state.error(
                entry, path.names[0], code,
                f"no record of this process has the field `{name}`{suggestion(name, names)}",
            )  # fmt: skip
