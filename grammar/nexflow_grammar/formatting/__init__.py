"""The formatter: the first spelling, white space, line breaks and every `end`, never the tree."""

from nexflow_grammar.formatting.layout import format_text

__all__ = ["format_text"]
