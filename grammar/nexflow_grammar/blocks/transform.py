"""Where the items of a `.xform` file start."""

from nexflow_grammar.blocks.model import (
    LOOKUP_OPTIONS,
    LOOKUP_TAILS,
    NAME,
    OPEN_END,
    PATH,
    QUALIFIERS,
    Block,
    Outline,
    blocks,
    entry,
    keyword,
    keywords,
)

_ASSIGNMENT = entry("assignment", rf"{PATH}\s*=(?!=)")
_ARROW = entry("arrow_mapping", rf"{PATH}\s*->")
_LET = keyword("let", rf"let\s+{NAME}\s*=")
_FIELD = entry("input_field", rf"{NAME}\s*:\s*(?!//|#|\{{|$)\S")
# Parameters and lookups may end without `end`, so what reads as another part is none of them.
_NO_PART = (
    r"(?!(?:input|output|mappings|lookups|params)\s*:|(?:pure|idempotent)\s*:\s*(?:true|false)"
    r"|(?:version|previous_version|cache)\s*:\s*\d|description\s*:\s*[\"'])"
)
_GROUP = entry("input_group", rf"{NAME}\s*:\s*(?:object)?\s*(?:\{{|//|#|$)", opens="input_fields")

_PARTS = (
    keyword("metadata", r"(?:version|description|previous_version|compatibility)\b\s*:?\s*[\w\"']"),
    keyword("flag", r"(?:pure|idempotent)\s*:"),
    keyword("cache", r"cache\s*:\s*\d"),
    keyword("cache_block", rf"cache{OPEN_END}", opens="cache"),
    keyword("input_block", rf"input{OPEN_END}", opens="input_fields"),
    keyword("output_block", rf"output{OPEN_END}", opens="input_fields"),
    *keywords("input", r"input\s*:", r"from\s+\w"),
    *keywords("output", r"output\s*:", r"to\s+\w"),
    keyword("lookup_part", rf"lookup\s*:\s*{NAME}"),
    keyword("lookups", rf"lookups{OPEN_END}", opens="lookups"),
    keyword("state_part", rf"state\s*:\s*{NAME}"),
    keyword("params", rf"params{OPEN_END}", opens="params"),
    keyword("use", rf"use{OPEN_END}", opens="use"),
    keyword("validate_input", rf"validate_input{OPEN_END}", opens="checks"),
    keyword("validate_output", rf"validate_output{OPEN_END}", opens="checks"),
    keyword("invariant", rf"invariant{OPEN_END}", opens="checks"),
    keyword("apply", rf"apply{OPEN_END}", opens="apply"),
    keyword("mappings", rf"mappings{OPEN_END}", opens="mappings"),
    keyword("compose", r"compose\b(?!\s*[=.(])", opens="compose"),
    keyword("compose_then", rf"then(?:\s+[a-z]+)?{OPEN_END}", opens="compose"),
    keyword("on_change", r"on_change\s*\[", opens="on_change", until="<recalculate"),
    keyword("on_error", rf"on_error{OPEN_END}", opens="on_error"),
)

TRANSFORM = Outline(
    heads=(
        keyword("transform_head", rf"transform\s+{NAME}", opens="transform"),
        keyword("transform_head", rf"transform_block\s+{NAME}", opens="transform"),
    ),
    blocks=blocks(
        Block(
            "transform",
            _PARTS,
            tails=r"(?:version|description|previous_version|compatibility|pure|idempotent)\s*:?",
        ),
        Block("cache", (entry("option", rf"{NAME}\s*:"),), other="option", tails=rf"{NAME}\s*:"),
        Block("input_fields", (_GROUP, _FIELD), other="input_field", goes_on=QUALIFIERS),
        Block(
            "lookups",
            (
                entry("lookup_binding", rf"{_NO_PART}{NAME}\s*:"),
                entry("lookup_call", rf"{NAME}\s*=(?!=)"),
            ),
            goes_on=LOOKUP_OPTIONS,
            tails=LOOKUP_TAILS,
            optional_end=True,
        ),
        Block(
            "params",
            (entry("input_field", rf"{_NO_PART}{NAME}\s*:"),),
            optional_end=True,
            tails=rf"(?!params\b){NAME}\s*:",
            goes_on=QUALIFIERS,
        ),
        Block("use", (entry("used", rf"{NAME}\b"),), any_word=True),
        Block(
            "checks",
            (
                keyword("require", r"require\b(?!\s*[:=.])"),
                keyword("check_when", r"when\b(?!\s*[=.])", opens="checks", until="then :"),
                keyword("check_clause", r"message\s*:", until="<code <severity"),
                keyword("check_clause", r"code\s*:", until="<severity <message"),
                keyword("check_clause", r"severity\s*:", until="<message <code"),
            ),
            other="check",
            tails=r"[\w.]*\s*:|require",
        ),
        Block("apply", (_LET, _ASSIGNMENT), other="assignment"),
        Block("mappings", (_LET, _ASSIGNMENT, _ARROW), optional_end=True),
        Block(
            "compose",
            (
                keyword("compose_case", r"(?:when\b.*|otherwise\s*):"),
                entry("used", rf"{NAME}\b"),
            ),
            any_word=True,
        ),
        Block("on_change", (keyword("recalculate", rf"recalculate{OPEN_END}", opens="apply"),)),
        Block(
            "on_error",
            (
                keyword("log_error", r"log_error\b"),
                keyword("emit_defaults", r"emit\s+with\b"),
                keyword("reject", r"reject\s+with\b"),
                entry("option", rf"{NAME}\s*:"),
            ),
            tails=rf"{NAME}\s*:|code|emit|reject|log_error",
            goes_on=r"data\b(?!\s*[:=.(])",
        ),
    ),
    lost=keyword("transform_head", "", opens="transform"),
)
