"""NX106: `${path}` of a value that is no number, duration or flag, where one is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nexflow_analysis.config_values import config_value, has_config
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Placeholder
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, walk
from nexflow_grammar.tree.process import Clause, ErrorHandler, Window

#: By kind: what a value of it looks like, and what it is called.
_KINDS = {
    "number": (re.compile(r"\d[\d_]*"), "a whole number, such as `5`"),
    "rate": (re.compile(r"\d[\d_]*(?:\.\d+)?"), "a number, such as `0.5`"),
    "duration": (
        re.compile(
            r"\d+\s*(?:ms|s|m|h|d|w|(?:millisecond|second|minute|hour|day|week|month|year)s?)"
        ),
        "a duration, such as `5 minutes`",
    ),
    "flag": (re.compile(r"true|false|yes|no"), "`true` or `false`"),
}
#: By the keyword in front of a value: what it must be.
_AFTER = {
    "parallelism": "number", "hint": "number", "retry": "number", "min_required": "number",
    "failure_threshold": "number", "count": "number", "sample": "rate", "require_all": "flag",
    "checkpoint every": "duration", "or": "duration", "micro_batch": "duration",
    "alert after": "duration", "timeout": "duration", "ttl": "duration", "delay": "duration",
    "max_delay": "duration", "window": "duration", "within": "duration",
    "reset_timeout": "duration",
}  # fmt: skip
#: By the key of a clause: what its value must be.
_CLAUSES = {
    "batch size": "number", "batch timeout": "number", "timeout": "duration", "cache": "duration",
    "flush interval": "duration", "retention": "duration", "watermark delay": "duration",
    "allowed lateness": "duration",
}  # fmt: skip


def check_config_kinds(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that the values of `[config]` are of the kind that their place needs."""
    if segment.kind != "process" or segment.head is None or "${" not in segment.text:
        return
    if not has_config(lookup):
        return
    for entry in every_entry(segment.head):
        for node in () if entry.broken else walk(entry.node):
            for value, kind in _wanted(node):
                text = _text(lookup, value)
                pattern, what = _KINDS[kind]
                if text is not None and not pattern.fullmatch(text.strip()):
                    message = f"`{value.path}` is `{text}`, and needed here is {what}"
                    reporter.add(entry, value, "NX106", message)


def _wanted(node: Node) -> Iterator[tuple[Placeholder, str]]:
    """Yield the values of the configuration that a node holds, with what they must be."""
    match node:
        case Window():
            sizes = (node.size, node.slide)
            yield from ((one, "duration") for one in sizes if isinstance(one, Placeholder))
        case ErrorHandler(times=Placeholder() as times):
            yield times, "number"
        case Clause() if node.key in _CLAUSES:
            values = (one for one in node.values if isinstance(one, Placeholder))
            yield from ((one, _CLAUSES[node.key]) for one in values)
        case Phrase(rule="marker_count"):
            yield from ((one, "number") for one in node.every(Placeholder))
        case Phrase():
            yield from _after_keywords(node)


def _after_keywords(node: Phrase) -> Iterator[tuple[Placeholder, str]]:
    following = [*node.parts[2:], None]
    for (before, value), after in zip(pairwise(node.parts), following, strict=False):
        if not isinstance(before, Keyword) or not isinstance(value, Placeholder):
            continue
        counted = isinstance(after, Keyword) and after.text == "events"
        kind = "number" if counted else _AFTER.get(before.text)
        if kind is not None:
            yield value, kind


def _text(lookup: Lookup, value: Placeholder) -> str | None:
    """Return the value as it is known now; None where the environment decides, or nobody knows."""
    found = config_value(lookup, value.path.removeprefix("config."))
    if found is None:
        return value.default
    return None if found.is_table or found.from_environment else found.value
