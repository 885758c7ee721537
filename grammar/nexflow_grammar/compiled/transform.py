"""Written from `peg/transform.peg` by `python -m nexflow_grammar.peg_compiler`."""

from __future__ import annotations

from nexflow_grammar.build import BUILDERS, READERS, Context
from nexflow_grammar.compiled.common import (
    BOOLEAN,
    KEYWORD_DEFAULT,
    KEYWORD_OTHERWISE,
    KEYWORD_THEN,
    KEYWORD_TO,
    KEYWORD_WHEN,
    NAME,
    SIGN_CLOSE_PARENTHESIS,
    SIGN_COLON,
    SIGN_COMMA,
    SIGN_EQUALS,
    SIGN_OPEN_PARENTHESIS,
    STRING,
    VERSION_NUMBER,
    parse_duration,
    parse_expression,
    parse_field_part,
    parse_name_list,
    parse_path,
    parse_type,
)
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

CHECK_CLAUSE_NAME = Pattern('((?:message|code|severity)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
COMPOSE_KIND = Pattern('((?:sequential|parallel|conditional)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
FLAG_NAME = Pattern('((?:pure|idempotent)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_APPLY = Pattern('(apply\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CACHE = Pattern('(cache\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CACHED = Pattern('(cached\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CODE = Pattern('(code\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_COMPOSE = Pattern('(compose\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DATA = Pattern('(data\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DEFAULTS = Pattern('(defaults\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EMIT = Pattern('(emit\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FAIL = Pattern('(fail\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FROM = Pattern('(from\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_INPUT = Pattern('(input\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_INVARIANT = Pattern('(invariant\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOG_ERROR = Pattern('(log_error\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOOKUP = Pattern('(lookup\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOOKUPS = Pattern('(lookups\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MAPPINGS = Pattern('(mappings\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_OBJECT = Pattern('(object\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_CHANGE = Pattern('(on_change\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_ERROR = Pattern('(on_error\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_MISS = Pattern('(on_miss\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_OUTPUT = Pattern('(output\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PARAMS = Pattern('(params\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PARTIAL = Pattern('(partial\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RECALCULATE = Pattern('(recalculate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_REJECT = Pattern('(reject\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STATE = Pattern('(state\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TIMEOUT = Pattern('(timeout\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TTL = Pattern('(ttl\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_USE = Pattern('(use\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VALIDATE_INPUT = Pattern('(validate_input\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VALIDATE_OUTPUT = Pattern('(validate_output\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WITH = Pattern('(with\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
METADATA_NAME = Pattern('((?:description|compatibility)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
METADATA_VERSION = Pattern('((?:version|previous_version)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_RESULT_ARROW = Pattern('(\\->)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
TRANSFORM_KEYWORD = Pattern('((?:transform_block|transform)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')

STARTS_AD567E96 = frozenset(',[abcdelmnoprsuv')
STARTS_C9A64CD8 = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')

build_arrow_mapping = BUILDERS["arrow_mapping"]
read_boolean = READERS["boolean"]
read_string = READERS["string"]


def parse_transform_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = TRANSFORM_KEYWORD.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "transform_head", tuple(inner)))
    return at


def parse_metadata(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _metadata_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "metadata", tuple(inner)))
    return at


def _metadata_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'p', 'v'}:
        end = _metadata_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c', 'd'}:
        end = _metadata_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _metadata_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = METADATA_VERSION.match(text, at)
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


def _metadata_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = METADATA_NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    at = _metadata_4(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _metadata_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    return -1


def parse_flag(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = FLAG_NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = BOOLEAN.match(text, at)
    if found is None:
        return -1
    inner.append(read_boolean(at, found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "flag", tuple(inner)))
    return at


def parse_cache(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CACHE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "cache"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "cache", tuple(inner)))
    return at


def parse_cache_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CACHE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "cache"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "cache_block", tuple(inner)))
    return at


def parse_input_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_INPUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "input"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "input_block", tuple(inner)))
    return at


def parse_output_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_OUTPUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "output"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "output_block", tuple(inner)))
    return at


def parse_input(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _input_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_type(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_AD567E96:
        end = _input_3(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "input", tuple(inner)))
    return at


def _input_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'f'}:
        found = KEYWORD_FROM.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "from"))
            return found.end()
    if first in {'i'}:
        end = _input_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _input_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_INPUT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "input"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _input_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_field_part(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_output(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _output_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_type(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_AD567E96:
        end = _output_3(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "output", tuple(inner)))
    return at


def _output_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        found = KEYWORD_TO.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 2, "to"))
            return found.end()
    if first in {'o'}:
        end = _output_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _output_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_OUTPUT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "output"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _output_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_field_part(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_input_group(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    if text[at : at + 1] in {'o'}:
        found = KEYWORD_OBJECT.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 6, "object"))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "input_group", tuple(inner)))
    return at


def parse_lookup_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOOKUP.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "lookup"))
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
    parts.append(Phrase(start, context.stop(start, at), "lookup_part", tuple(inner)))
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


def parse_state_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "state"))
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
    parts.append(Phrase(start, context.stop(start, at), "state_part", tuple(inner)))
    return at


def parse_params(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PARAMS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "params"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "params", tuple(inner)))
    return at


def parse_use(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_USE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "use"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "use", tuple(inner)))
    return at


def parse_used(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "used", tuple(inner)))
    return at


def parse_validate_input(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VALIDATE_INPUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 14, "validate_input"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "validate_input", tuple(inner)))
    return at


def parse_validate_output(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VALIDATE_OUTPUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 15, "validate_output"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "validate_output", tuple(inner)))
    return at


def parse_invariant(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_INVARIANT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "invariant"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "invariant", tuple(inner)))
    return at


def parse_check_when(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WHEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "when"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    at = _check_when_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "check_when", tuple(inner)))
    return at


def _check_when_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
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


def parse_check(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if text[at : at + 1] in {'"', "'", 'c', 'm', 's'}:
        end = _check_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "check", tuple(inner)))
    return at


def _check_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'c', 'm', 's'}:
        end = _check_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _check_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_check_clause(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {'c', 'm', 's'}:
        end = parse_check_clause(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def parse_check_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = CHECK_CLAUSE_NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = _check_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "check_clause", tuple(inner)))
    return at


def _check_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    return -1


def parse_apply(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_APPLY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "apply"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "apply", tuple(inner)))
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


def parse_arrow_mapping(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_RESULT_ARROW.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_arrow_mapping(start, inner))
    return at


def parse_compose(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_COMPOSE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "compose"))
    at = found.end()
    if text[at : at + 1] in {'c', 'p', 's'}:
        found = COMPOSE_KIND.match(text, at)
        if found is not None:
            inner.append(Word(at, found.end(1), found[1]))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "compose", tuple(inner)))
    return at


def parse_compose_then(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_THEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "then"))
    at = found.end()
    if text[at : at + 1] in {'c', 'p', 's'}:
        found = COMPOSE_KIND.match(text, at)
        if found is not None:
            inner.append(Word(at, found.end(1), found[1]))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "compose_then", tuple(inner)))
    return at


def parse_compose_case(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _compose_case_1(context, text, at, inner)
    if at < 0:
        return -1
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "compose_case", tuple(inner)))
    return at


def _compose_case_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'w'}:
        end = _compose_case_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'o'}:
        end = _compose_case_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _compose_case_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_WHEN.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "when"))
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _compose_case_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_OTHERWISE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 9, "otherwise"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def parse_on_change(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ON_CHANGE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "on_change"))
    at = found.end()
    at = parse_name_list(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "on_change", tuple(inner)))
    return at


