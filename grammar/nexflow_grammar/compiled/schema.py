"""Written from `peg/schema.peg` by `python -m nexflow_grammar.peg_compiler`."""

from __future__ import annotations

from nexflow_grammar.build import BUILDERS, READERS, Context
from nexflow_grammar.compiled.common import (
    BOOLEAN,
    KEYWORD_DEFAULT,
    KEYWORD_PATTERN,
    KEYWORD_RANGE,
    KEYWORD_TO,
    NAME,
    PLACEHOLDER,
    SIGN_CLOSE_PARENTHESIS,
    SIGN_COLON,
    SIGN_COMMA,
    SIGN_EQUALS,
    SIGN_OPEN_PARENTHESIS,
    STRING,
    VERSION_NUMBER,
    parse_bounds,
    parse_call,
    parse_duration,
    parse_expression,
    parse_field_part,
    parse_literal,
    parse_name_list,
    parse_path,
    parse_type,
)
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

ANY_STATE = Pattern('(\\*)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
COMPATIBILITY_KEYWORD = Pattern('((?:compatibility|evolution)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AS = Pattern('(as\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CALCULATE = Pattern('(calculate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CAN_SCHEDULE = Pattern('(can_schedule\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CHANGE_FREQUENCY = Pattern('(change_frequency\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_COMPUTED = Pattern('(computed\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CONSTRAINTS = Pattern('(constraints\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ENTRIES = Pattern('(entries\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FIELDS = Pattern('(fields\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FOR_ENTITY = Pattern('(for_entity\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FROM = Pattern('(from\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_GIVEN = Pattern('(given\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_IDENTITY = Pattern('(identity\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_IMMUTABLE = Pattern('(immutable\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_INITIAL_STATE = Pattern('(initial_state\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MIGRATION = Pattern('(migration\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_OBJECT = Pattern('(object\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_TRANSITION = Pattern('(on_transition\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PARAMETERS = Pattern('(parameters\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RETENTION = Pattern('(retention\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RETURN = Pattern('(return\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RULE = Pattern('(rule\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SERIALIZATION = Pattern('(serialization\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SPARSITY = Pattern('(sparsity\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STATES = Pattern('(states\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STREAMING = Pattern('(streaming\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TRANSITIONS = Pattern('(transitions\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TYPES = Pattern('(types\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VERSION = Pattern('(version\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
LIFECYCLE_TEXT = Pattern('((?:deprecated_since|deprecated|migration_guide)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
LIFECYCLE_VERSION = Pattern('((?:previous_version|removal_version)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
NESTED_LIST = Pattern('(list\\s*<\\s*object\\s*>)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SCHEMA_KEYWORD = Pattern('((?:schema|record)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SERIALIZATION_KEY = Pattern('((?:format|compatibility|subject|registry)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_RESULT_ARROW = Pattern('(\\->)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
STATE_KIND = Pattern('((?:initial|terminal|final)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')

STARTS_AD567E96 = frozenset(',[abcdelmnoprsuv')
STARTS_C9A64CD8 = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_26239E91 = frozenset('[abcdelmnoprsuv')

build_alias = BUILDERS["alias"]
read_boolean = READERS["boolean"]
build_computed_field = BUILDERS["computed_field"]
build_constraint_rule = BUILDERS["constraint_rule"]
build_parameter = BUILDERS["parameter"]
build_parameter_option = BUILDERS["parameter_option"]
read_placeholder = READERS["placeholder"]
read_string = READERS["string"]


def parse_schema_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SCHEMA_KEYWORD.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "schema_head", tuple(inner)))
    return at


def parse_types_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TYPES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "types"))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "types_head", tuple(inner)))
    return at


def parse_alias(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    while text[at : at + 1] in STARTS_26239E91:
        end = parse_field_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_alias(start, context.stop(start, at), inner))
    return at


def parse_pattern(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PATTERN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "pattern"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {','}:
        end = _pattern_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "pattern", tuple(inner)))
    return at


def _pattern_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_version(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VERSION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "version"))
    at = found.end()
    found = VERSION_NUMBER.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {'c', 'd', 'e', 'm', 'p', 'r'}:
        end = parse_lifecycle_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "version", tuple(inner)))
    return at


def parse_lifecycle(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_lifecycle_part(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'c', 'd', 'e', 'm', 'p', 'r'}:
        end = parse_lifecycle_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "lifecycle", tuple(inner)))
    return at


def parse_lifecycle_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _lifecycle_part_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "lifecycle_part", tuple(inner)))
    return at


def _lifecycle_part_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'d', 'm'}:
        end = _lifecycle_part_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p', 'r'}:
        end = _lifecycle_part_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c', 'e'}:
        end = parse_compatibility(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _lifecycle_part_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = LIFECYCLE_TEXT.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(read_string(at, found[1]))
    at = found.end()
    return at


def _lifecycle_part_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = LIFECYCLE_VERSION.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    found = VERSION_NUMBER.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_compatibility(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = COMPATIBILITY_KEYWORD.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "compatibility", tuple(inner)))
    return at


def parse_retention(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETENTION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "retention"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "retention", tuple(inner)))
    return at


def parse_immutable(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_IMMUTABLE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "immutable"))
    at = found.end()
    found = BOOLEAN.match(text, at)
    if found is None:
        return -1
    inner.append(read_boolean(at, found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "immutable", tuple(inner)))
    return at


def parse_identity(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_IDENTITY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "identity"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "identity", tuple(inner)))
    return at


def parse_streaming(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STREAMING.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "streaming"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "streaming", tuple(inner)))
    return at


def parse_serialization(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SERIALIZATION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 13, "serialization"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "serialization", tuple(inner)))
    return at


def parse_fields(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_FIELDS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "fields"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "fields", tuple(inner)))
    return at


def parse_computed(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_COMPUTED.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "computed"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "computed", tuple(inner)))
    return at


def parse_constraints_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CONSTRAINTS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 11, "constraints"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "constraints_head", tuple(inner)))
    return at


def parse_nested(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    at = _nested_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "nested", tuple(inner)))
    return at


def _nested_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'l'}:
        found = NESTED_LIST.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'o'}:
        found = KEYWORD_OBJECT.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 6, "object"))
            return found.end()
    return -1


def parse_serialization_option(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SERIALIZATION_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _serialization_option_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "serialization_option", tuple(inner)))
    return at


def _serialization_option_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_sparsity(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SPARSITY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "sparsity"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "sparsity", tuple(inner)))
    return at


def parse_retention_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETENTION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "retention"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "retention_block", tuple(inner)))
    return at


def parse_computed_field(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_computed_field(start, inner))
    return at


def parse_constraint_rule(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_AS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "as"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(build_constraint_rule(start, inner))
    return at


def parse_for_entity(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_FOR_ENTITY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 10, "for_entity"))
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
    parts.append(Phrase(start, context.stop(start, at), "for_entity", tuple(inner)))
    return at


def parse_initial_state(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_INITIAL_STATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 13, "initial_state"))
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
    parts.append(Phrase(start, context.stop(start, at), "initial_state", tuple(inner)))
    return at


def parse_states_list(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STATES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "states"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_name_list(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "states_list", tuple(inner)))
    return at


def parse_states(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STATES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "states"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "states", tuple(inner)))
    return at


def parse_state(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        end = _state_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "state", tuple(inner)))
    return at


