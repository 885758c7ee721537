"""Written from `peg/common.peg` by `python -m nexflow_grammar.peg_compiler`."""

from nexflow_grammar.compiled import common
from nexflow_grammar.failures import Beginning, ahead, choice, repeated, rule, sequence, token

B0 = Beginning('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name')
B1 = Beginning(',', 'sign_comma')
B2 = Beginning('(ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name sign_open_parenthesis')
B3 = Beginning('"$\'(-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[_abcdefghijklmnopqrstuvwxyz{\x80', 'boolean for_word keyword_when money name null number percent placeholder plain_name prefix short_duration sign_open_brace sign_open_bracket sign_open_parenthesis string')
B4 = Beginning('?', 'question')
B5 = Beginning('w', 'keyword_when')
B6 = Beginning('eo', 'keyword_else keyword_otherwise')
B7 = Beginning(':t', 'keyword_then sign_colon')
B8 = Beginning(':', 'sign_colon')
B9 = Beginning('!%*+-/<=>?abcdeimnos', 'binary_operator is_not_null is_null keyword_between keyword_in keyword_not')
B10 = Beginning('n', 'keyword_not')
B11 = Beginning('"$\'(-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[_abcdefghijklmnopqrstuvwxyz{\x80', 'boolean for_word keyword_last money name null number percent placeholder plain_name prefix short_duration sign_open_brace sign_open_bracket sign_open_parenthesis string')
B12 = Beginning('([', 'sign_open_bracket sign_open_parenthesis')
B13 = Beginning('%*+-/?m', 'arithmetic_operator')
B14 = Beginning('i', 'is_not_null is_null')
B15 = Beginning('-n', 'prefix')
B16 = Beginning('(.?[dhmswy', 'dot safe_dot sign_open_bracket sign_open_parenthesis unit')
B17 = Beginning('.?', 'dot safe_dot')
B18 = Beginning('"$\'(0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[_abcdefghijklmnopqrstuvwxyz{\x80', 'boolean for_word money name null number percent placeholder plain_name short_duration sign_open_brace sign_open_bracket sign_open_parenthesis string')
B19 = Beginning(',w', 'keyword_when sign_comma')
B20 = Beginning('"\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name string')
B21 = Beginning('"\',ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name sign_comma string')
B22 = Beginning('$0123456789\x80', 'integer placeholder short_duration')
B23 = Beginning('.', 'dot')
B24 = Beginning('$fnty', 'boolean placeholder')
B25 = Beginning('"$\'-0123456789[fnty\x80', 'boolean minus money null number percent sign_open_bracket string')
B26 = Beginning('-', 'minus')
B27 = Beginning('$0123456789\x80', 'money number percent')
B28 = Beginning('[', 'sign_open_bracket')
B29 = Beginning('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'collection_kind decimal_kind map_kind name')
B30 = Beginning('<o', 'keyword_of sign_less')
B31 = Beginning('[abcdelmnoprsuv', 'flag_qualifier keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key sign_open_bracket size_qualifier_key text_qualifier_key')
B32 = Beginning('clprsv', 'keyword_count keyword_length keyword_pattern keyword_precision keyword_range keyword_scale keyword_values')
B33 = Beginning('"$\'-0123456789\x80', 'minus money number percent string')
B34 = Beginning('"$\'-.0123456789\x80', 'integer minus money number percent range_dots string')
B35 = Beginning('"$\'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\x80', 'minus money name number percent string')
B36 = Beginning('abcdelmnoprsuv', 'flag_qualifier keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key size_qualifier_key text_qualifier_key')
B37 = Beginning('t', 'keyword_to')
B38 = Beginning('"$\'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[_abcdefghijklmnopqrstuvwxyz\x80', 'boolean integer minus money name null number percent placeholder short_duration sign_open_bracket string')
B39 = Beginning(',[abcdelmnoprsuv', 'flag_qualifier keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key sign_comma sign_open_bracket size_qualifier_key text_qualifier_key')
RULES = {
    "expression": choice(None, rule("lambda"), rule("conditional")),
    "lambda": sequence(ahead(token("lambda_start", common.LAMBDA_START), there=True), rule("lambda_parameters"), token("arrow", common.ARROW), rule("expression")),
    "lambda_parameters": choice(B2, token("name", common.NAME), sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), repeated(B0, sequence(token("name", common.NAME), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), token("name", common.NAME)), 0, None)), 0, 1), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS))),
    "conditional": choice(B3, rule("when"), rule("ternary")),
    "ternary": sequence(rule("binary"), repeated(B4, sequence(token("question", common.QUESTION), rule("expression"), token("sign_colon", common.SIGN_COLON), rule("expression")), 0, 1)),
    "when": sequence(repeated(B5, rule("when_arm"), 1, None), repeated(B6, rule("when_otherwise"), 0, 1)),
    "when_arm": sequence(token("keyword_when", common.KEYWORD_WHEN), rule("binary"), choice(B7, token("keyword_then", common.KEYWORD_THEN), token("sign_colon", common.SIGN_COLON)), rule("expression")),
    "when_otherwise": sequence(choice(B6, token("keyword_otherwise", common.KEYWORD_OTHERWISE), token("keyword_else", common.KEYWORD_ELSE)), repeated(B8, token("sign_colon", common.SIGN_COLON), 0, 1), rule("expression")),
    "binary": sequence(rule("operand"), repeated(B9, rule("tail"), 0, None)),
    "tail": choice(B9, sequence(token("binary_operator", common.BINARY_OPERATOR), rule("operand")), rule("membership"), rule("between"), rule("null_test")),
    "membership": sequence(repeated(B10, rule("not_in"), 0, 1), token("keyword_in", common.KEYWORD_IN), choice(B11, rule("recent"), rule("option_list"), rule("lone_operand"))),
    "recent": sequence(token("keyword_last", common.KEYWORD_LAST), rule("duration")),
    "not_in": sequence(token("keyword_not", common.KEYWORD_NOT), ahead(token("keyword_in", common.KEYWORD_IN), there=True)),
    "option_list": choice(B12, sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), repeated(None, sequence(rule("expression"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("expression")), 0, None)), 0, 1), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)), sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), repeated(None, sequence(rule("expression"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("expression")), 0, None)), 0, 1), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET))),
    "between": sequence(repeated(B10, rule("not_between"), 0, 1), token("keyword_between", common.KEYWORD_BETWEEN), rule("arithmetic"), token("keyword_and", common.KEYWORD_AND), rule("arithmetic")),
    "not_between": sequence(token("keyword_not", common.KEYWORD_NOT), ahead(token("keyword_between", common.KEYWORD_BETWEEN), there=True)),
    "arithmetic": sequence(rule("operand"), repeated(B13, rule("arithmetic_tail"), 0, None)),
    "arithmetic_tail": sequence(token("arithmetic_operator", common.ARITHMETIC_OPERATOR), rule("operand")),
    "null_test": choice(B14, token("is_null", common.IS_NULL), token("is_not_null", common.IS_NOT_NULL)),
    "operand": sequence(repeated(B15, token("prefix", common.PREFIX), 0, None), rule("postfix")),
    "lone_operand": sequence(repeated(B15, token("prefix", common.PREFIX), 0, None), rule("postfix")),
    "postfix": sequence(rule("primary"), repeated(None, rule("suffix"), 0, None)),
    "suffix": sequence(ahead(token("suffix_start", common.SUFFIX_START), there=True), choice(B16, rule("member"), rule("each"), rule("index"), rule("call"), token("unit", common.UNIT))),
    "member": sequence(choice(B17, token("safe_dot", common.SAFE_DOT), token("dot", common.DOT)), token("name", common.NAME)),
    "each": sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)),
    "index": sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), rule("expression"), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)),
    "call": sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), repeated(None, sequence(rule("argument"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("argument")), 0, None)), 0, 1), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)),
    "argument": sequence(repeated(B0, rule("argument_name"), 0, 1), rule("expression")),
    "argument_name": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON)),
    "primary": choice(B18, token("plain_name", common.PLAIN_NAME), rule("for_each"), token("string", common.STRING), token("money", common.MONEY), token("percent", common.PERCENT), token("short_duration", common.SHORT_DURATION), token("number", common.NUMBER), token("placeholder", common.PLACEHOLDER), token("boolean", common.BOOLEAN), token("null", common.NULL), rule("record"), rule("list"), rule("parenthesized"), token("name", common.NAME)),
    "for_each": sequence(token("for_word", common.FOR_WORD), token("name", common.NAME), token("keyword_in", common.KEYWORD_IN), rule("lone_operand"), token("keyword_yield", common.KEYWORD_YIELD), rule("expression")),
    "parenthesized": sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("expression"), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)),
    "list": sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), repeated(None, sequence(rule("list_element"), repeated(B19, sequence(rule("list_comma"), rule("list_element")), 0, None), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)), 0, 1), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)),
    "list_comma": choice(B19, token("sign_comma", common.SIGN_COMMA), ahead(token("keyword_when", common.KEYWORD_WHEN), there=True)),
    "list_element": sequence(rule("expression")),
    "record": sequence(token("sign_open_brace", common.SIGN_OPEN_BRACE), repeated(B20, sequence(rule("record_entry"), repeated(B21, sequence(repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1), rule("record_entry")), 0, None), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)), 0, 1), token("sign_close_brace", common.SIGN_CLOSE_BRACE)),
    "record_entry": sequence(choice(B20, token("name", common.NAME), token("string", common.STRING)), token("sign_colon", common.SIGN_COLON), rule("expression")),
    "duration": choice(B22, token("short_duration", common.SHORT_DURATION), token("placeholder", common.PLACEHOLDER), sequence(token("integer", common.INTEGER), token("unit", common.UNIT))),
    "path": sequence(token("name", common.NAME), repeated(B23, sequence(token("dot", common.DOT), token("name", common.NAME)), 0, None)),
    "boolean_value": choice(B24, token("boolean", common.BOOLEAN), token("placeholder", common.PLACEHOLDER)),
    "literal": choice(B25, token("string", common.STRING), token("money", common.MONEY), token("percent", common.PERCENT), rule("signed"), token("boolean", common.BOOLEAN), token("null", common.NULL), rule("list")),
    "signed": sequence(repeated(B26, token("minus", common.MINUS), 0, 1), choice(B27, token("money", common.MONEY), token("percent", common.PERCENT), token("number", common.NUMBER))),
    "type": sequence(rule("base_type"), repeated(B28, rule("array"), 0, None)),
    "array": sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)),
    "base_type": choice(B29, rule("collection_type"), rule("map_type"), rule("decimal_type"), rule("named_type")),
    "collection_type": sequence(token("collection_kind", common.COLLECTION_KIND), choice(B30, sequence(token("sign_less", common.SIGN_LESS), rule("type"), token("sign_greater", common.SIGN_GREATER)), sequence(token("keyword_of", common.KEYWORD_OF), rule("type")))),
    "map_type": sequence(token("map_kind", common.MAP_KIND), token("sign_less", common.SIGN_LESS), rule("type"), token("sign_comma", common.SIGN_COMMA), rule("type"), token("sign_greater", common.SIGN_GREATER)),
    "decimal_type": sequence(token("decimal_kind", common.DECIMAL_KIND), token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), token("integer", common.INTEGER), token("sign_comma", common.SIGN_COMMA), token("integer", common.INTEGER), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)),
    "named_type": sequence(token("name", common.NAME)),
    "field": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("type"), repeated(B31, rule("field_part"), 0, None), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "field_part": choice(B31, rule("constraints"), rule("qualifier")),
    "constraints": sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), rule("constraint"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("constraint")), 0, None), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)),
    "constraint": choice(B32, rule("range"), rule("length"), rule("pattern_spec"), rule("values"), rule("precision"), rule("scale"), rule("count")),
    "range": sequence(token("keyword_range", common.KEYWORD_RANGE), token("sign_colon", common.SIGN_COLON), rule("bounds")),
    "bounds": sequence(repeated(B33, rule("bound"), 0, 1), token("range_dots", common.RANGE_DOTS), repeated(B33, rule("bound"), 0, 1)),
    "bound": choice(B33, token("string", common.STRING), token("money", common.MONEY), token("percent", common.PERCENT), rule("signed")),
    "length": sequence(token("keyword_length", common.KEYWORD_LENGTH), token("sign_colon", common.SIGN_COLON), choice(B34, rule("bounds"), token("integer", common.INTEGER))),
    "pattern_spec": sequence(token("keyword_pattern", common.KEYWORD_PATTERN), token("sign_colon", common.SIGN_COLON), token("string", common.STRING)),
    "values": sequence(token("keyword_values", common.KEYWORD_VALUES), token("sign_colon", common.SIGN_COLON), rule("value"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), ahead(token("constraint_key", common.CONSTRAINT_KEY), there=False), rule("value")), 0, None)),
    "value": choice(B35, token("name", common.NAME), token("string", common.STRING), rule("signed")),
    "precision": sequence(token("keyword_precision", common.KEYWORD_PRECISION), token("sign_colon", common.SIGN_COLON), token("integer", common.INTEGER)),
    "scale": sequence(token("keyword_scale", common.KEYWORD_SCALE), token("sign_colon", common.SIGN_COLON), token("integer", common.INTEGER)),
    "count": sequence(token("keyword_count", common.KEYWORD_COUNT), token("sign_colon", common.SIGN_COLON), choice(B34, rule("bounds"), token("integer", common.INTEGER))),
    "qualifier": choice(B36, rule("required_when"), token("flag_qualifier", common.FLAG_QUALIFIER), rule("pii"), rule("default"), rule("text_qualifier"), rule("range_words"), rule("length_words"), rule("path_qualifier"), rule("size_qualifier"), rule("values_words")),
    "required_when": sequence(token("keyword_required", common.KEYWORD_REQUIRED), token("keyword_when", common.KEYWORD_WHEN), rule("expression")),
    "pii": sequence(token("keyword_pii", common.KEYWORD_PII), repeated(B23, sequence(token("dot", common.DOT), token("name", common.NAME)), 0, 1)),
    "default": sequence(token("keyword_default", common.KEYWORD_DEFAULT), repeated(B8, token("sign_colon", common.SIGN_COLON), 0, 1), rule("expression")),
    "text_qualifier": sequence(token("text_qualifier_key", common.TEXT_QUALIFIER_KEY), repeated(B8, token("sign_colon", common.SIGN_COLON), 0, 1), token("string", common.STRING)),
    "range_words": sequence(token("keyword_range", common.KEYWORD_RANGE), rule("bound"), token("keyword_to", common.KEYWORD_TO), rule("bound")),
    "length_words": sequence(token("keyword_length", common.KEYWORD_LENGTH), token("integer", common.INTEGER), repeated(B37, sequence(token("keyword_to", common.KEYWORD_TO), token("integer", common.INTEGER)), 0, 1)),
    "path_qualifier": sequence(token("path_qualifier_key", common.PATH_QUALIFIER_KEY), rule("path")),
    "size_qualifier": sequence(token("size_qualifier_key", common.SIZE_QUALIFIER_KEY), repeated(B8, token("sign_colon", common.SIGN_COLON), 0, 1), token("version_number", common.VERSION_NUMBER)),
    "values_words": sequence(token("keyword_values", common.KEYWORD_VALUES), rule("value"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("value")), 0, None)),
    "description": sequence(token("keyword_description", common.KEYWORD_DESCRIPTION), repeated(B8, token("sign_colon", common.SIGN_COLON), 0, 1), token("string", common.STRING)),
    "import": sequence(token("keyword_import", common.KEYWORD_IMPORT), token("import_path", common.IMPORT_PATH)),
    "assignment": sequence(rule("path"), token("sign_equals", common.SIGN_EQUALS), rule("expression")),
    "let": sequence(token("keyword_let", common.KEYWORD_LET), token("name", common.NAME), token("sign_equals", common.SIGN_EQUALS), rule("expression")),
    "set": sequence(token("keyword_set", common.KEYWORD_SET), rule("path"), token("sign_equals", common.SIGN_EQUALS), rule("expression")),
    "require": sequence(token("keyword_require", common.KEYWORD_REQUIRE), rule("expression"), token("keyword_else", common.KEYWORD_ELSE), token("string", common.STRING)),
    "option": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("option_value"), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "option_value": choice(None, sequence(rule("option_word"), ahead(token("option_end", common.OPTION_END), there=True)), rule("expression")),
    "option_word": choice(B38, rule("duration"), rule("size"), rule("literal"), token("name", common.NAME)),
    "size": sequence(token("number", common.NUMBER), token("size_unit", common.SIZE_UNIT)),
    "name_list": sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), repeated(B0, sequence(rule("path"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("path")), 0, None)), 0, 1), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)),
    "input_field": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("type"), repeated(B39, sequence(repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1), rule("field_part")), 0, None), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
}
