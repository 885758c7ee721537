"""Written from `peg/rules.peg` by `python -m nexflow_grammar.peg_compiler`."""

from nexflow_grammar.compiled import common, rules
from nexflow_grammar.failures import Beginning, ahead, choice, repeated, rule, sequence, token

B0 = Beginning('"\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name string')
B1 = Beginning(':', 'sign_colon')
B2 = Beginning('frt', 'keyword_fallback keyword_retry keyword_timeout')
B3 = Beginning('acs', 'keyword_cached service_kind')
B4 = Beginning('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name')
B5 = Beginning(',', 'sign_comma')
B6 = Beginning('(', 'sign_open_parenthesis')
B7 = Beginning('aces', 'keyword_audit keyword_call keyword_emit keyword_state')
B8 = Beginning('c', 'keyword_cached')
B9 = Beginning('$0123456789\x80', 'integer placeholder short_duration')
B10 = Beginning('cot', 'keyword_cache keyword_on_miss keyword_timeout')
B11 = Beginning('fu', 'keyword_fail keyword_use')
B12 = Beginning('t', 'keyword_then')
B13 = Beginning('-:t', 'keyword_then sign_colon sign_result_arrow')
B14 = Beginning('!"$\'(*-0123456789<=>ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\x80', 'any_cell boolean cell_is_not_null cell_is_null cell_text_test comparison keyword_between keyword_in keyword_marker keyword_not minus money name number percent prefix_match short_duration sign_open_parenthesis string')
B15 = Beginning('"$\'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\x80', 'boolean minus money name number percent short_duration string')
B16 = Beginning('0123456789\x80', 'number short_duration')
B17 = Beginning('.t', 'keyword_to range_dots')
B18 = Beginning('n', 'keyword_not')
B19 = Beginning('([', 'sign_open_bracket sign_open_parenthesis')
B20 = Beginning('in', 'cell_is_not_null cell_is_null')
RULES = {
    "table_head": sequence(token("keyword_decision_table", rules.KEYWORD_DECISION_TABLE), token("name", common.NAME)),
    "rule_head": sequence(token("rule_keyword", rules.RULE_KEYWORD), choice(B0, token("name", common.NAME), token("string", common.STRING)), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "services_head": sequence(token("keyword_services", rules.KEYWORD_SERVICES)),
    "actions_head": sequence(token("keyword_actions", rules.KEYWORD_ACTIONS)),
    "service": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("service_mode"), token("name", common.NAME), token("dot", common.DOT), token("name", common.NAME), rule("parameters"), token("sign_result_arrow", rules.SIGN_RESULT_ARROW), rule("type"), repeated(B2, rule("service_option"), 0, None)),
    "service_mode": choice(B3, sequence(token("keyword_cached", rules.KEYWORD_CACHED), token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("duration"), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)), token("service_kind", rules.SERVICE_KIND)),
    "parameters": sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), repeated(B4, sequence(rule("parameter"), repeated(B5, sequence(token("sign_comma", common.SIGN_COMMA), rule("parameter")), 0, None)), 0, 1), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)),
    "parameter": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("type")),
    "service_option": sequence(choice(B2, sequence(token("keyword_timeout", rules.KEYWORD_TIMEOUT), token("sign_colon", common.SIGN_COLON), rule("duration")), sequence(token("keyword_fallback", rules.KEYWORD_FALLBACK), token("sign_colon", common.SIGN_COLON), rule("literal")), sequence(token("keyword_retry", rules.KEYWORD_RETRY), token("sign_colon", common.SIGN_COLON), token("integer", common.INTEGER))), repeated(B5, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "action": sequence(token("name", common.NAME), rule("parameters"), token("sign_result_arrow", rules.SIGN_RESULT_ARROW), rule("action_target")),
    "action_target": choice(B7, sequence(token("keyword_emit", rules.KEYWORD_EMIT), token("keyword_to", common.KEYWORD_TO), token("name", common.NAME)), sequence(token("keyword_state", rules.KEYWORD_STATE), token("name", common.NAME), token("dot", common.DOT), token("name", common.NAME), repeated(B6, sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("expression"), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)), 0, 1)), token("keyword_audit", rules.KEYWORD_AUDIT), sequence(token("keyword_call", rules.KEYWORD_CALL), token("name", common.NAME), token("dot", common.DOT), token("name", common.NAME))),
    "hit_policy": sequence(token("keyword_hit_policy", rules.KEYWORD_HIT_POLICY), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1), choice(B0, token("name", common.NAME), token("string", common.STRING))),
    "table_version": sequence(token("keyword_version", rules.KEYWORD_VERSION), token("sign_colon", common.SIGN_COLON), token("version_number", common.VERSION_NUMBER)),
    "given": sequence(token("keyword_given", rules.KEYWORD_GIVEN), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "given_schema": sequence(token("keyword_given", rules.KEYWORD_GIVEN), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "decide": sequence(token("keyword_decide", rules.KEYWORD_DECIDE), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "return": sequence(token("keyword_return", rules.KEYWORD_RETURN), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "return_schema": sequence(token("keyword_return", rules.KEYWORD_RETURN), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "execute": sequence(token("keyword_execute", rules.KEYWORD_EXECUTE), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "post_calculate": sequence(token("keyword_post_calculate", rules.KEYWORD_POST_CALCULATE), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "aggregate": sequence(token("keyword_aggregate", rules.KEYWORD_AGGREGATE), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "lookups": sequence(token("keyword_lookups", rules.KEYWORD_LOOKUPS), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "lookup_binding": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), token("name", common.NAME), repeated(B8, sequence(token("keyword_cached", rules.KEYWORD_CACHED), repeated(B9, rule("duration"), 0, 1)), 0, 1), repeated(B5, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "lookup_call": sequence(token("name", common.NAME), token("sign_equals", common.SIGN_EQUALS), token("keyword_lookup", rules.KEYWORD_LOOKUP), rule("expression"), token("keyword_from", rules.KEYWORD_FROM), token("string", common.STRING), repeated(B10, rule("lookup_option"), 0, None)),
    "lookup_option": choice(B10, sequence(token("keyword_cache", rules.KEYWORD_CACHE), token("keyword_ttl", rules.KEYWORD_TTL), rule("duration")), sequence(token("keyword_timeout", rules.KEYWORD_TIMEOUT), rule("duration")), sequence(token("keyword_on_miss", rules.KEYWORD_ON_MISS), choice(B11, sequence(token("keyword_use", rules.KEYWORD_USE), token("keyword_default", common.KEYWORD_DEFAULT), rule("expression")), sequence(token("keyword_fail", rules.KEYWORD_FAIL), token("keyword_with", rules.KEYWORD_WITH), token("string", common.STRING))))),
    "mappings": sequence(token("keyword_mappings", rules.KEYWORD_MAPPINGS), repeated(B1, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "calculate": sequence(token("keyword_calculate", rules.KEYWORD_CALCULATE), token("sign_colon", common.SIGN_COLON)),
    "return_now": sequence(token("keyword_return", rules.KEYWORD_RETURN)),
    "if": sequence(token("keyword_if", rules.KEYWORD_IF), rule("expression"), token("keyword_then", common.KEYWORD_THEN)),
    "elseif": sequence(token("keyword_elseif", rules.KEYWORD_ELSEIF), rule("expression"), token("keyword_then", common.KEYWORD_THEN)),
    "else": sequence(token("keyword_else", common.KEYWORD_ELSE)),
    "arm": sequence(token("keyword_when", common.KEYWORD_WHEN), token("condition_start", rules.CONDITION_START), rule("expression"), repeated(B12, token("keyword_then", common.KEYWORD_THEN), 0, 1)),
    "arm_otherwise": sequence(token("keyword_otherwise", common.KEYWORD_OTHERWISE), repeated(B13, choice(B13, token("sign_result_arrow", rules.SIGN_RESULT_ARROW), token("sign_colon", common.SIGN_COLON), token("keyword_then", common.KEYWORD_THEN)), 0, 1)),
    "arm_emit": sequence(token("keyword_emit", rules.KEYWORD_EMIT), token("name", common.NAME), token("sign_colon", common.SIGN_COLON)),
    "calls": sequence(rule("call_statement"), repeated(B5, sequence(token("sign_comma", common.SIGN_COMMA), rule("call_statement")), 0, None)),
    "call_statement": sequence(rule("path"), rule("call")),
    "column": sequence(rule("expression")),
    "condition": choice(B14, token("any_cell", rules.ANY_CELL), token("prefix_match", rules.PREFIX_MATCH), rule("cell_range"), rule("cell_comparison"), rule("cell_membership"), rule("cell_text"), rule("cell_null"), rule("cell_marker"), rule("cell_between"), rule("cell_literal"), rule("parenthesized")),
    "cell_value": choice(B15, token("string", common.STRING), token("money", common.MONEY), token("percent", common.PERCENT), rule("signed_duration"), rule("signed"), token("boolean", common.BOOLEAN), rule("path")),
    "signed_duration": choice(B16, token("short_duration", common.SHORT_DURATION), sequence(token("number", common.NUMBER), token("unit", common.UNIT))),
    "cell_range": sequence(rule("cell_value"), choice(B17, token("keyword_to", common.KEYWORD_TO), token("range_dots", common.RANGE_DOTS)), rule("cell_value")),
    "cell_comparison": sequence(token("comparison", rules.COMPARISON), rule("cell_value")),
    "cell_membership": sequence(repeated(B18, rule("cell_not"), 0, 1), token("keyword_in", common.KEYWORD_IN), choice(B19, sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("cell_value"), repeated(B5, sequence(token("sign_comma", common.SIGN_COMMA), rule("cell_value")), 0, None), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)), sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), rule("cell_value"), repeated(B5, sequence(token("sign_comma", common.SIGN_COMMA), rule("cell_value")), 0, None), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)))),
    "cell_not": sequence(token("keyword_not", common.KEYWORD_NOT)),
    "cell_text": sequence(token("cell_text_test", rules.CELL_TEXT_TEST), token("string", common.STRING)),
    "cell_null": choice(B20, token("cell_is_null", rules.CELL_IS_NULL), token("cell_is_not_null", rules.CELL_IS_NOT_NULL)),
    "cell_marker": sequence(token("keyword_marker", rules.KEYWORD_MARKER), token("name", common.NAME), token("cell_marker_state", rules.CELL_MARKER_STATE)),
    "cell_between": sequence(token("keyword_between", common.KEYWORD_BETWEEN), token("name", common.NAME), token("keyword_and", common.KEYWORD_AND), token("name", common.NAME)),
    "cell_literal": sequence(rule("cell_value")),
    "result": choice(None, token("no_result", rules.NO_RESULT), rule("emit_result"), rule("expression")),
    "emit_result": sequence(token("keyword_emit", rules.KEYWORD_EMIT), token("keyword_to", common.KEYWORD_TO), token("name", common.NAME)),
}
