"""Written from `peg/schema.peg` by `python -m nexflow_grammar.peg_compiler`."""

from nexflow_grammar.compiled import common, schema
from nexflow_grammar.failures import Beginning, ahead, choice, repeated, rule, sequence, token

B0 = Beginning('[abcdelmnoprsuv', 'flag_qualifier keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key sign_open_bracket size_qualifier_key text_qualifier_key')
B1 = Beginning(',', 'sign_comma')
B2 = Beginning('cdempr', 'compatibility_keyword lifecycle_text lifecycle_version')
B3 = Beginning(':', 'sign_colon')
B4 = Beginning('lo', 'keyword_object nested_list')
B5 = Beginning('"$\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name placeholder string')
B6 = Beginning('*ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'any_state name')
B7 = Beginning(',[abcdelmnoprsuv', 'flag_qualifier keyword_can_schedule keyword_change_frequency keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key sign_comma sign_open_bracket size_qualifier_key text_qualifier_key')
B8 = Beginning('[abcdelmnoprsuv', 'flag_qualifier keyword_can_schedule keyword_change_frequency keyword_default keyword_length keyword_pii keyword_range keyword_required keyword_values path_qualifier_key sign_open_bracket size_qualifier_key text_qualifier_key')
B9 = Beginning('cdr', 'keyword_can_schedule keyword_change_frequency keyword_default keyword_range')
RULES = {
    "schema_head": sequence(token("schema_keyword", schema.SCHEMA_KEYWORD), token("name", common.NAME)),
    "types_head": sequence(token("keyword_types", schema.KEYWORD_TYPES)),
    "alias": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("type"), repeated(B0, rule("field_part"), 0, None), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "pattern": sequence(token("keyword_pattern", common.KEYWORD_PATTERN), token("name", common.NAME), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), token("name", common.NAME)), 0, None)),
    "version": sequence(token("keyword_version", schema.KEYWORD_VERSION), token("version_number", common.VERSION_NUMBER), repeated(B2, rule("lifecycle_part"), 0, None)),
    "lifecycle": repeated(B2, rule("lifecycle_part"), 1, None),
    "lifecycle_part": choice(B2, sequence(token("lifecycle_text", schema.LIFECYCLE_TEXT), token("sign_colon", common.SIGN_COLON), token("string", common.STRING)), sequence(token("lifecycle_version", schema.LIFECYCLE_VERSION), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1), token("version_number", common.VERSION_NUMBER)), rule("compatibility")),
    "compatibility": sequence(token("compatibility_keyword", schema.COMPATIBILITY_KEYWORD), token("name", common.NAME)),
    "retention": sequence(token("keyword_retention", schema.KEYWORD_RETENTION), rule("duration")),
    "immutable": sequence(token("keyword_immutable", schema.KEYWORD_IMMUTABLE), token("boolean", common.BOOLEAN)),
    "identity": sequence(token("keyword_identity", schema.KEYWORD_IDENTITY), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "streaming": sequence(token("keyword_streaming", schema.KEYWORD_STREAMING), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "serialization": sequence(token("keyword_serialization", schema.KEYWORD_SERIALIZATION), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "fields": sequence(token("keyword_fields", schema.KEYWORD_FIELDS), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "computed": sequence(token("keyword_computed", schema.KEYWORD_COMPUTED), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "constraints_head": sequence(token("keyword_constraints", schema.KEYWORD_CONSTRAINTS), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "nested": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), choice(B4, token("nested_list", schema.NESTED_LIST), token("keyword_object", schema.KEYWORD_OBJECT))),
    "serialization_option": sequence(token("serialization_key", schema.SERIALIZATION_KEY), choice(B5, token("string", common.STRING), token("name", common.NAME), token("placeholder", common.PLACEHOLDER))),
    "sparsity": sequence(token("keyword_sparsity", schema.KEYWORD_SPARSITY), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "retention_block": sequence(token("keyword_retention", schema.KEYWORD_RETENTION), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "computed_field": sequence(token("name", common.NAME), token("sign_equals", common.SIGN_EQUALS), rule("expression")),
    "constraint_rule": sequence(rule("expression"), token("keyword_as", schema.KEYWORD_AS), token("string", common.STRING)),
    "for_entity": sequence(token("keyword_for_entity", schema.KEYWORD_FOR_ENTITY), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "initial_state": sequence(token("keyword_initial_state", schema.KEYWORD_INITIAL_STATE), token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "states_list": sequence(token("keyword_states", schema.KEYWORD_STATES), token("sign_colon", common.SIGN_COLON), rule("name_list")),
    "states": sequence(token("keyword_states", schema.KEYWORD_STATES), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "state": sequence(token("name", common.NAME), repeated(B3, sequence(token("sign_colon", common.SIGN_COLON), token("state_kind", schema.STATE_KIND)), 0, 1), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "transitions": sequence(token("keyword_transitions", schema.KEYWORD_TRANSITIONS), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "transitions_from": sequence(token("keyword_from", schema.KEYWORD_FROM), token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("name_list")),
    "transition": sequence(choice(B6, token("any_state", schema.ANY_STATE), token("name", common.NAME)), token("sign_result_arrow", schema.SIGN_RESULT_ARROW), token("name", common.NAME), repeated(B3, sequence(token("sign_colon", common.SIGN_COLON), token("name", common.NAME)), 0, 1)),
    "on_transition": sequence(token("keyword_on_transition", schema.KEYWORD_ON_TRANSITION), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "transition_action": sequence(token("keyword_to", common.KEYWORD_TO), token("name", common.NAME), token("sign_colon", common.SIGN_COLON), token("name", common.NAME), rule("call")),
    "parameters": sequence(token("keyword_parameters", schema.KEYWORD_PARAMETERS), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "parameter": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("type"), repeated(B7, sequence(repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1), rule("parameter_part")), 0, None), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "parameter_part": choice(B8, rule("parameter_option"), rule("field_part")),
    "parameter_option": sequence(choice(B9, sequence(token("keyword_default", common.KEYWORD_DEFAULT), token("sign_colon", common.SIGN_COLON), rule("expression")), sequence(token("keyword_range", common.KEYWORD_RANGE), token("sign_colon", common.SIGN_COLON), rule("bounds")), sequence(token("keyword_can_schedule", schema.KEYWORD_CAN_SCHEDULE), token("sign_colon", common.SIGN_COLON), token("boolean", common.BOOLEAN)), sequence(token("keyword_change_frequency", schema.KEYWORD_CHANGE_FREQUENCY), token("sign_colon", common.SIGN_COLON), token("name", common.NAME))), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "entries": sequence(token("keyword_entries", schema.KEYWORD_ENTRIES), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "entry": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON)),
    "entry_value": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), rule("literal"), repeated(B1, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "schema_rule": sequence(token("keyword_rule", schema.KEYWORD_RULE), token("name", common.NAME)),
    "given": sequence(token("keyword_given", schema.KEYWORD_GIVEN), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "calculate": sequence(token("keyword_calculate", schema.KEYWORD_CALCULATE), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "return": sequence(token("keyword_return", schema.KEYWORD_RETURN), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "migration": sequence(token("keyword_migration", schema.KEYWORD_MIGRATION), repeated(B3, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "migration_tuple": sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("path"), repeated(B1, sequence(token("sign_comma", common.SIGN_COMMA), rule("path")), 0, None), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS), token("sign_equals", common.SIGN_EQUALS), rule("expression")),
}
