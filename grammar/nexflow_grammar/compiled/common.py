"""Written from `peg/common.peg` by `python -m nexflow_grammar.peg_compiler`."""

from __future__ import annotations

from nexflow_grammar.build import BUILDERS, READERS, Context
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

ARITHMETIC_OPERATOR = Pattern('(\\?\\?|\\+|-(?!>)|\\*|/|%|mod\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
ARROW = Pattern('(->|=>)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
BINARY_OPERATOR = Pattern('(\\?\\?|==|!=|<=|>=|=\\?|=(?![>=])|<|>|\\+|-(?!>)|\\*|/|%|(?:and|or|mod)\\b|(?:matches|contains|starts_with|ends_with)\\b(?!\\()|default\\b(?!\\s*:))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
BOOLEAN = Pattern('((?:true|false|yes|no)\\b(?!\\s*[.(]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
COLLECTION_KIND = Pattern('((?:list|set)\\b(?=\\s*(?:<|of\\b)))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CONSTRAINT_KEY = Pattern('((?:range|length|pattern|precision|scale|count)\\s*:)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
DECIMAL_KIND = Pattern('(decimal\\b(?=\\s*\\())(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
DOT = Pattern('(\\.(?!\\.))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
FLAG_QUALIFIER = Pattern('((?:required|optional|unique|cannot_change|encrypted|nullable)\\b(?!\\s*when\\b))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
FOR_WORD = Pattern('(for\\b(?=\\s+[A-Za-z_]\\w*\\s+in\\b))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
IMPORT_PATH = Pattern("(\\x22[^\\x22\\r\\n]*\\x22|'[^'\\r\\n]*'|(?:(?!//)[^\\s#])+)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+")
INTEGER = Pattern('(\\d[\\d_]*(?![\\w%.]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
IS_NOT_NULL = Pattern('(is\\s+not\\s+null\\b|is_not_null\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
IS_NULL = Pattern('(is\\s+null\\b|is_null\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AND = Pattern('(and\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BETWEEN = Pattern('(between\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_COUNT = Pattern('(count\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DEFAULT = Pattern('(default\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DESCRIPTION = Pattern('(description\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ELSE = Pattern('(else\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_IMPORT = Pattern('(import\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_IN = Pattern('(in\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LAST = Pattern('(last\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LENGTH = Pattern('(length\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LET = Pattern('(let\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_NOT = Pattern('(not\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_OF = Pattern('(of\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_OTHERWISE = Pattern('(otherwise\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PATTERN = Pattern('(pattern\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PII = Pattern('(pii\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PRECISION = Pattern('(precision\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RANGE = Pattern('(range\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_REQUIRE = Pattern('(require\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_REQUIRED = Pattern('(required\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SCALE = Pattern('(scale\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SET = Pattern('(set\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_THEN = Pattern('(then\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TO = Pattern('(to\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VALUES = Pattern('(values\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WHEN = Pattern('(when\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_YIELD = Pattern('(yield\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
LAMBDA_START = Pattern('((?=(?:[A-Za-z_][A-Za-z0-9_]*|\\([^()]*\\))\\s*[-=]>))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
MAP_KIND = Pattern('(map\\b(?=\\s*<))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
MINUS = Pattern('(-(?!>))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
MONEY = Pattern('(\\$(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d[\\d_]*)(?:\\.\\d+)?(?!\\w))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
NAME = Pattern('([A-Za-z_][A-Za-z0-9_]*)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
NULL = Pattern('(null\\b(?!\\s*[.(]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
NUMBER = Pattern('(\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?!\\w))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
OPTION_END = Pattern('((?=\\Z|[,\\x00]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PATH_QUALIFIER_KEY = Pattern('((?:after|before)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PERCENT = Pattern("(\\d[\\d_]*(?:\\.\\d+)?%(?![ \\t]*(?!(?:and|or|is|is_null|is_not_null|in|not|between|to|then|when|otherwise|else|default|as|required|optional|if|end)\\b)[\\w(\\x22'$]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+")
PLACEHOLDER = Pattern('(\\$\\{[^}\\r\\n]*\\})(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PLAIN_NAME = Pattern('((?!(?:true|false|yes|no|null|for)\\b)[A-Za-z_][A-Za-z0-9_]*)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PREFIX = Pattern('(not\\b(?!\\s*[.=:])|-(?!>))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
QUESTION = Pattern('(\\?(?![.?]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
RANGE_DOTS = Pattern('(\\.\\.)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SAFE_DOT = Pattern('(\\?\\.)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SHORT_DURATION = Pattern('(\\d+(?:ms|s|m|h|d|w)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_CLOSE_BRACE = Pattern('(\\})(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_CLOSE_BRACKET = Pattern('(\\])(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_CLOSE_PARENTHESIS = Pattern('(\\))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_COLON = Pattern('(:)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_COMMA = Pattern('(,)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_EQUALS = Pattern('(=(?!=))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_GREATER = Pattern('(>)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_LESS = Pattern('(<)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_OPEN_BRACE = Pattern('(\\{)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_OPEN_BRACKET = Pattern('(\\[)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_OPEN_PARENTHESIS = Pattern('(\\()(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIZE_QUALIFIER_KEY = Pattern('((?:min_length|max_length|min_count|max_count|precision|scale|removal)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIZE_UNIT = Pattern('((?:bytes|KB|MB|GB|TB)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
STRING = Pattern("(\\x22\\x22\\x22(?:[^\\\\]|\\\\.)*?\\x22\\x22\\x22|\\x22(?:[^\\x22\\\\\\r\\n]|\\\\.)*\\x22|'(?:[^'\\\\\\r\\n]|\\\\.)*')(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+")
SUFFIX_START = Pattern('((?=[.?\\[(]|(?:millisecond|second|minute|hour|day|week|month|year)s?\\b))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
TEXT_QUALIFIER_KEY = Pattern('((?:deprecated|description|pattern)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
UNIT = Pattern('((?:millisecond|second|minute|hour|day|week|month|year)s?\\b(?!\\s*(?:[.(]|=(?![=?]))|:))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
VERSION_NUMBER = Pattern('(\\d+(?:\\.\\d+)*)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')

STARTS_F8348A13 = frozenset('!%*+-/<=>?abcdeimnos')
STARTS_5303A896 = frozenset('!%*+-/<=>?acdemos')
STARTS_76FF7C0D = frozenset('"\',ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_2EA882F3 = frozenset('"\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_1A5BB0E7 = frozenset('%*+-/?m')
STARTS_64772041 = frozenset('(.?[dhmswy')
STARTS_DC322D5B = frozenset('(ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_AD567E96 = frozenset(',[abcdelmnoprsuv')
STARTS_C9A64CD8 = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_26239E91 = frozenset('[abcdelmnoprsuv')
STARTS_7026A67D = frozenset('abcdelmnoprsuv')

build_argument = BUILDERS["argument"]
build_arithmetic = BUILDERS["arithmetic"]
read_arithmetic_operator = READERS["arithmetic_operator"]
build_assignment = BUILDERS["assignment"]
build_between = BUILDERS["between"]
build_binary = BUILDERS["binary"]
read_binary_operator = READERS["binary_operator"]
read_boolean = READERS["boolean"]
build_bounds = BUILDERS["bounds"]
build_collection_type = BUILDERS["collection_type"]
build_count = BUILDERS["count"]
build_decimal_type = BUILDERS["decimal_type"]
build_default = BUILDERS["default"]
build_duration = BUILDERS["duration"]
build_field = BUILDERS["field"]
read_flag_qualifier = READERS["flag_qualifier"]
build_for_each = BUILDERS["for_each"]
build_input_field = BUILDERS["input_field"]
read_integer = READERS["integer"]
build_lambda = BUILDERS["lambda"]
build_length = BUILDERS["length"]
build_length_words = BUILDERS["length_words"]
build_let = BUILDERS["let"]
build_list = BUILDERS["list"]
build_lone_operand = BUILDERS["lone_operand"]
build_map_type = BUILDERS["map_type"]
build_membership = BUILDERS["membership"]
read_minus = READERS["minus"]
read_money = READERS["money"]
build_named_type = BUILDERS["named_type"]
read_null = READERS["null"]
build_null_test = BUILDERS["null_test"]
read_number = READERS["number"]
build_option = BUILDERS["option"]
build_path = BUILDERS["path"]
build_path_qualifier = BUILDERS["path_qualifier"]
build_pattern_spec = BUILDERS["pattern_spec"]
read_percent = READERS["percent"]
build_pii = BUILDERS["pii"]
read_placeholder = READERS["placeholder"]
build_postfix = BUILDERS["postfix"]
build_precision = BUILDERS["precision"]
read_prefix = READERS["prefix"]
build_range = BUILDERS["range"]
build_range_words = BUILDERS["range_words"]
build_record = BUILDERS["record"]
build_require = BUILDERS["require"]
build_required_when = BUILDERS["required_when"]
build_scale = BUILDERS["scale"]
build_set = BUILDERS["set"]
read_short_duration = READERS["short_duration"]
build_signed = BUILDERS["signed"]
build_size_qualifier = BUILDERS["size_qualifier"]
read_string = READERS["string"]
build_suffix = BUILDERS["suffix"]
build_ternary = BUILDERS["ternary"]
build_text_qualifier = BUILDERS["text_qualifier"]
build_type = BUILDERS["type"]
build_values = BUILDERS["values"]
build_values_words = BUILDERS["values_words"]
build_when = BUILDERS["when"]


def parse_expression(context: Context, text: str, at: int, parts: list[Node]) -> int:
    key = 4 * at + 0
    known = context.known.get(key)
    if known is None:
        end = _expression(context, text, at, parts)
        context.known[key] = (end, parts[-1] if end >= 0 else None)
        return end
    end, node = known
    if node is not None:
        parts.append(node)
    return end


def _expression(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DC322D5B:
        end = parse_lambda(context, text, at, parts)
        if end >= 0:
            return end
    end = parse_conditional(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def parse_lambda(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if LAMBDA_START.match(text, at) is None:
        return -1
    at = parse_lambda_parameters(context, text, at, inner)
    if at < 0:
        return -1
    found = ARROW.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_lambda(start, inner))
    return at


def parse_lambda_parameters(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _lambda_parameters_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "lambda_parameters", tuple(inner)))
    return at


def _lambda_parameters_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'('}:
        end = _lambda_parameters_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _lambda_parameters_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if text[at : at + 1] in STARTS_C9A64CD8:
        end = _lambda_parameters_3(context, text, at, parts)
        if end >= 0:
            at = end
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _lambda_parameters_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {','}:
        end = _lambda_parameters_4(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _lambda_parameters_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_conditional(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'w'}:
        end = parse_when(context, text, at, parts)
        if end >= 0:
            return end
    end = parse_ternary(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def parse_ternary(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_binary(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'?'}:
        end = _ternary_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_ternary(start, inner))
    return at


def _ternary_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = QUESTION.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
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


def parse_when(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_when_arm(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'w'}:
        end = parse_when_arm(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {'e', 'o'}:
        end = parse_when_otherwise(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_when(start, context.stop(start, at), inner))
    return at


def parse_when_arm(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WHEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "when"))
    at = found.end()
    at = parse_binary(context, text, at, inner)
    if at < 0:
        return -1
    at = _when_arm_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "when_arm", tuple(inner)))
    return at


def _when_arm_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "then"))
            return found.end()
    if first in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            return found.end()
    return -1


def parse_when_otherwise(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _when_otherwise_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "when_otherwise", tuple(inner)))
    return at


def _when_otherwise_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'o'}:
        found = KEYWORD_OTHERWISE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 9, "otherwise"))
            return found.end()
    if first in {'e'}:
        found = KEYWORD_ELSE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "else"))
            return found.end()
    return -1


def parse_binary(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_operand(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_F8348A13:
        end = parse_tail(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_binary(context, inner))
    return at


def parse_tail(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_5303A896:
        end = _tail_1(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i', 'n'}:
        end = parse_membership(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'b', 'n'}:
        end = parse_between(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_null_test(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _tail_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = BINARY_OPERATOR.match(text, at)
    if found is None:
        return -1
    parts.append(read_binary_operator(at, found[1]))
    at = found.end()
    at = parse_operand(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_membership(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in {'n'}:
        end = parse_not_in(context, text, at, inner)
        if end >= 0:
            at = end
    found = KEYWORD_IN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "in"))
    at = found.end()
    at = _membership_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_membership("membership", start, context.stop(start, at), inner))
    return at


def _membership_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'l'}:
        end = parse_recent(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'(', '['}:
        end = parse_option_list(context, text, at, parts)
        if end >= 0:
            return end
    end = parse_lone_operand(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def parse_recent(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LAST.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "last"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "recent", tuple(inner)))
    return at


def parse_not_in(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_NOT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "not"))
    at = found.end()
    if KEYWORD_IN.match(text, at) is None:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "not_in", tuple(inner)))
    return at


def parse_option_list(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _option_list_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "option_list", tuple(inner)))
    return at


def _option_list_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'('}:
        end = _option_list_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = _option_list_5(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _option_list_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    end = _option_list_3(context, text, at, parts)
    if end >= 0:
        at = end
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _option_list_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _option_list_4(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _option_list_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    return at


def _option_list_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    end = _option_list_6(context, text, at, parts)
    if end >= 0:
        at = end
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _option_list_6(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _option_list_7(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _option_list_7(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_between(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in {'n'}:
        end = parse_not_between(context, text, at, inner)
        if end >= 0:
            at = end
    found = KEYWORD_BETWEEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "between"))
    at = found.end()
    at = parse_arithmetic(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_AND.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "and"))
    at = found.end()
    at = parse_arithmetic(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_between("between", start, context.stop(start, at), inner))
    return at


def parse_not_between(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_NOT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "not"))
    at = found.end()
    if KEYWORD_BETWEEN.match(text, at) is None:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "not_between", tuple(inner)))
    return at


def parse_arithmetic(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_operand(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_1A5BB0E7:
        end = parse_arithmetic_tail(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_arithmetic(context, inner))
    return at


def parse_arithmetic_tail(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = ARITHMETIC_OPERATOR.match(text, at)
    if found is None:
        return -1
    parts.append(read_arithmetic_operator(at, found[1]))
    at = found.end()
    at = parse_operand(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_null_test(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _null_test_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_null_test("null_test", start, context.stop(start, at), inner))
    return at


def _null_test_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'i'}:
        found = IS_NULL.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'i'}:
        found = IS_NOT_NULL.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_operand(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    while text[at : at + 1] in {'-', 'n'}:
        found = PREFIX.match(text, at)
        if found is not None:
            parts.append(read_prefix(at, found[1]))
            at = found.end()
        else:
            break
    at = parse_postfix(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_lone_operand(context: Context, text: str, at: int, parts: list[Node]) -> int:
    key = 4 * at + 1
    known = context.known.get(key)
    if known is None:
        end = _lone_operand(context, text, at, parts)
        context.known[key] = (end, parts[-1] if end >= 0 else None)
        return end
    end, node = known
    if node is not None:
        parts.append(node)
    return end


def _lone_operand(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    while text[at : at + 1] in {'-', 'n'}:
        found = PREFIX.match(text, at)
        if found is not None:
            inner.append(read_prefix(at, found[1]))
            at = found.end()
        else:
            break
    at = parse_postfix(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_lone_operand(context, inner))
    return at


def parse_postfix(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_primary(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_64772041:
        end = parse_suffix(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_postfix(context, inner))
    return at


def parse_suffix(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if SUFFIX_START.match(text, at) is None:
        return -1
    at = _suffix_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_suffix(start, context.stop(start, at), inner))
    return at


def _suffix_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'.', '?'}:
        end = parse_member(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = parse_each(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = parse_index(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'('}:
        end = parse_call(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'d', 'h', 'm', 's', 'w', 'y'}:
        found = UNIT.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_member(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _member_1(context, text, at, inner)
    if at < 0:
        return -1
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "member", tuple(inner)))
    return at


def _member_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'?'}:
        found = SAFE_DOT.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'.'}:
        found = DOT.match(text, at)
        if found is not None:
            return found.end()
    return -1


def parse_each(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "each", tuple(inner)))
    return at


def parse_index(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "index", tuple(inner)))
    return at


def parse_call(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    end = _call_1(context, text, at, inner)
    if end >= 0:
        at = end
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "call", tuple(inner)))
    return at


def _call_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_argument(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _call_2(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _call_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_argument(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_argument(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in STARTS_C9A64CD8:
        end = parse_argument_name(context, text, at, inner)
        if end >= 0:
            at = end
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_argument(start, inner))
    return at


def parse_argument_name(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    parts.append(Phrase(start, context.stop(start, at), "argument_name", tuple(inner)))
    return at


def parse_primary(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_C9A64CD8:
        found = PLAIN_NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'f'}:
        end = parse_for_each(context, text, at, parts)
        if end >= 0:
            return end
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
    found = SHORT_DURATION.match(text, at)
    if found is not None:
        parts.append(read_short_duration(at, found[1]))
        return found.end()
    found = NUMBER.match(text, at)
    if found is not None:
        parts.append(read_number(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in {'f', 'n', 't', 'y'}:
        found = BOOLEAN.match(text, at)
        if found is not None:
            parts.append(read_boolean(at, found[1]))
            return found.end()
    if first in {'n'}:
        found = NULL.match(text, at)
        if found is not None:
            parts.append(read_null(at, found[1]))
            return found.end()
    if first in {'{'}:
        end = parse_record(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = parse_list(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'('}:
        end = parse_parenthesized(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_for_each(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = FOR_WORD.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_IN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "in"))
    at = found.end()
    at = parse_lone_operand(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_YIELD.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "yield"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_for_each(start, inner))
    return at


def parse_parenthesized(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_list(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    end = _list_1(context, text, at, inner)
    if end >= 0:
        at = end
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(build_list(start, context.stop(start, at), inner))
    return at


def _list_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_list_element(context, text, at, parts)
    if at < 0:
        return -1
    while True:
        end = _list_2(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    return at


def _list_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    at = parse_list_comma(context, text, at, parts)
    if at < 0:
        return -1
    at = parse_list_element(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_list_comma(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            return found.end()
    end = _list_comma_1(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def _list_comma_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if KEYWORD_WHEN.match(text, at) is None:
        return -1
    return at


def parse_list_element(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_expression(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_record(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACE.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if text[at : at + 1] in STARTS_2EA882F3:
        end = _record_1(context, text, at, inner)
        if end >= 0:
            at = end
    found = SIGN_CLOSE_BRACE.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(build_record(start, context.stop(start, at), inner))
    return at


def _record_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_record_entry(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_76FF7C0D:
        end = _record_2(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    return at


def _record_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_record_entry(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_record_entry(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _record_entry_1(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "record_entry", tuple(inner)))
    return at


def _record_entry_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_duration(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _duration_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_duration(inner))
    return at


def _duration_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = SHORT_DURATION.match(text, at)
    if found is not None:
        parts.append(read_short_duration(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    end = _duration_2(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def _duration_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    parts.append(read_integer(at, found[1]))
    at = found.end()
    found = UNIT.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_path(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {'.'}:
        end = _path_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_path(inner))
    return at


def _path_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = DOT.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_boolean_value(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'f', 'n', 't', 'y'}:
        found = BOOLEAN.match(text, at)
        if found is not None:
            parts.append(read_boolean(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_literal(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    end = parse_signed(context, text, at, parts)
    if end >= 0:
        return end
    if first in {'f', 'n', 't', 'y'}:
        found = BOOLEAN.match(text, at)
        if found is not None:
            parts.append(read_boolean(at, found[1]))
            return found.end()
    if first in {'n'}:
        found = NULL.match(text, at)
        if found is not None:
            parts.append(read_null(at, found[1]))
            return found.end()
    if first in {'['}:
        end = parse_list(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_signed(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in {'-'}:
        found = MINUS.match(text, at)
        if found is not None:
            inner.append(read_minus(at, found[1]))
            at = found.end()
    at = _signed_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_signed(start, inner))
    return at


def _signed_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = MONEY.match(text, at)
        if found is not None:
            parts.append(read_money(at, found[1]))
            return found.end()
    found = PERCENT.match(text, at)
    if found is not None:
        parts.append(read_percent(at, found[1]))
        return found.end()
    found = NUMBER.match(text, at)
    if found is not None:
        parts.append(read_number(at, found[1]))
        return found.end()
    return -1


def parse_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    key = 4 * at + 2
    known = context.known.get(key)
    if known is None:
        end = _type(context, text, at, parts)
        context.known[key] = (end, parts[-1] if end >= 0 else None)
        return end
    end, node = known
    if node is not None:
        parts.append(node)
    return end


def _type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_base_type(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'['}:
        end = parse_array(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_type(context.stop(start, at), inner))
    return at


def parse_array(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "array", tuple(inner)))
    return at


def parse_base_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'l', 's'}:
        end = parse_collection_type(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m'}:
        end = parse_map_type(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'d'}:
        end = parse_decimal_type(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_named_type(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_collection_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = COLLECTION_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _collection_type_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_collection_type(start, context.stop(start, at), inner))
    return at


def _collection_type_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'<'}:
        end = _collection_type_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'o'}:
        end = _collection_type_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _collection_type_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = SIGN_LESS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_type(context, text, at, parts)
    if at < 0:
        return -1
    found = SIGN_GREATER.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    return at


def _collection_type_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_OF.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "of"))
    at = found.end()
    at = parse_type(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_map_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = MAP_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_LESS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_type(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_type(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_GREATER.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(build_map_type(start, context.stop(start, at), inner))
    return at


def parse_decimal_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = DECIMAL_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    inner.append(read_integer(at, found[1]))
    at = found.end()
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    inner.append(read_integer(at, found[1]))
    at = found.end()
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(build_decimal_type(start, context.stop(start, at), inner))
    return at


def parse_named_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_named_type(inner))
    return at


def parse_field(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    parts.append(build_field(start, context.stop(start, at), inner))
    return at


def parse_field_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'['}:
        end = parse_constraints(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_7026A67D:
        end = parse_qualifier(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_constraints(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_constraint(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _constraints_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "constraints", tuple(inner)))
    return at


def _constraints_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_constraint(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_constraint(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'r'}:
        end = parse_range(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'l'}:
        end = parse_length(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p'}:
        end = parse_pattern_spec(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'v'}:
        end = parse_values(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p'}:
        end = parse_precision(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = parse_scale(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = parse_count(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_range(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RANGE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "range"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_bounds(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_range("range", start, context.stop(start, at), inner))
    return at


def parse_bounds(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    end = parse_bound(context, text, at, inner)
    if end >= 0:
        at = end
    found = RANGE_DOTS.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    end = parse_bound(context, text, at, inner)
    if end >= 0:
        at = end
    parts.append(build_bounds(start, context.stop(start, at), inner))
    return at


def parse_bound(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    end = parse_signed(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def parse_length(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LENGTH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "length"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = _length_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_length("length", start, context.stop(start, at), inner))
    return at


def _length_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = parse_bounds(context, text, at, parts)
    if end >= 0:
        return end
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    return -1


def parse_pattern_spec(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PATTERN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "pattern"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(build_pattern_spec(start, context.stop(start, at), inner))
    return at


def parse_values(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VALUES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "values"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_value(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _values_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_values("values", start, context.stop(start, at), inner))
    return at


def _values_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if CONSTRAINT_KEY.match(text, at) is not None:
        return -1
    at = parse_value(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_value(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    end = parse_signed(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def parse_precision(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PRECISION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "precision"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    inner.append(read_integer(at, found[1]))
    at = found.end()
    parts.append(build_precision("precision", start, context.stop(start, at), inner))
    return at


def parse_scale(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SCALE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "scale"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    inner.append(read_integer(at, found[1]))
    at = found.end()
    parts.append(build_scale("scale", start, context.stop(start, at), inner))
    return at


def parse_count(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_COUNT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "count"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = _count_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_count("count", start, context.stop(start, at), inner))
    return at


def _count_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = parse_bounds(context, text, at, parts)
    if end >= 0:
        return end
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    return -1


def parse_qualifier(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'r'}:
        end = parse_required_when(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c', 'e', 'n', 'o', 'r', 'u'}:
        found = FLAG_QUALIFIER.match(text, at)
        if found is not None:
            parts.append(read_flag_qualifier(at, found[1]))
            return found.end()
    if first in {'p'}:
        end = parse_pii(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'d'}:
        end = parse_default(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'d', 'p'}:
        end = parse_text_qualifier(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'r'}:
        end = parse_range_words(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'l'}:
        end = parse_length_words(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a', 'b'}:
        end = parse_path_qualifier(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m', 'p', 'r', 's'}:
        end = parse_size_qualifier(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'v'}:
        end = parse_values_words(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_required_when(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_REQUIRED.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "required"))
    at = found.end()
    found = KEYWORD_WHEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "when"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_required_when("required_when", start, context.stop(start, at), inner))
    return at


def parse_pii(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PII.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "pii"))
    at = found.end()
    if text[at : at + 1] in {'.'}:
        end = _pii_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_pii("pii", start, context.stop(start, at), inner))
    return at


def _pii_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = DOT.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_default(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_DEFAULT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "default"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_default("default", start, context.stop(start, at), inner))
    return at


def parse_text_qualifier(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = TEXT_QUALIFIER_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(build_text_qualifier("text_qualifier", start, context.stop(start, at), inner))
    return at


def parse_range_words(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RANGE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "range"))
    at = found.end()
    at = parse_bound(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "to"))
    at = found.end()
    at = parse_bound(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_range_words("range_words", start, context.stop(start, at), inner))
    return at


def parse_length_words(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LENGTH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "length"))
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    inner.append(read_integer(at, found[1]))
    at = found.end()
    if text[at : at + 1] in {'t'}:
        end = _length_words_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_length_words("length_words", start, context.stop(start, at), inner))
    return at


def _length_words_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "to"))
    at = found.end()
    found = INTEGER.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(read_integer(at, found[1]))
    at = found.end()
    return at


def parse_path_qualifier(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = PATH_QUALIFIER_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_path_qualifier("path_qualifier", start, context.stop(start, at), inner))
    return at


def parse_size_qualifier(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIZE_QUALIFIER_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    found = VERSION_NUMBER.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_size_qualifier("size_qualifier", start, context.stop(start, at), inner))
    return at


def parse_values_words(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VALUES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "values"))
    at = found.end()
    at = parse_value(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _values_words_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_values_words("values_words", start, context.stop(start, at), inner))
    return at


def _values_words_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_value(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_description(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_DESCRIPTION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 11, "description"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "description", tuple(inner)))
    return at


def parse_import(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_IMPORT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "import"))
    at = found.end()
    found = IMPORT_PATH.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "import", tuple(inner)))
    return at


def parse_assignment(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_EQUALS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_assignment(start, inner))
    return at


def parse_let(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LET.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "let"))
    at = found.end()
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
    parts.append(build_let(start, inner))
    return at


def parse_set(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SET.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "set"))
    at = found.end()
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_EQUALS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_set(start, inner))
    return at


def parse_require(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_REQUIRE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "require"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_ELSE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "else"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    parts.append(build_require(start, inner))
    return at


def parse_option(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    at = parse_option_value(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_option(start, inner))
    return at


def parse_option_value(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = _option_value_1(context, text, at, parts)
    if end >= 0:
        return end
    end = parse_expression(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def _option_value_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    at = parse_option_word(context, text, at, parts)
    if at < 0:
        return -1
    if OPTION_END.match(text, at) is None:
        del parts[mark:]
        return -1
    return at


def parse_option_word(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = parse_duration(context, text, at, parts)
    if end >= 0:
        return end
    end = parse_size(context, text, at, parts)
    if end >= 0:
        return end
    end = parse_literal(context, text, at, parts)
    if end >= 0:
        return end
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_size(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NUMBER.match(text, at)
    if found is None:
        return -1
    inner.append(read_number(at, found[1]))
    at = found.end()
    found = SIZE_UNIT.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "size", tuple(inner)))
    return at


def parse_name_list(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if text[at : at + 1] in STARTS_C9A64CD8:
        end = _name_list_1(context, text, at, inner)
        if end >= 0:
            at = end
    found = SIGN_CLOSE_BRACKET.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "name_list", tuple(inner)))
    return at


def _name_list_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_path(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _name_list_2(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _name_list_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_input_field(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
        end = _input_field_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_input_field(start, context.stop(start, at), inner))
    return at


def _input_field_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_field_part(context, text, at, parts)
    if at < 0:
        return -1
    return at
