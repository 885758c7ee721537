"""Written from `peg/transform.peg` by `python -m nexflow_grammar.peg_compiler`."""

from nexflow_grammar.compiled import common, transform
from nexflow_grammar.failures import Beginning, ahead, choice, repeated, rule, sequence, token

B0 = Beginning(':', 'sign_colon')
B1 = Beginning('"\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name string')
B2 = Beginning('cdpv', 'metadata_name metadata_version')
B3 = Beginning('fi', 'keyword_from keyword_input')
B4 = Beginning(',[abcdelmnoprsuv', 'flag_qualifier keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key sign_comma sign_open_bracket size_qualifier_key text_qualifier_key')
B5 = Beginning(',', 'sign_comma')
B6 = Beginning('ot', 'keyword_output keyword_to')
B7 = Beginning('o', 'keyword_object')
B8 = Beginning('c', 'keyword_cached')
B9 = Beginning('$0123456789\x80', 'integer placeholder short_duration')
B10 = Beginning('cot', 'keyword_cache keyword_on_miss keyword_timeout')
B11 = Beginning('fu', 'keyword_fail keyword_use')
B12 = Beginning(':t', 'keyword_then sign_colon')
B13 = Beginning('"\'cms', 'check_clause_name string')
B14 = Beginning('cms', 'check_clause_name')
B15 = Beginning('cps', 'compose_kind')
B16 = Beginning('ow', 'keyword_otherwise keyword_when')
B17 = Beginning('(', 'sign_open_parenthesis')
B18 = Beginning(')', 'sign_close_parenthesis')
B19 = Beginning('d', 'keyword_data')
B20 = Beginning('dp', 'keyword_defaults keyword_partial')
B21 = Beginning('c', 'keyword_code')
RULES = {
    "transform_head": sequence(token("transform_keyword", transform.TRANSFORM_KEYWORD), token("name", common.NAME)),
    "metadata": choice(B2, sequence(token("metadata_version", transform.METADATA_VERSION), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1), token("version_number", common.VERSION_NUMBER)), sequence(token("metadata_name", transform.METADATA_NAME), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1), choice(B1, token("string", common.STRING), token("name", common.NAME)))),
    "flag": sequence(token("flag_name", transform.FLAG_NAME), token("sign_colon", common.SIGN_COLON), token("boolean", common.BOOLEAN)),
    "cache": sequence(token("keyword_cache", transform.KEYWORD_CACHE), token("sign_colon", common.SIGN_COLON), rule("duration")),
    "cache_block": sequence(token("keyword_cache", transform.KEYWORD_CACHE), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "input_block": sequence(token("keyword_input", transform.KEYWORD_INPUT), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "output_block": sequence(token("keyword_output", transform.KEYWORD_OUTPUT), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "input": sequence(choice(B3, token("keyword_from", transform.KEYWORD_FROM), sequence(token("keyword_input", transform.KEYWORD_INPUT), token("sign_colon", common.SIGN_COLON))), rule("type"), repeated(B4, sequence(repeated(B5, token("sign_comma", common.SIGN_COMMA), 0, 1), rule("field_part")), 0, None)),
    "output": sequence(choice(B6, token("keyword_to", common.KEYWORD_TO), sequence(token("keyword_output", transform.KEYWORD_OUTPUT), token("sign_colon", common.SIGN_COLON))), rule("type"), repeated(B4, sequence(repeated(B5, token("sign_comma", common.SIGN_COMMA), 0, 1), rule("field_part")), 0, None)),
    "input_group": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), repeated(B7, token("keyword_object", transform.KEYWORD_OBJECT), 0, 1)),
    "lookup_part": sequence(token("keyword_lookup", transform.KEYWORD_LOOKUP), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "lookups": sequence(token("keyword_lookups", transform.KEYWORD_LOOKUPS), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "lookup_binding": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), token("name", common.NAME), repeated(B8, sequence(token("keyword_cached", transform.KEYWORD_CACHED), repeated(B9, rule("duration"), 0, 1)), 0, 1), repeated(B5, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "lookup_call": sequence(token("name", common.NAME), token("sign_equals", common.SIGN_EQUALS), token("keyword_lookup", transform.KEYWORD_LOOKUP), rule("expression"), token("keyword_from", transform.KEYWORD_FROM), token("string", common.STRING), repeated(B10, rule("lookup_option"), 0, None)),
    "lookup_option": choice(B10, sequence(token("keyword_cache", transform.KEYWORD_CACHE), token("keyword_ttl", transform.KEYWORD_TTL), rule("duration")), sequence(token("keyword_timeout", transform.KEYWORD_TIMEOUT), rule("duration")), sequence(token("keyword_on_miss", transform.KEYWORD_ON_MISS), choice(B11, sequence(token("keyword_use", transform.KEYWORD_USE), token("keyword_default", common.KEYWORD_DEFAULT), rule("expression")), sequence(token("keyword_fail", transform.KEYWORD_FAIL), token("keyword_with", transform.KEYWORD_WITH), token("string", common.STRING))))),
    "state_part": sequence(token("keyword_state", transform.KEYWORD_STATE), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "params": sequence(token("keyword_params", transform.KEYWORD_PARAMS), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "use": sequence(token("keyword_use", transform.KEYWORD_USE), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "used": sequence(token("name", common.NAME), repeated(B5, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "validate_input": sequence(token("keyword_validate_input", transform.KEYWORD_VALIDATE_INPUT), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "validate_output": sequence(token("keyword_validate_output", transform.KEYWORD_VALIDATE_OUTPUT), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "invariant": sequence(token("keyword_invariant", transform.KEYWORD_INVARIANT), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "check_when": sequence(token("keyword_when", common.KEYWORD_WHEN), rule("expression"), choice(B12, token("sign_colon", common.SIGN_COLON), token("keyword_then", common.KEYWORD_THEN))),
    "check": sequence(rule("expression"), token("sign_colon", common.SIGN_COLON), repeated(B13, choice(B13, token("string", common.STRING), repeated(B14, rule("check_clause"), 1, None)), 0, 1)),
    "check_clause": sequence(token("check_clause_name", transform.CHECK_CLAUSE_NAME), token("sign_colon", common.SIGN_COLON), choice(B1, token("string", common.STRING), token("name", common.NAME))),
    "apply": sequence(token("keyword_apply", transform.KEYWORD_APPLY), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "mappings": sequence(token("keyword_mappings", transform.KEYWORD_MAPPINGS), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "arrow_mapping": sequence(rule("path"), token("sign_result_arrow", transform.SIGN_RESULT_ARROW), rule("expression")),
    "compose": sequence(token("keyword_compose", transform.KEYWORD_COMPOSE), repeated(B15, token("compose_kind", transform.COMPOSE_KIND), 0, 1)),
    "compose_then": sequence(token("keyword_then", common.KEYWORD_THEN), repeated(B15, token("compose_kind", transform.COMPOSE_KIND), 0, 1)),
    "compose_case": sequence(choice(B16, sequence(token("keyword_when", common.KEYWORD_WHEN), rule("expression"), token("sign_colon", common.SIGN_COLON)), sequence(token("keyword_otherwise", common.KEYWORD_OTHERWISE), token("sign_colon", common.SIGN_COLON))), token("name", common.NAME)),
    "on_change": sequence(token("keyword_on_change", transform.KEYWORD_ON_CHANGE), rule("name_list")),
    "recalculate": sequence(token("keyword_recalculate", transform.KEYWORD_RECALCULATE), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "on_error": sequence(token("keyword_on_error", transform.KEYWORD_ON_ERROR), repeated(B0, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "log_error": sequence(token("keyword_log_error", transform.KEYWORD_LOG_ERROR), repeated(B17, token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), 0, 1), token("string", common.STRING), repeated(B18, token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS), 0, 1)),
    "emit_defaults": sequence(token("keyword_emit", transform.KEYWORD_EMIT), token("keyword_with", transform.KEYWORD_WITH), choice(B20, token("keyword_defaults", transform.KEYWORD_DEFAULTS), sequence(token("keyword_partial", transform.KEYWORD_PARTIAL), repeated(B19, token("keyword_data", transform.KEYWORD_DATA), 0, 1)))),
    "reject": sequence(token("keyword_reject", transform.KEYWORD_REJECT), token("keyword_with", transform.KEYWORD_WITH), repeated(B21, token("keyword_code", transform.KEYWORD_CODE), 0, 1), token("string", common.STRING)),
}
