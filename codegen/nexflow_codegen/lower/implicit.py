"""Definitions without inputs of their own: what they read of the record that they are used on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir.classes import Parameter
from nexflow_codegen.lower.scope import Fields
from nexflow_codegen.lower.statements import parameter
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.rules import Row


def implicit_inputs(unit: Unit, head: Entry, given: Fields, own: set[str]) -> list[Parameter]:
    """Return a parameter for each field of a record that a definition names.

    given: the record's fields. own: names that the definition has itself.
    """
    known = {normal(name) for name in own}
    named = {normal(name) for name in _names(head)} - known
    return [
        replace(parameter(unit, wire, value.type, nullable=value.nullable), is_implicit=True)
        for wire, value in given.items()
        if normal(wire) in named
    ]


def _names(entry: Entry) -> Iterator[str]:
    """Yield the names that expressions may mean by a field."""
    for child in entry.children:
        if isinstance(child.node, Row):  # its cells are texts still
            yield from _words(child.node)
        for node in walk(child.node):
            if isinstance(node, e.Name):
                yield node.text
            elif isinstance(node, e.Member) and isinstance(node.target, e.Name):
                yield node.name.text  # `input.amount`
        yield from _names(child)


def _words(row: Row) -> Iterator[str]:
    for cell in row.cells:
        text = "".join(
            character if character.isalnum() or character == "_" else " " for character in cell.text
        )
        yield from text.split()
