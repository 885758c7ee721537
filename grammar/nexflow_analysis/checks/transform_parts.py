"""NX300, NX303, NX304, NX310: parts that a transform lacks or repeats, and assignments in a circle."""

from collections.abc import Iterator

from nexflow_analysis.checks.schema_parts import check_once, keyword_of
from nexflow_analysis.diagnostics import Diagnostic, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import segment_order, statements_of, target_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

_ONCE = frozenset({
    "input", "output", "cache", "use", "validate_input", "validate_output", "invariant", "apply",
    "compose", "on_error",
})  # fmt: skip
#: Two rules that are two ways to write one part.
_SAME = {"input_block": "input", "output_block": "output", "cache_block": "cache"}


#: What stands in the other kind of definition only, by the head's word.
_OTHERS = {
    "transform": frozenset({"use", "compose", "on_change"}),
    "transform_block": frozenset({"cache", "state_part"}),
}


def check_transform_parts(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Check that a transform does something, and that its assignments can be ordered."""
    if segment.kind != "transform" or segment.head is None or segment.name is None:
        return
    if segment.head.first("apply", "mappings", "compose", "on_change") is None:
        message = (
            f"the transform `{segment.name.text}` says nothing about its output; give it an `apply`, a "
            "`mappings` or a `compose` part"
        )
        name = segment.name
        reporter.diagnostics.append(
            Diagnostic(name.start, name.end, "NX300", Severity.ERROR, message)
        )
    check_once(_parts(segment.head), reporter, "NX304", "transform")
    _check_kind(segment.head, reporter)
    statements = statements_of(segment)
    _order, circle = segment_order(segment)
    if circle:
        names = [target_of(statements[index][1]) for index in circle]
        entry, node = statements[circle[0]]
        target: Node = node.name if hasattr(node, "name") else node.target
        path = " → ".join(f"`{name}`" for name in [*names, names[0]])
        message = f"these assignments need each other: {path}; compute one of them from the input"
        reporter.add(entry, target, "NX303", message)


def _check_kind(head: Entry, reporter: Reporter) -> None:
    """Check that no part stands in a `transform` that belongs to a `transform_block`, or the other way round."""
    node = head.node
    word = node.parts[0] if isinstance(node, Phrase) and node.parts else None
    if not isinstance(word, Word | Keyword) or word.text not in _OTHERS:
        return
    other = "transform" if word.text == "transform_block" else "transform_block"
    for key, entry, part in _parts(head, _OTHERS[word.text]):
        message = f"`{key.removesuffix('_part')}` is a part of a `{other}`, and this is a `{word.text}`; remove it, or write `{other}` above"
        reporter.add(entry, part, "NX310", message, severity=Severity.HINT)


def _parts(head: Entry, wanted: frozenset[str] = _ONCE) -> Iterator[tuple[str, Entry, Node]]:
    """Yield the parts of a transform that are wanted: by default those that stand in it once."""
    for entry in head.children:
        key = _SAME.get(entry.rule, entry.rule)
        word = keyword_of(entry)
        if key in ("metadata", "flag"):
            key = getattr(word, "text", key)
        if key not in wanted and (wanted is not _ONCE or entry.rule not in ("metadata", "flag")):
            continue
        yield key, entry, word
