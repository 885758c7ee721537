"""Written from `peg/rules.peg` by `python -m nexflow_grammar.peg_compiler`."""

from __future__ import annotations

from nexflow_grammar.build import BUILDERS, READERS, Context
from nexflow_grammar.compiled.common import (
    BOOLEAN,
    DOT,
    INTEGER,
    KEYWORD_AND,
    KEYWORD_BETWEEN,
    KEYWORD_DEFAULT,
    KEYWORD_ELSE,
    KEYWORD_IN,
    KEYWORD_NOT,
    KEYWORD_OTHERWISE,
    KEYWORD_THEN,
    KEYWORD_TO,
    KEYWORD_WHEN,
    MONEY,
    NAME,
    NUMBER,
    PERCENT,
    RANGE_DOTS,
    SHORT_DURATION,
    SIGN_CLOSE_BRACKET,
    SIGN_CLOSE_PARENTHESIS,
    SIGN_COLON,
    SIGN_COMMA,
    SIGN_EQUALS,
    SIGN_OPEN_BRACKET,
    SIGN_OPEN_PARENTHESIS,
    STRING,
    UNIT,
    VERSION_NUMBER,
    parse_call,
    parse_duration,
    parse_expression,
    parse_literal,
    parse_parenthesized,
    parse_path,
    parse_signed,
    parse_type,
)
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

