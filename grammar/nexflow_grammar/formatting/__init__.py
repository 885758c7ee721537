"""The formatter: white space, line breaks and the `end`s that may be left out, never the tree."""

from nexflow_grammar.formatting.layout import format_text

__all__ = ["format_text"]
