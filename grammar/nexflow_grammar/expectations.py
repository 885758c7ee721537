"""Syntax errors in words: what was found, and what could stand there."""

from __future__ import annotations

import re

from nexflow_grammar.build import Problem
from nexflow_grammar.grammars import KEYWORD_PREFIX, SIGN_PREFIX
from nexflow_grammar.patterns import Pattern

_VALUE = frozenset({
    "string", "number", "money", "percent", "short_duration", "placeholder", "boolean", "null",
    "sign_open_brace", "sign_open_bracket", "sign_open_parenthesis", "name", "prefix", "minus",
    "keyword_when", "integer", "for_word", "plain_name", "lambda_start", "keyword_last",
    "condition_start", "prefix_match",
})  # fmt: skip
_OPERATORS = frozenset({
    "binary_operator", "keyword_in", "keyword_between", "is_null", "is_not_null", "unit", "dot",
    "safe_dot", "question", "arrow", "suffix_start", "arithmetic_operator", "sign_open_bracket",
    "sign_open_parenthesis", "keyword_not",
})  # fmt: skip
_ANY_OPERATOR = frozenset({"binary_operator", "arithmetic_operator"})
_CELL = frozenset({"comparison", "cell_text_test"})
_CONDITION = _CELL | {
    "cell_is_null", "cell_is_not_null", "keyword_in", "keyword_not", "keyword_between", "keyword_marker",
    "any_cell",
}  # fmt: skip
_TYPES = frozenset({"collection_kind", "map_kind", "decimal_kind"})
_QUALIFIERS = frozenset({
    "flag_qualifier", "keyword_required", "keyword_pii", "keyword_default", "text_qualifier_key",
    "keyword_range", "keyword_length", "path_qualifier_key", "size_qualifier_key", "keyword_values",
})  # fmt: skip
_SIGNS = {
    "colon": "`:`", "comma": "`,`", "open_parenthesis": "`(`", "close_parenthesis": "`)`",
    "open_bracket": "`[`", "close_bracket": "`]`", "open_brace": "`{`", "close_brace": "`}`",
    "equals": "`=`", "less": "`<`", "greater": "`>`", "result_arrow": "`->`", "at_least": "`>=`",
}  # fmt: skip
_TOKENS = {
    "name": "a name", "string": "a text in quotes", "number": "a number", "integer": "a whole number",
    "money": "an amount", "percent": "a percentage", "short_duration": "a duration",
    "placeholder": "`${…}`", "version_number": "a version such as `1.0.0`", "boolean": "`true` or `false`",
    "unit": "a unit of time such as `minutes`", "size_unit": "a unit of size such as `GB`",
    "arrow": "`->`", "import_path": "a path",
    "comparison": "a comparison such as `<`", "any_cell": "`*`",
    "no_result": "`*`", "connector": "a connector such as `kafka`",
    "range_dots": "`..`", "dot": "`.`", "sql_text": "SQL between three backticks",
    "error_kind": "a kind of error such as `transform_error`", "constraint_key": "a constraint",
    "condition_start": "a value", "any_state": "`*`",
}  # fmt: skip
#: Tokens that stand for one of several words.
WORDS = {
    "schema_keyword": ("schema", "record"), "transform_keyword": ("transform", "transform_block"),
    "rule_keyword": ("rule", "procedural_rule"), "emit_keyword": ("emit to", "send to"),
    "enrich_keyword": ("enrich from", "enrich using", "enrich with"),
    "compatibility_keyword": ("compatibility", "evolution"), "flag_name": ("pure", "idempotent"),
    "otherwise_word": ("otherwise", "default"), "arm_arrow": ("->", "then"),
    "join_type": ("inner", "left", "right", "outer"), "backoff": ("exponential", "linear"),
    "metric_kind": ("counter", "histogram", "gauge", "rate"), "buffer_order": ("fifo", "lifo"),
    "state_kind": ("initial", "terminal", "final"), "call_kind": ("external", "ml_service"),
    "local_type": ("counter", "gauge", "map", "list"), "ttl_kind": ("sliding", "absolute"),
    "cleanup_kind": ("on_checkpoint", "on_access", "background"),
    "infinite": ("infinite",), "service_kind": ("sync", "async"), "collection_kind": ("list", "set"),
    "compose_kind": ("sequential", "parallel", "conditional"),
    "end_of_day": ("end_of_day",), "cell_marker_state": ("fired", "pending"),
    "lifecycle_text": ("deprecated", "deprecated_since", "migration_guide"),
    "lifecycle_version": ("previous_version", "removal_version"),
    "serialization_key": ("format", "compatibility", "subject", "registry"),
    "cell_text_test": ("matches", "contains", "starts_with", "ends_with"),
    "check_clause_name": ("message", "code", "severity"),
    "cell_is_null": ("is null",), "cell_is_not_null": ("is not null",),
    "handler_kind": ("on_success", "on_failure", "on_duplicate"),
}  # fmt: skip
_AFTER = {
    "field": "a type, a constraint in brackets or a qualifier such as `required`",
    "receive": "a clause of `receive` such as `schema`, `key` or `filter`",
    "emit": "a clause of `emit` such as `schema` or `key`",
    "enrich": "a clause of `enrich` such as `select` or `timeout`",
    "clause": "another clause, or a line of its own",
}
_ITEMS = {
    "unknown": (
        "`{}` starts nothing that may stand here; check its spelling and the `end`s above",
        "NX004",
    ),
    "stray": ("`{}` stands outside of any definition; is an `end` above one too many?", "NX004"),
    "stray_end": (
        "`{}` without a definition or a block that it could close; remove it", "NX004",
    ),
    "mismatched_end": ("`{}` does not close what is open here: write `}}`", "NX005"),
    "endif": ("`{}` closes no `if`; remove it, or write `end`", "NX005"),
    "}": ("`{}` closes nothing: no `{{` is open here; remove it", "NX004"),
    "unclosed_comment": ("this comment is not closed: `*/` is missing", "NX007"),
}  # fmt: skip
_TOKEN = Pattern(
    r"""(?P<skip>//[^\r\n]*|\#[^\r\n]*|/\*[\s\S]*?\*/|\"{3}[\s\S]*?\"{3}|`{3}[\s\S]*?`{3}
      |"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')
      |(?P<placeholder>\$\{[^}\r\n]*\})|(?P<quote>\"{3}|`{3}|["']|\$\{)|(?P<open>[(\[{])|(?P<close>[)\]}])""",
    re.VERBOSE,
)
_QUOTES = {
    '"': 'this text is not closed: a quote `"` is missing',
    "'": "this text is not closed: a quote `'` is missing",
    '"""': 'this text is not closed: three quotes `"""` are missing',
    "```": "this SQL is not closed: three backticks are missing",
    "${": "this `${` is not closed: `}` is missing",
}
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_MOST_NAMED = 4
_MOST_OF_ANY = 8
#: What must not stand in a place: no token is expected that begins so.
_LOOKAHEADS = frozenset({"clause_word", "parallel_word", "option_end"})


