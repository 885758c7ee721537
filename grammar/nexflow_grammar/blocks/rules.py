"""Where the items of a `.rules` file start."""

from nexflow_grammar.blocks.model import (
    LOOKUP_OPTIONS,
    LOOKUP_TAILS,
    NAME,
    OPEN_END,
    PATH,
    Block,
    Outline,
    blocks,
    entry,
    keyword,
)

# The inputs of a table may end without `end`, so what starts another part is no input.
_NO_PART = (
    rf"(?!execute\s*:|return\s*:\s*{NAME}\s*(?://|#|$)|description\s*:\s*[\"']|hit_policy\s*:)"
)
_FIELD = entry("input_field", rf"{_NO_PART}{NAME}\s*:\s*(?!//|#|\{{)[A-Za-z_]")
_GIVEN = keyword("given", rf"given{OPEN_END}", opens="rule_fields")
_GIVEN_SCHEMA = keyword("given_schema", rf"given\s*:\s*{NAME}\s*(?://|#|$)")
_RETURN = keyword("return", r"return\s*:\s*(?:\{|//|#|/\*|$)", opens="rule_fields")
_RETURN_SCHEMA = keyword("return_schema", rf"return\s*:\s*{NAME}\s*(?://|#|$)")
_DESCRIPTION = keyword("description", r"description\s*:?\s*[\"']")
_IF = keyword("if", r"if\b(?!\s*[=.:])", opens="if", until="then")
_ASSIGNMENT = entry("assignment", rf"{PATH}\s*=(?!=)")

_STATEMENTS = (
    keyword("set", rf"set\s+{NAME}"),
    keyword("let", rf"let\s+{NAME}"),
    keyword("return_now", r"return\s*(?://|#|\}|$)"),
    _IF,
    _ASSIGNMENT,
    entry("calls", rf"{PATH}\s*\("),
)

_TABLE_PARTS = (
    keyword("hit_policy", r"hit_policy\s*:?\s*[\w\"']"),
    _DESCRIPTION,
    keyword("table_version", r"version\s*:\s*\d"),
    _GIVEN_SCHEMA,
    _GIVEN,
    keyword("decide", rf"decide{OPEN_END}", opens="table"),
    _RETURN_SCHEMA,
    keyword("return", rf"return{OPEN_END}", opens="rule_fields"),
    keyword("execute", r"execute\s*:\s*\w"),
    keyword("post_calculate", rf"post_calculate{OPEN_END}", opens="calculate"),
    keyword("aggregate", rf"aggregate{OPEN_END}", opens="calculate"),
    keyword("lookups", rf"lookups{OPEN_END}", opens="lookups"),
    keyword("mappings", rf"mappings{OPEN_END}", opens="calculate"),
)
_RULE_PARTS = (
    _DESCRIPTION,
    _GIVEN_SCHEMA,
    _GIVEN,
    _RETURN_SCHEMA,
    _RETURN,
    keyword("calculate", r"calculate\s*:\s*(?://|#|$)", opens="calculate"),
    keyword("arm", r"when\b(?!\s*[=.:])", until="then"),
    keyword("arm_otherwise", r"otherwise\b(?!\s*[=.:])", until="otherwise default"),
    keyword("arm_emit", rf"emit\s+{NAME}\s*:", opens="calculate"),
    *_STATEMENTS,
)

RULES = Outline(
    heads=(
        keyword("table_head", rf"decision_table\s+{NAME}", opens="decision_table"),
        keyword("rule_head", rf"(?:procedural_rule|rule)\s+(?:{NAME}|[\"'])", opens="rule"),
        keyword("services_head", r"services\s*(?:\{|//|#|/\*|$)", opens="services"),
        keyword("actions_head", r"actions\s*(?:\{|//|#|/\*|$)", opens="actions"),
    ),
    blocks=blocks(
        Block(
            "services",
            (
                keyword(
                    "service_option",
                    r"(?:timeout|fallback|retry)\s*:\s*(?!sync\b|async\b|cached\b)",
                ),
                entry("service", rf"{NAME}\s*:"),
            ),
            tails=rf"{NAME}\s*:|sync|async|cached\s*\([^()]*\)",
        ),
        Block("actions", (entry("action", rf"{NAME}\s*\("),), other="action", tails="state|call"),
        Block("decision_table", _TABLE_PARTS, tails=r"(?:hit_policy|description)\s*:?"),
        Block("rule_fields", (_FIELD,), optional_end=True),
        Block("table", (entry("row", r"\|"),), optional_end=True, one_line=True),
        Block(
            "calculate",
            (keyword("let", rf"let\s+{NAME}\s*="), _ASSIGNMENT),
            optional_end=True,
        ),
        Block(
            "lookups",
            (
                entry("lookup_binding", rf"{_NO_PART}{NAME}\s*:\s*[A-Za-z_]"),
                entry("lookup_call", rf"{NAME}\s*=(?!=)"),
            ),
            goes_on=LOOKUP_OPTIONS,
            tails=LOOKUP_TAILS,
            optional_end=True,
        ),
        Block("rule", _RULE_PARTS),
        # Below a head that nobody can read: it may be that of a table, or of a rule.
        Block("definition", (*_RULE_PARTS, *_TABLE_PARTS)),
        Block(
            "if",
            (
                keyword("elseif", r"elseif\b(?!\s*[=.:])", until="then"),
                keyword("else", r"else\b(?!\s*[=.:])", until="else"),
                *_STATEMENTS,
            ),
            inline="<else <elseif",
        ),
    ),
    lost=keyword("rule_head", "", opens="definition"),
)