ANY_CELL = Pattern('(\\*|-(?=\\s*$))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_IS_NOT_NULL = Pattern('(is\\s+not\\s+null\\b|is_not_null\\b|not\\s+null\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_IS_NULL = Pattern('(is\\s+null\\b|is_null\\b|null\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_MARKER_STATE = Pattern('((?:fired|pending)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_TEXT_TEST = Pattern('((?:matches|contains|starts_with|ends_with)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
COMPARISON = Pattern('(==|!=|<=|>=|<|>|=)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CONDITION_START = Pattern('((?!then\\b\\s*(?:\\Z|\\x00)))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ACTIONS = Pattern('(actions\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AGGREGATE = Pattern('(aggregate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AUDIT = Pattern('(audit\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CACHE = Pattern('(cache\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CACHED = Pattern('(cached\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CALCULATE = Pattern('(calculate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CALL = Pattern('(call\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DECIDE = Pattern('(decide\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DECISION_TABLE = Pattern('(decision_table\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ELSEIF = Pattern('(elseif\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EMIT = Pattern('(emit\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EXECUTE = Pattern('(execute\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FAIL = Pattern('(fail\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FALLBACK = Pattern('(fallback\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FROM = Pattern('(from\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_GIVEN = Pattern('(given\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_HIT_POLICY = Pattern('(hit_policy\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_IF = Pattern('(if\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOOKUP = Pattern('(lookup\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOOKUPS = Pattern('(lookups\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MAPPINGS = Pattern('(mappings\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MARKER = Pattern('(marker\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_MISS = Pattern('(on_miss\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_POST_CALCULATE = Pattern('(post_calculate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RETRY = Pattern('(retry\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RETURN = Pattern('(return\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SERVICES = Pattern('(services\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STATE = Pattern('(state\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TIMEOUT = Pattern('(timeout\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TTL = Pattern('(ttl\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_USE = Pattern('(use\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VERSION = Pattern('(version\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WITH = Pattern('(with\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
NO_RESULT = Pattern('(\\*|-(?=\\s*$))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PREFIX_MATCH = Pattern("(\\x22(?:[^\\x22\\\\]|\\\\.)*\\*\\x22|'(?:[^'\\\\]|\\\\.)*\\*')(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+")
RULE_KEYWORD = Pattern('((?:procedural_rule|rule)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SERVICE_KIND = Pattern('((?:sync|async)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_RESULT_ARROW = Pattern('(\\->)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')

STARTS_C9A64CD8 = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')

build_aggregate = BUILDERS["aggregate"]
read_any_cell = READERS["any_cell"]
build_arm = BUILDERS["arm"]
read_boolean = READERS["boolean"]
build_call_statement = BUILDERS["call_statement"]
build_cell_between = BUILDERS["cell_between"]
build_cell_comparison = BUILDERS["cell_comparison"]
build_cell_literal = BUILDERS["cell_literal"]
build_cell_marker = BUILDERS["cell_marker"]
build_cell_membership = BUILDERS["cell_membership"]
build_cell_null = BUILDERS["cell_null"]
build_cell_range = BUILDERS["cell_range"]
build_cell_text = BUILDERS["cell_text"]
build_cell_value = BUILDERS["cell_value"]
build_condition = BUILDERS["condition"]
build_emit_result = BUILDERS["emit_result"]
read_integer = READERS["integer"]
read_money = READERS["money"]
read_no_result = READERS["no_result"]
read_number = READERS["number"]
build_parameter = BUILDERS["parameter"]
read_percent = READERS["percent"]
read_prefix_match = READERS["prefix_match"]
build_result = BUILDERS["result"]
read_short_duration = READERS["short_duration"]
build_signed_duration = BUILDERS["signed_duration"]
read_string = READERS["string"]


def parse_table_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_DECISION_TABLE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 14, "decision_table"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "table_head", tuple(inner)))
    return at


def parse_rule_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = RULE_KEYWORD.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _rule_head_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "rule_head", tuple(inner)))
    return at


def _rule_head_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    return -1


def parse_services_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SERVICES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "services"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "services_head", tuple(inner)))
    return at


def parse_actions_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ACTIONS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "actions"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "actions_head", tuple(inner)))
    return at


def parse_service(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_service_mode(context, text, at, inner)
    if at < 0:
        return -1
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = DOT.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_parameters(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_RESULT_ARROW.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_type(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'f', 'r', 't'}:
        end = parse_service_option(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "service", tuple(inner)))
    return at


def parse_service_mode(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _service_mode_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "service_mode", tuple(inner)))
    return at


def _service_mode_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        end = _service_mode_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a', 's'}:
        found = SERVICE_KIND.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def _service_mode_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_CACHED.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "cached"))
    at = found.end()
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def parse_parameters(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if text[at : at + 1] in STARTS_C9A64CD8:
        end = _parameters_1(context, text, at, inner)
        if end >= 0:
            at = end
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "parameters", tuple(inner)))
    return at


def _parameters_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_parameter(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _parameters_2(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _parameters_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_parameter(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_parameter(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_type(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_parameter(start, context.stop(start, at), inner))
    return at


def parse_service_option(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _service_option_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "service_option", tuple(inner)))
    return at


def _service_option_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = _service_option_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f'}:
        end = _service_option_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'r'}:
        end = _service_option_4(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _service_option_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TIMEOUT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "timeout"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _service_option_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_FALLBACK.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 8, "fallback"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    at = parse_literal(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _service_option_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_RETRY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "retry"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(read_integer(at, found[1]))
    at = found.end()
    return at


def parse_action(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_parameters(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_RESULT_ARROW.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_action_target(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "action", tuple(inner)))
    return at


def parse_action_target(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _action_target_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "action_target", tuple(inner)))
    return at


def _action_target_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'e'}:
        end = _action_target_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = _action_target_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a'}:
        found = KEYWORD_AUDIT.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "audit"))
            return found.end()
    if first in {'c'}:
        end = _action_target_5(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _action_target_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_EMIT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "emit"))
    at = found.end()
    found = KEYWORD_TO.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 2, "to"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def _action_target_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_STATE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "state"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = DOT.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'('}:
        end = _action_target_4(context, text, at, parts)
        if end >= 0:
            at = end
    return at


def _action_target_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _action_target_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_CALL.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "call"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = DOT.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_hit_policy(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_HIT_POLICY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 10, "hit_policy"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    at = _hit_policy_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "hit_policy", tuple(inner)))
    return at


def _hit_policy_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    return -1


def parse_table_version(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VERSION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "version"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = VERSION_NUMBER.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "table_version", tuple(inner)))
    return at


def parse_given(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_GIVEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "given"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "given", tuple(inner)))
    return at


def parse_given_schema(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_GIVEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "given"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "given_schema", tuple(inner)))
    return at


def parse_decide(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_DECIDE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "decide"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "decide", tuple(inner)))
    return at


def parse_return(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETURN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "return"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "return", tuple(inner)))
    return at


def parse_return_schema(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETURN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "return"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "return_schema", tuple(inner)))
    return at


def parse_execute(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_EXECUTE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "execute"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "execute", tuple(inner)))
    return at


def parse_post_calculate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_POST_CALCULATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 14, "post_calculate"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "post_calculate", tuple(inner)))
    return at


def parse_aggregate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_AGGREGATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "aggregate"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_aggregate(start, context.stop(start, at), inner))
    return at


def parse_lookups(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOOKUPS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "lookups"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "lookups", tuple(inner)))
    return at


def parse_lookup_binding(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'c'}:
        end = _lookup_binding_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "lookup_binding", tuple(inner)))
    return at


def _lookup_binding_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_CACHED.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "cached"))
    at = found.end()
    end = parse_duration(context, text, at, parts)
    if end >= 0:
        at = end
    return at


def parse_lookup_call(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_EQUALS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = KEYWORD_LOOKUP.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "lookup"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_FROM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "from"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    while text[at : at + 1] in {'c', 'o', 't'}:
        end = parse_lookup_option(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "lookup_call", tuple(inner)))
    return at


def parse_lookup_option(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _lookup_option_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "lookup_option", tuple(inner)))
    return at


def _lookup_option_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        end = _lookup_option_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'t'}:
        end = _lookup_option_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'o'}:
        end = _lookup_option_4(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _lookup_option_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_CACHE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "cache"))
    at = found.end()
    found = KEYWORD_TTL.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 3, "ttl"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _lookup_option_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TIMEOUT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "timeout"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _lookup_option_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_ON_MISS.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "on_miss"))
    at = found.end()
    at = _lookup_option_5(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _lookup_option_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'u'}:
        end = _lookup_option_6(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f'}:
        end = _lookup_option_7(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _lookup_option_6(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_USE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 3, "use"))
    at = found.end()
    found = KEYWORD_DEFAULT.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 7, "default"))
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _lookup_option_7(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_FAIL.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "fail"))
    at = found.end()
    found = KEYWORD_WITH.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 4, "with"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(read_string(at, found[1]))
    at = found.end()
    return at


def parse_mappings(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_MAPPINGS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "mappings"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "mappings", tuple(inner)))
    return at


def parse_calculate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CALCULATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "calculate"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "calculate", tuple(inner)))
    return at


def parse_return_now(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETURN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "return"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "return_now", tuple(inner)))
    return at


def parse_if(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_IF.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "if"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_THEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "then"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "if", tuple(inner)))
    return at


def parse_elseif(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ELSEIF.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "elseif"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_THEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "then"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "elseif", tuple(inner)))
    return at


def parse_else(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ELSE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "else"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "else", tuple(inner)))
    return at


def parse_arm(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WHEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "when"))
    at = found.end()
    found = CONDITION_START.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "then"))
            at = found.end()
    parts.append(build_arm(start, context.stop(start, at), inner))
    return at


