"""From parse nodes to the typed tree; importing this registers every builder."""

from nexflow_grammar.build import expressions, process, rules, types
from nexflow_grammar.build.core import Context, Problem, build

__all__ = ["Context", "Problem", "build", "expressions", "process", "rules", "types"]
