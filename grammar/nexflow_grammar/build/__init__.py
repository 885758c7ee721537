"""From parse to typed tree; importing this registers every builder."""

from nexflow_grammar.build import expressions, process, rules, types
from nexflow_grammar.build.core import (
    BUILDERS,
    READERS,
    SILENT,
    TRANSPARENT,
    Context,
    Problem,
)

__all__ = [
    "BUILDERS",
    "READERS",
    "SILENT",
    "TRANSPARENT",
    "Context",
    "Problem",
    "expressions",
    "process",
    "rules",
    "types",
]
