"""NX203, NX565: words that a clause does not know, and counts that nothing can reach."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of, parts_of
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import suggestion
from nexflow_analysis.process.settings import every_entry, said_after
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Number
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.process import Clause

#: Clauses whose words are given, with what they are called.
_WORDS = {
    "format": ("format", ("json", "avro", "confluent_avro", "protobuf", "csv", "parquet", "jsonl")),
    "isolation": ("isolation", ("read_committed", "read_uncommitted")),
}
_ALSO = frozenset({"ndjson"})


def check_words(state: Flow) -> None:
    """Check the words and counts of clauses."""
    for entry in every_entry(state.settings.head):
        if entry.broken:
            continue
        if parts_of(entry):
            _check_clauses(state, entry)
        if entry.rule == "parallel" and isinstance(entry.node, Phrase):
            for place in (entry, *entry.every("parallel_option")):
                _check_required(state, entry, place)


def _check_clauses(state: Flow, entry: Entry) -> None:
    for key in _WORDS:
        said = clause_of(entry, key)
        if said is not None:
            _check_word(state, *said)
    batch = clause_of(entry, "batch size")
    if batch is not None:
        _check_batch(state, *batch)


def _check_word(state: Flow, entry: Entry, clause: Clause) -> None:
    if not clause.values:
        return
    kind, words = _WORDS[clause.key]
    word = clause.values[0]
    if isinstance(word, Word) and word.text not in words and word.text not in _ALSO:
        message = f"there is no {kind} `{word.text}`{suggestion(word.text, words)}"
        state.error(entry, word, "NX203", message)


def _check_batch(state: Flow, entry: Entry, clause: Clause) -> None:
    size = clause.values[0] if clause.values else None
    if isinstance(size, Number) and size.value == 0:
        message = "no batch has 0 records; say how many it has, or leave it out"
        state.warn(entry, clause, "NX565", message)


def _check_required(state: Flow, entry: Entry, place: Entry) -> None:
    """Compare how many branches must succeed with how many there are. place: where that is said."""
    node = place.node
    required = said_after(node, "min_required") if isinstance(node, Phrase) else None
    count = len(entry.every("branch"))
    if not isinstance(required, Number) or any(child.broken for child in entry.children):
        return
    if required.value > count:
        there = "there is only one branch" if count == 1 else f"there are only {count} branches"
        message = (
            f"`min_required {required.value}` is never reached: {there}; write a number up to {count}, "
            "or leave it out"
        )
        state.warn(place, required, "NX565", message)