def _state_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = STATE_KIND.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_transitions(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TRANSITIONS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 11, "transitions"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "transitions", tuple(inner)))
    return at


def parse_transitions_from(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_FROM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "from"))
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
    at = parse_name_list(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "transitions_from", tuple(inner)))
    return at


def parse_transition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _transition_1(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_RESULT_ARROW.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        end = _transition_2(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "transition", tuple(inner)))
    return at


def _transition_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'*'}:
        found = ANY_STATE.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def _transition_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_on_transition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ON_TRANSITION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 13, "on_transition"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "on_transition", tuple(inner)))
    return at


def parse_transition_action(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
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
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_call(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "transition_action", tuple(inner)))
    return at


def parse_parameters(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PARAMETERS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 10, "parameters"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "parameters", tuple(inner)))
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
    while text[at : at + 1] in STARTS_AD567E96:
        end = _parameter_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_parameter(start, context.stop(start, at), inner))
    return at


def _parameter_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_parameter_part(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_parameter_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c', 'd', 'r'}:
        end = parse_parameter_option(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_26239E91:
        end = parse_field_part(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_parameter_option(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _parameter_option_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_parameter_option(start, context.stop(start, at), inner))
    return at


def _parameter_option_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'d'}:
        end = _parameter_option_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'r'}:
        end = _parameter_option_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = _parameter_option_4(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = _parameter_option_5(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _parameter_option_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_DEFAULT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "default"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _parameter_option_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_RANGE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "range"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    at = parse_bounds(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _parameter_option_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_CAN_SCHEDULE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 12, "can_schedule"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    found = BOOLEAN.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(read_boolean(at, found[1]))
    at = found.end()
    return at


def _parameter_option_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_CHANGE_FREQUENCY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 16, "change_frequency"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
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


def parse_entries(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ENTRIES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "entries"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "entries", tuple(inner)))
    return at


def parse_entry(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    parts.append(Phrase(start, context.stop(start, at), "entry", tuple(inner)))
    return at


def parse_entry_value(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    at = parse_literal(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "entry_value", tuple(inner)))
    return at


def parse_schema_rule(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RULE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "rule"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "schema_rule", tuple(inner)))
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


def parse_calculate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CALCULATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "calculate"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "calculate", tuple(inner)))
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


def parse_migration(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_MIGRATION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "migration"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "migration", tuple(inner)))
    return at


def parse_migration_tuple(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _migration_tuple_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = SIGN_EQUALS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "migration_tuple", tuple(inner)))
    return at


def _migration_tuple_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        return -1
    return at