def misplaced(rule: str, found: str) -> tuple[str, str]:
    """Say why an item cannot stand where it stands, and with which code."""
    by_word = found in _ITEMS and (rule != "stray_end" or found == "}")
    message, code = _ITEMS[found if by_word else rule]
    return message.format(found), code


def unclosed(text: str, position: int) -> Problem | None:
    """Say which quote, or which bracket at the end of the text, is not closed, if one is not.

    position: where parsing failed; what closes before it is not the reason.
    """
    brackets: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if token.lastgroup == "quote":
            start = token.start()
            on_a_line = start + len(text[start:].splitlines()[0])
            stop = len(text) if mark in ('"""', "```") else on_a_line
            return Problem(start, stop, _QUOTES[mark], "NX007") if stop >= position else None
        if token.lastgroup == "open":
            brackets.append((token.start(), mark))
        elif token.lastgroup == "close" and brackets and _CLOSING[brackets[-1][1]] == mark:
            brackets.pop()
    if not brackets or text[position:].strip():
        return None
    start, mark = brackets[-1]
    return Problem(start, start + 1, f"this `{mark}` is not closed: `{_CLOSING[mark]}` is missing")


def describe(rule: str, found: str, expected: frozenset[str], *, whole: bool = False) -> str:
    """Say what is wrong. found: the text at the place, "" at the end; expected: token names.

    whole: whether something stands before it.
    """
    shown = f"`{found}`" if found != "`" else "a backtick"
    what = f"{shown} cannot stand here" if found else "this ends too early"
    words = _words(rule, set(expected - _LOOKAHEADS))
    if not words and whole and found[:1].isalpha():
        words = "the end of the line"
    return f"{what}: {words} is expected" if words else what


def _words(rule: str, expected: set[str]) -> str:
    words: list[str] = []
    if expected >= _CELL:
        words.append("a condition")
        expected -= _VALUE | _CONDITION
    elif {"string", "number", "name"} <= expected or {"string", "null"} <= expected:
        words.append("a value")
        expected -= _VALUE
    if expected >= _TYPES:
        words.append("a type")
        expected -= {*_TYPES, "name"}
    if "short_duration" in expected:
        expected -= {"integer"}  # a number before a unit
    if len(expected & _QUALIFIERS) > _MOST_NAMED:
        return _AFTER["field"]
    others = expected - _OPERATORS if expected & _ANY_OPERATOR else expected
    if expected & _ANY_OPERATOR and not others and not words:
        return "an operator or the end of the line"
    if len(others) > 1:
        others = others - {"dot"}  # a name may always go on with a dot
    rest = sorted({_word(name) for name in others})
    if len(rest) > _MOST_NAMED and rule in _AFTER:
        words.append(_AFTER[rule])
    elif len(rest) > _MOST_OF_ANY:
        words.append("something else of this statement")
    else:
        words.extend(rest)
    return " or ".join(words)


def _word(name: str) -> str:
    if name.startswith(SIGN_PREFIX):
        return _SIGNS[name.removeprefix(SIGN_PREFIX)]
    if name.startswith(KEYWORD_PREFIX):
        return f"`{name.removeprefix(KEYWORD_PREFIX).replace('__', ' ')}`"
    if name in WORDS:
        return " or ".join(f"`{word}`" for word in WORDS[name])
    return _TOKENS.get(name, name.replace("_", " "))