def parse_recalculate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RECALCULATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 11, "recalculate"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "recalculate", tuple(inner)))
    return at


def parse_on_error(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ON_ERROR.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "on_error"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "on_error", tuple(inner)))
    return at


def parse_log_error(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOG_ERROR.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "log_error"))
    at = found.end()
    if text[at : at + 1] in {'('}:
        found = SIGN_OPEN_PARENTHESIS.match(text, at)
        if found is not None:
            at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    if text[at : at + 1] in {')'}:
        found = SIGN_CLOSE_PARENTHESIS.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "log_error", tuple(inner)))
    return at


def parse_emit_defaults(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_EMIT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "emit"))
    at = found.end()
    found = KEYWORD_WITH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "with"))
    at = found.end()
    at = _emit_defaults_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "emit_defaults", tuple(inner)))
    return at


def _emit_defaults_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'d'}:
        found = KEYWORD_DEFAULTS.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "defaults"))
            return found.end()
    if first in {'p'}:
        end = _emit_defaults_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _emit_defaults_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_PARTIAL.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "partial"))
    at = found.end()
    if text[at : at + 1] in {'d'}:
        found = KEYWORD_DATA.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "data"))
            at = found.end()
    return at


def parse_reject(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_REJECT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "reject"))
    at = found.end()
    found = KEYWORD_WITH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "with"))
    at = found.end()
    if text[at : at + 1] in {'c'}:
        found = KEYWORD_CODE.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "code"))
            at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "reject", tuple(inner)))
    return at
