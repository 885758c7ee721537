"""Declares decision tables, rules, services and actions."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.declare.asking import calls_of, emits_of, may_act
from nexflow_analysis.declare.copies import copies_of
from nexflow_analysis.declare.fields import field_of, fields_of
from nexflow_analysis.declare.rule_paths import set_on_every_path
from nexflow_analysis.definitions import (
    WAITING,
    Definition,
    FieldDefinition,
    NamedDefinition,
    RuleDefinition,
    TableDefinition,
)
from nexflow_analysis.names import normal
from nexflow_analysis.pii import Copies
from nexflow_analysis.types import UNKNOWN, type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Recent
from nexflow_grammar.tree.nodes import Node, Phrase, Word, walk
from nexflow_grammar.tree.rules import Row
from nexflow_grammar.tree.types import Assignment, Field, TypeNode

#: What a cell starts with that can only be a condition.
_CONDITION = Pattern(
    r"\*|-\s*$|[<>=!]|(?:not|in|is|is_null|is_not_null|matches|contains|starts_with|ends_with|marker)\b"
    r"|[^\"']*(?:\.\.|\bto\b)"
)
#: A cell without texts, in which such words would say nothing, that looks back.
_RECENT = Pattern(r"^[^\"']*\bin\s+last\s+\d")
_PATH = Pattern(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
#: Other spellings of hit policies.
HIT_POLICIES = {
    "first_match": "first_match", "first": "first_match", "single_hit": "single_hit",
    "unique": "single_hit", "multi_hit": "multi_hit", "rule_order": "multi_hit",
    "collect_all": "collect_all", "collect": "collect_all", "collect_sum": "collect_sum",
    "collect_min": "collect_min", "collect_max": "collect_max", "collect_count": "collect_count",
}  # fmt: skip


def declare_table(segment: Segment) -> tuple[Definition, ...]:
    """Declare a decision table."""
    head, name = segment.head, segment.name
    if head is None or name is None:
        return ()
    policy = head.first("hit_policy")
    words = policy.node.every(Word) if policy and isinstance(policy.node, Phrase) else []
    written = words[0].text if words else "first_match"
    inputs = _fields(head, "given")
    results = _fields(head, "return")
    inferred = head.first("return", "return_schema") is None
    if inferred:
        results = tuple(
            FieldDefinition(column, UNKNOWN, nullable=True)
            for column in dict.fromkeys((*_result_columns(head, inputs), *calculated(head)))
        )
    return (
        TableDefinition(
            name.text,
            HIT_POLICIES.get(written, "first_match"),
            inputs,
            results,
            _schema(head, "given_schema"),
            inferred,
            _schema(head, "return_schema"),
            _keeps_history(segment),
            tuple(_copied_cells(head)),
            may_act(segment),
            emits_of(segment),
            calls_of(segment),
        ),
    )


def _copied_cells(head: Entry) -> Iterator[Copies]:
    """Yield the columns some of whose cells are paths, with these paths; a condition has none that counts."""
    decide = head.first("decide")
    rows = [child.node for child in decide.children[1:]] if decide is not None else []
    for number, name in enumerate(header_names(head)):
        cells = (
            row.cells[number].text.strip()
            for row in rows
            if isinstance(row, Row) and number < len(row.cells)
        )
        paths = tuple(dict.fromkeys(cell for cell in cells if _PATH.fullmatch(cell)))
        if paths and name.isidentifier():
            yield normal(name), paths


def declare_rule(segment: Segment) -> tuple[Definition, ...]:
    """Declare a rule."""
    head, name = segment.head, segment.name
    if head is None or name is None:
        return ()
    results = _fields(head, "return")
    inferred = head.first("return", "return_schema") is None
    sets = set_on_every_path(head) if not segment.problems else None
    if inferred:
        results = tuple(
            FieldDefinition(name, UNKNOWN, nullable=False) for name in dict.fromkeys(assigned(head))
        )
    copies: dict[str, tuple[str, ...]] = {}
    for result, paths in copies_of(_statements(head)):
        copies[result] = tuple(dict.fromkeys((*copies.get(result, ()), *paths)))
    return (
        RuleDefinition(
            name.text,
            _fields(head, "given"),
            results,
            _schema(head, "given_schema"),
            inferred,
            _schema(head, "return_schema"),
            _keeps_history(segment),
            tuple(copies.items()),
            sets,
            may_act(segment),
            calls_of(segment),
        ),
    )


def _keeps_history(segment: Segment) -> bool:
    """Tell whether an expression looks back, as in `count(payments in last 1 hour)`."""
    return "last" in segment.text and any(map(_looks_back, segment.entries))


def _looks_back(entry: Entry) -> bool:
    if isinstance(entry.node, Row):  # its cells are texts still
        return any(_RECENT.search(cell.text) for cell in entry.node.cells)
    if any(isinstance(node, Recent) for node in walk(entry.node)):
        return True
    return any(map(_looks_back, entry.children))


def _statements(entry: Entry) -> Iterator[Entry]:
    for child in entry.children:
        yield child
        yield from _statements(child)


def declare_named(segment: Segment) -> tuple[Definition, ...]:
    """Declare the services or actions of a block."""
    if segment.head is None:
        return ()
    namespace = segment.kind.removesuffix("s")
    found: list[Definition] = []
    for entry in segment.head.every("service", "action"):
        name = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
        if name is not None:
            found.append(_named(name.text, namespace, entry))
    return (*found, *_waiting(segment.head))


def _waiting(head: Entry) -> Iterator[Definition]:
    """Yield the services that a caller waits for."""
    for entry in head.every("service"):
        if not isinstance(entry.node, Phrase):
            continue
        mode, name = entry.node.phrase("service_mode"), entry.node.first(Word)
        word = mode.first(Word) if mode is not None else None
        if word is not None and name is not None and word.text == "sync":
            yield NamedDefinition(name.text, WAITING)


def _named(name: str, namespace: str, entry: Entry) -> NamedDefinition:
    """Declare a service or an action with what it takes."""
    node = entry.node
    taken = node.phrase("parameters") if isinstance(node, Phrase) and not entry.broken else None
    mode = node.phrase("service_mode") if isinstance(node, Phrase) else None
    word = mode.first(Word) if mode is not None else None
    fields = tuple(field_of(one, required=True) for one in taken.every(Field)) if taken else None
    answer = node.first(TypeNode) if isinstance(node, Phrase) and not entry.broken else None
    returns = type_of(answer) if answer is not None else UNKNOWN
    mode_word = word.text if word is not None else ""
    return NamedDefinition(name, namespace, fields, mode_word, returns, _emits_to(node))


def _emits_to(node: Node) -> str:
    """Return the stream that an action sends what it takes to, "" for none."""
    target = node.phrase("action_target") if isinstance(node, Phrase) else None
    word = target.first(Word) if target is not None and target.has("emit") else None
    return word.text if word is not None else ""


def _result_columns(head: Entry, inputs: tuple[FieldDefinition, ...]) -> list[str]:
    """Return the results of a table that has no `return`.

    Where the inputs are listed, all other columns are; else the trailing columns whose cells are no
    conditions, and the last one in any case.
    """
    names = header_names(head)
    if inputs:
        known = {normal(field.name) for field in inputs}
        known.add("priority")
        return [name for name in names if name.isidentifier() and normal(name) not in known]
    decide = head.first("decide")
    nodes = [child.node for child in decide.children[1:]] if decide is not None else []
    rows = [node for node in nodes if isinstance(node, Row) and not node.separator]
    results: list[str] = []
    for index in range(len(names) - 1, -1, -1):
        cells = [row.cells[index].text for row in rows if index < len(row.cells)]
        plain = names[index].isidentifier() and not any(_CONDITION.match(cell) for cell in cells)
        if results and not plain:
            break
        results.insert(0, names[index])
    return results


def header_names(head: Entry) -> list[str]:
    """Return the texts of a table's columns."""
    decide = head.first("decide")
    if decide is None or not decide.children:
        return []
    row = decide.children[0].node
    return [cell.text for cell in row.cells] if isinstance(row, Row) else []


def calculated(head: Entry) -> list[str]:
    """Return what is computed after the rows."""
    parts = head.every("post_calculate", "aggregate", "mappings")
    return [name for part in parts for name in assigned(part)]


def assigned(entry: Entry) -> list[str]:
    """Return the names that the assignments below an entry give values to."""
    names: list[str] = []
    for child in entry.children:
        if isinstance(child.node, Assignment):
            names.append(child.node.target.names[0].text)
        names.extend(assigned(child))
    return names


def _fields(head: Entry, rule: str) -> tuple[FieldDefinition, ...]:
    entries = tuple(child for part in head.every(rule) for child in part.children)
    return fields_of(entries, required=True)


def _schema(head: Entry, rule: str) -> str:
    part = head.first(rule)
    word = part.node.first(Word) if part is not None and isinstance(part.node, Phrase) else None
    return word.text if word is not None else ""