def parse_arm_otherwise(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_OTHERWISE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "otherwise"))
    at = found.end()
    if text[at : at + 1] in {'-', ':', 't'}:
        end = _arm_otherwise_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "arm_otherwise", tuple(inner)))
    return at


def _arm_otherwise_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'-'}:
        found = SIGN_RESULT_ARROW.match(text, at)
        if found is not None:
            return found.end()
    if first in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            return found.end()
    if first in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "then"))
            return found.end()
    return -1


def parse_arm_emit(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_EMIT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "emit"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "arm_emit", tuple(inner)))
    return at


def parse_calls(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_call_statement(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _calls_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "calls", tuple(inner)))
    return at


def _calls_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_call_statement(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_call_statement(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_call(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_call_statement(start, context.stop(start, at), inner))
    return at


def parse_column(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_condition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _condition_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_condition(inner))
    return at


def _condition_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'*', '-'}:
        found = ANY_CELL.match(text, at)
        if found is not None:
            parts.append(read_any_cell(at, found[1]))
            return found.end()
    if first in {'"', "'"}:
        found = PREFIX_MATCH.match(text, at)
        if found is not None:
            parts.append(read_prefix_match(at, found[1]))
            return found.end()
    end = parse_cell_range(context, text, at, parts)
    if end >= 0:
        return end
    if first in {'!', '<', '=', '>'}:
        end = parse_cell_comparison(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i', 'n'}:
        end = parse_cell_membership(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c', 'e', 'm', 's'}:
        end = parse_cell_text(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i', 'n'}:
        end = parse_cell_null(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m'}:
        end = parse_cell_marker(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'b'}:
        end = parse_cell_between(context, text, at, parts)
        if end >= 0:
            return end
    end = parse_cell_literal(context, text, at, parts)
    if end >= 0:
        return end
    if first in {'('}:
        end = parse_parenthesized(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_cell_value(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _cell_value_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cell_value(inner))
    return at


def _cell_value_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = MONEY.match(text, at)
        if found is not None:
            parts.append(read_money(at, found[1]))
            return found.end()
    found = PERCENT.match(text, at)
    if found is not None:
        parts.append(read_percent(at, found[1]))
        return found.end()
    end = parse_signed_duration(context, text, at, parts)
    if end >= 0:
        return end
    end = parse_signed(context, text, at, parts)
    if end >= 0:
        return end
    if first in {'f', 'n', 't', 'y'}:
        found = BOOLEAN.match(text, at)
        if found is not None:
            parts.append(read_boolean(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        end = parse_path(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_signed_duration(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _signed_duration_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_signed_duration(start, inner))
    return at


def _signed_duration_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = SHORT_DURATION.match(text, at)
    if found is not None:
        parts.append(read_short_duration(at, found[1]))
        return found.end()
    end = _signed_duration_2(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def _signed_duration_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = NUMBER.match(text, at)
    if found is None:
        return -1
    parts.append(read_number(at, found[1]))
    at = found.end()
    found = UNIT.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_cell_range(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_cell_value(context, text, at, inner)
    if at < 0:
        return -1
    at = _cell_range_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_cell_value(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cell_range(start, context.stop(start, at), inner))
    return at


def _cell_range_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        found = KEYWORD_TO.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 2, "to"))
            return found.end()
    if first in {'.'}:
        found = RANGE_DOTS.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_cell_comparison(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = COMPARISON.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_cell_value(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cell_comparison(start, inner))
    return at


def parse_cell_membership(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in {'n'}:
        end = parse_cell_not(context, text, at, inner)
        if end >= 0:
            at = end
    found = KEYWORD_IN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "in"))
    at = found.end()
    at = _cell_membership_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cell_membership(start, context.stop(start, at), inner))
    return at


def _cell_membership_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'('}:
        end = _cell_membership_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = _cell_membership_4(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _cell_membership_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_cell_value(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _cell_membership_3(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _cell_membership_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_cell_value(context, text, at, parts)
    if at < 0:
        return -1
    return at


def _cell_membership_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_cell_value(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _cell_membership_5(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _cell_membership_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_cell_value(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_cell_not(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_NOT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "not"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "cell_not", tuple(inner)))
    return at


def parse_cell_text(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = CELL_TEXT_TEST.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(build_cell_text(start, inner))
    return at


def parse_cell_null(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _cell_null_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cell_null(start, context.stop(start, at), inner))
    return at


def _cell_null_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'i', 'n'}:
        found = CELL_IS_NULL.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'i', 'n'}:
        found = CELL_IS_NOT_NULL.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_cell_marker(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_MARKER.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "marker"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = CELL_MARKER_STATE.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_cell_marker(start, context.stop(start, at), inner))
    return at


def parse_cell_between(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_BETWEEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "between"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_AND.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "and"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_cell_between(start, context.stop(start, at), inner))
    return at


def parse_cell_literal(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_cell_value(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cell_literal(inner))
    return at


def parse_result(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _result_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_result(inner))
    return at


def _result_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'*', '-'}:
        found = NO_RESULT.match(text, at)
        if found is not None:
            parts.append(read_no_result(at, found[1]))
            return found.end()
    if first in {'e'}:
        end = parse_emit_result(context, text, at, parts)
        if end >= 0:
            return end
    end = parse_expression(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def parse_emit_result(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_EMIT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "emit"))
    at = found.end()
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "to"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_emit_result(start, context.stop(start, at), inner))
    return at
