"""The tree: typed, frozen, relative to the item it stands for."""

from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word, walk

__all__ = ["Node", "Path", "Phrase", "Word", "walk"]
