"""Written from `peg/process.peg` by `python -m nexflow_grammar.peg_compiler`."""

from nexflow_grammar.compiled import common, process
from nexflow_grammar.failures import Beginning, ahead, choice, repeated, rule, sequence, token

B0 = Beginning('h', 'keyword_hint')
B1 = Beginning('$0123456789\x80', 'integer placeholder')
B2 = Beginning(',', 'sign_comma')
B3 = Beginning('alw', 'keyword_allowed__lateness keyword_allowed_lateness keyword_late__data__to keyword_watermark__delay')
B4 = Beginning('$ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name placeholder')
B5 = Beginning('a', 'keyword_allowed__lateness keyword_allowed_lateness')
B6 = Beginning('bms', 'keyword_batch keyword_micro_batch keyword_stream')
B7 = Beginning('o', 'keyword_or')
B8 = Beginning('$0123456789\x80', 'integer placeholder short_duration')
B9 = Beginning('tu', 'keyword_to keyword_using')
B10 = Beginning('s', 'keyword_strategy')
B11 = Beginning('bw', 'keyword_backpressure keyword_when__slow')
B12 = Beginning('$0123456789\x80', 'number placeholder')
B13 = Beginning('bds', 'keyword_block keyword_drop keyword_sample')
B14 = Beginning('a', 'keyword_alert__after')
B15 = Beginning('cps', 'keyword_checkpoint__every keyword_persistence keyword_schema')
B16 = Beginning('bp', 'keyword_business_date__from keyword_processing_date__auto')
B17 = Beginning(':', 'sign_colon')
B18 = Beginning('w', 'keyword_when')
B19 = Beginning('a', 'keyword_and')
B20 = Beginning('(ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'keyword_after name sign_open_parenthesis')
B21 = Beginning('"$\'e', 'end_of_day placeholder string')
B22 = Beginning('blu', 'keyword_buffer keyword_local keyword_uses')
B23 = Beginning('ct', 'keyword_cleanup keyword_ttl')
B24 = Beginning('flp', 'buffer_order keyword_priority')
B25 = Beginning('as', 'ttl_kind')
B26 = Beginning('w', 'keyword_window')
B27 = Beginning('o', 'keyword_on__error keyword_on_error')
B28 = Beginning('f', 'keyword_failure')
B29 = Beginning('cis', 'keyword_correlation keyword_include keyword_schema')
B30 = Beginning('t', 'keyword_then')
B31 = Beginning('drs', 'keyword_dead_letter keyword_retry keyword_skip')
B32 = Beginning('t', 'keyword_times')
B33 = Beginning('$0123456789i\x80', 'integer keyword_indefinitely placeholder')
B34 = Beginning('bdm', 'keyword_backoff keyword_delay keyword_max_delay')
B35 = Beginning('f', 'keyword_from')
B36 = Beginning('a', 'keyword_as')
B37 = Beginning('abcdefghiklmnopqrstuw', 'batch_key duration_clause_key flag_clause keyword_allowed__lateness keyword_allowed_lateness keyword_as keyword_cache keyword_channel keyword_circuit_breaker keyword_failure_threshold keyword_features keyword_filter keyword_from keyword_id keyword_late__data__to keyword_match__from keyword_persist__to keyword_project__except keyword_reset_timeout keyword_retry keyword_schema keyword_state keyword_store__in keyword_to keyword_watermark__delay keyword_where keyword_with name_clause_key path_clause_key paths_clause_key record_clause_key selection_clause_key text_clause_key timestamp_key')
B38 = Beginning('"$\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'clause_word name placeholder string')
B39 = Beginning('"$\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'connector name placeholder string')
B40 = Beginning('"$\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name placeholder string')
B41 = Beginning('abcdefghiklmnopqrstuw', 'batch_key duration_clause_key flag_clause keyword_allowed__lateness keyword_allowed_lateness keyword_as keyword_cache keyword_channel keyword_circuit_breaker keyword_failure_threshold keyword_features keyword_filter keyword_from keyword_late__data__to keyword_match__from keyword_persist__to keyword_project__except keyword_reset_timeout keyword_retry keyword_schema keyword_state keyword_store__in keyword_to keyword_watermark__delay keyword_where keyword_with name_clause_key path_clause_key paths_clause_key record_clause_key selection_clause_key text_clause_key timestamp_key')
B42 = Beginning('cefs', 'emit_keyword keyword_continue keyword_fail')
B43 = Beginning('fw', 'keyword_filter keyword_where')
B44 = Beginning('as', 'keyword_as keyword_schema')
B45 = Beginning('"$\'', 'placeholder string')
B46 = Beginning('$0123456789i\x80', 'infinite integer placeholder short_duration')
B47 = Beginning('t', 'keyword_ttl')
B48 = Beginning('[{', 'sign_open_brace sign_open_bracket')
B49 = Beginning('cf', 'keyword_channel keyword_features')
B50 = Beginning('cfr', 'keyword_circuit_breaker keyword_failure_threshold keyword_reset_timeout keyword_retry')
B51 = Beginning('f', 'keyword_failure_threshold')
B52 = Beginning('r', 'keyword_reset_timeout')
B53 = Beginning(':=', 'sign_colon sign_equals')
B54 = Beginning('u', 'keyword_using')
B55 = Beginning('abcdefghiklmnopqrstuw', 'batch_key duration_clause_key flag_clause keyword_allowed__lateness keyword_allowed_lateness keyword_as keyword_cache keyword_channel keyword_circuit_breaker keyword_failure_threshold keyword_features keyword_filter keyword_from keyword_late__data__to keyword_lookup keyword_match__from keyword_persist__to keyword_project__except keyword_reset_timeout keyword_retry keyword_schema keyword_state keyword_store__in keyword_to keyword_watermark__delay keyword_where keyword_with name_clause_key path_clause_key paths_clause_key record_clause_key selection_clause_key text_clause_key timestamp_key')
B56 = Beginning('k', 'keyword_key')
B57 = Beginning('c', 'keyword_cache')
B58 = Beginning('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name')
B59 = Beginning('ct', 'keyword_calculate keyword_transform')
B60 = Beginning('buw', 'keyword_by keyword_using keyword_when')
B61 = Beginning('"\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name string')
B62 = Beginning('t', 'keyword_to')
B63 = Beginning('o', 'keyword_otherwise')
B64 = Beginning('ct', 'keyword_continue keyword_to')
B65 = Beginning('-t', 'arm_arrow')
B66 = Beginning('"$\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'keyword_to name placeholder string')
B67 = Beginning('e', 'keyword_emit')
B68 = Beginning('!"$\'(*-0123456789<=>ABCDEFGHIJKLMNOPQRSTUVWXYZ[_abcdefghijklmnopqrstuvwxyz{\x80', 'any_cell boolean cell_is_not_null cell_is_null cell_text_test comparison for_word keyword_between keyword_in keyword_marker keyword_not minus money name null number percent placeholder plain_name prefix prefix_match short_duration sign_open_brace sign_open_bracket sign_open_parenthesis string')
B69 = Beginning('"$\'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\x80', 'boolean minus money name number percent short_duration string')
B70 = Beginning('0123456789\x80', 'number short_duration')
B71 = Beginning('.t', 'keyword_to range_dots')
B72 = Beginning('n', 'keyword_not')
B73 = Beginning('([', 'sign_open_bracket sign_open_parenthesis')
B74 = Beginning('in', 'cell_is_not_null cell_is_null')
B75 = Beginning('lo', 'keyword_lookup keyword_on')
B76 = Beginning('st', 'keyword_session keyword_sliding keyword_tumbling')
B77 = Beginning('g', 'keyword_gap')
B78 = Beginning('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'keyword_using name')
B79 = Beginning('i', 'keyword_id')
B80 = Beginning('t', 'keyword_timeout')
B81 = Beginning(',ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name sign_comma')
B82 = Beginning('b', 'keyword_by')
B83 = Beginning('w', 'keyword_where')
B84 = Beginning('t', 'keyword_type')
B85 = Beginning('i', 'keyword_into')
B86 = Beginning('mu', 'keyword_merge keyword_union__all')
B87 = Beginning('o', 'keyword_on_invalid')
B88 = Beginning('es', 'emit_keyword')
B89 = Beginning('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 'name parallel_word')
B90 = Beginning('mrt', 'keyword_min_required keyword_require_all keyword_timeout')
B91 = Beginning('m', 'keyword_matching')
B92 = Beginning('des', 'emit_keyword keyword_dead_letter keyword_skip')
B93 = Beginning('i', 'keyword_in')
B94 = Beginning('c', 'keyword_complete__when')
B95 = Beginning('cmu', 'keyword_count keyword_marker keyword_using')
B96 = Beginning('r', 'keyword_repeat__until')
B97 = Beginning('a', 'keyword_actor')
B98 = Beginning('p', 'keyword_payload')
B99 = Beginning('su', 'keyword_system keyword_user')
B100 = Beginning('(', 'sign_open_parenthesis')
B101 = Beginning(')', 'sign_close_parenthesis')
B102 = Beginning('ct', 'keyword_continue keyword_terminate')
B103 = Beginning('ab', 'keyword_after keyword_anytime keyword_before keyword_between')
RULES = {
    "process_head": sequence(token("keyword_process", process.KEYWORD_PROCESS), token("name", common.NAME)),
    "parallelism": sequence(token("keyword_parallelism", process.KEYWORD_PARALLELISM), repeated(B0, token("keyword_hint", process.KEYWORD_HINT), 0, 1), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER))),
    "partition": sequence(token("keyword_partition", process.KEYWORD_PARTITION), token("keyword_by", process.KEYWORD_BY), rule("paths")),
    "paths": sequence(rule("path"), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), rule("path")), 0, None)),
    "time": sequence(token("keyword_time", process.KEYWORD_TIME), token("keyword_by", process.KEYWORD_BY), rule("path"), repeated(B3, rule("time_part"), 0, None)),
    "time_clause": repeated(B3, rule("time_part"), 1, None),
    "time_part": choice(B3, rule("watermark_delay"), rule("late_data"), rule("lateness")),
    "watermark_delay": sequence(token("keyword_watermark__delay", process.KEYWORD_WATERMARK__DELAY), rule("duration")),
    "late_data": sequence(token("keyword_late__data__to", process.KEYWORD_LATE__DATA__TO), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))),
    "lateness": sequence(choice(B5, token("keyword_allowed__lateness", process.KEYWORD_ALLOWED__LATENESS), token("keyword_allowed_lateness", process.KEYWORD_ALLOWED_LATENESS)), rule("duration")),
    "mode": sequence(token("keyword_mode", process.KEYWORD_MODE), choice(B6, token("keyword_stream", process.KEYWORD_STREAM), token("keyword_batch", process.KEYWORD_BATCH), sequence(token("keyword_micro_batch", process.KEYWORD_MICRO_BATCH), rule("duration")))),
    "checkpoint": sequence(token("keyword_checkpoint__every", process.KEYWORD_CHECKPOINT__EVERY), choice(B8, sequence(choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER)), token("keyword_events", process.KEYWORD_EVENTS), repeated(B7, sequence(token("keyword_or", process.KEYWORD_OR), rule("duration")), 0, 1)), rule("duration")), repeated(B9, sequence(choice(B9, token("keyword_using", process.KEYWORD_USING), token("keyword_to", common.KEYWORD_TO)), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))), 0, 1)),
    "backpressure": sequence(choice(B11, sequence(token("keyword_backpressure", process.KEYWORD_BACKPRESSURE), repeated(B10, token("keyword_strategy", process.KEYWORD_STRATEGY), 0, 1)), sequence(token("keyword_when__slow", process.KEYWORD_WHEN__SLOW), repeated(B10, token("keyword_strategy", process.KEYWORD_STRATEGY), 0, 1))), choice(B13, token("keyword_block", process.KEYWORD_BLOCK), token("keyword_drop", process.KEYWORD_DROP), sequence(token("keyword_sample", process.KEYWORD_SAMPLE), choice(B12, token("number", common.NUMBER), token("placeholder", common.PLACEHOLDER)))), repeated(B14, sequence(token("keyword_alert__after", process.KEYWORD_ALERT__AFTER), rule("duration")), 0, 1)),
    "state_machine": sequence(token("keyword_state_machine", process.KEYWORD_STATE_MACHINE), token("name", common.NAME), repeated(B15, choice(B15, sequence(token("keyword_schema", process.KEYWORD_SCHEMA), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))), sequence(token("keyword_persistence", process.KEYWORD_PERSISTENCE), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))), rule("checkpoint")), 0, None)),
    "business_date": choice(B16, sequence(token("keyword_business_date__from", process.KEYWORD_BUSINESS_DATE__FROM), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))), token("keyword_processing_date__auto", process.KEYWORD_PROCESSING_DATE__AUTO)),
    "markers": sequence(token("keyword_markers", process.KEYWORD_MARKERS), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "marker": sequence(token("name", common.NAME), token("sign_colon", common.SIGN_COLON), repeated(B18, token("keyword_when", common.KEYWORD_WHEN), 0, 1), rule("marker_condition"), repeated(B2, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "marker_condition": sequence(rule("marker_and"), repeated(B7, sequence(token("keyword_or", process.KEYWORD_OR), rule("marker_and")), 0, None)),
    "marker_and": sequence(rule("marker_test"), repeated(B19, sequence(token("keyword_and", common.KEYWORD_AND), rule("marker_test")), 0, None)),
    "marker_test": choice(B20, rule("marker_group"), rule("marker_after"), rule("marker_count"), rule("path")),
    "marker_group": sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("marker_condition"), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)),
    "marker_after": sequence(token("keyword_after", process.KEYWORD_AFTER), choice(B21, token("end_of_day", process.END_OF_DAY), token("string", common.STRING), token("placeholder", common.PLACEHOLDER))),
    "marker_count": sequence(rule("path"), token("comparison", process.COMPARISON), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER))),
    "state_block": sequence(token("keyword_state", process.KEYWORD_STATE), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "state_entry": choice(B22, rule("state_uses"), rule("state_local"), rule("state_buffer")),
    "state_uses": sequence(token("keyword_uses", process.KEYWORD_USES), token("name", common.NAME)),
    "state_local": sequence(token("keyword_local", process.KEYWORD_LOCAL), token("name", common.NAME), token("keyword_keyed__by", process.KEYWORD_KEYED__BY), rule("paths"), token("keyword_type", process.KEYWORD_TYPE), token("local_type", process.LOCAL_TYPE), repeated(B23, choice(B23, rule("state_ttl"), rule("state_cleanup")), 0, None)),
    "state_buffer": sequence(token("keyword_buffer", process.KEYWORD_BUFFER), token("name", common.NAME), token("keyword_keyed__by", process.KEYWORD_KEYED__BY), rule("paths"), token("keyword_type", process.KEYWORD_TYPE), rule("buffer_type"), repeated(B23, choice(B23, rule("state_ttl"), rule("state_cleanup")), 0, None)),
    "buffer_type": choice(B24, sequence(token("keyword_priority", process.KEYWORD_PRIORITY), token("keyword_by", process.KEYWORD_BY), rule("path")), token("buffer_order", process.BUFFER_ORDER)),
    "state_ttl": sequence(token("keyword_ttl", process.KEYWORD_TTL), repeated(B25, token("ttl_kind", process.TTL_KIND), 0, 1), rule("duration")),
    "state_cleanup": sequence(token("keyword_cleanup", process.KEYWORD_CLEANUP), token("cleanup_kind", process.CLEANUP_KIND)),
    "metrics": sequence(token("keyword_metrics", process.KEYWORD_METRICS), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "metric": sequence(token("metric_kind", process.METRIC_KIND), token("name", common.NAME), repeated(B26, sequence(token("keyword_window", process.KEYWORD_WINDOW), rule("duration")), 0, 1)),
    "on_error": sequence(choice(B27, token("keyword_on__error", process.KEYWORD_ON__ERROR), token("keyword_on_error", process.KEYWORD_ON_ERROR)), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "on_commit": sequence(token("keyword_on__commit", process.KEYWORD_ON__COMMIT), repeated(B28, token("keyword_failure", process.KEYWORD_FAILURE), 0, 1), token("keyword_emit__completion__to", process.KEYWORD_EMIT__COMPLETION__TO), rule("target"), repeated(B29, choice(B29, sequence(token("keyword_correlation", process.KEYWORD_CORRELATION), rule("path")), sequence(token("keyword_include", process.KEYWORD_INCLUDE), rule("paths")), sequence(token("keyword_schema", process.KEYWORD_SCHEMA), token("name", common.NAME))), 0, None)),
    "error_handler": sequence(token("error_kind", process.ERROR_KIND), repeated(B30, token("keyword_then", common.KEYWORD_THEN), 0, 1), choice(B31, token("keyword_skip", process.KEYWORD_SKIP), rule("error_retry"), sequence(token("keyword_dead_letter", process.KEYWORD_DEAD_LETTER), rule("target")))),
    "error_retry": sequence(token("keyword_retry", process.KEYWORD_RETRY), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER)), repeated(B32, token("keyword_times", process.KEYWORD_TIMES), 0, 1)),
    "retry": sequence(token("keyword_retry", process.KEYWORD_RETRY), choice(B33, sequence(token("integer", common.INTEGER), repeated(B32, token("keyword_times", process.KEYWORD_TIMES), 0, 1)), token("keyword_indefinitely", process.KEYWORD_INDEFINITELY), sequence(token("placeholder", common.PLACEHOLDER), repeated(B32, token("keyword_times", process.KEYWORD_TIMES), 0, 1))), repeated(B34, choice(B34, sequence(token("keyword_delay", process.KEYWORD_DELAY), rule("duration")), sequence(token("keyword_backoff", process.KEYWORD_BACKOFF), token("backoff", process.BACKOFF)), sequence(token("keyword_max_delay", process.KEYWORD_MAX_DELAY), rule("duration"))), 0, None), repeated(B30, token("keyword_then", common.KEYWORD_THEN), 0, 1)),
    "receive": sequence(token("keyword_receive", process.KEYWORD_RECEIVE), token("name", common.NAME), repeated(B17, rule("receive_type"), 0, 1), repeated(B35, rule("source"), 0, 1), repeated(B36, sequence(token("keyword_as", process.KEYWORD_AS), token("name", common.NAME)), 0, 1), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "receive_type": sequence(token("sign_colon", common.SIGN_COLON), token("name", common.NAME)),
    "source": sequence(token("keyword_from", process.KEYWORD_FROM), rule("source_target")),
    "source_target": choice(B39, sequence(token("connector", process.CONNECTOR), repeated(B38, sequence(rule("source_name"), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), rule("source_name")), 0, None)), 0, 1)), rule("own_connector"), token("string", common.STRING), token("placeholder", common.PLACEHOLDER), token("name", common.NAME)),
    "source_name": choice(B38, token("string", common.STRING), token("placeholder", common.PLACEHOLDER), sequence(ahead(token("clause_word", process.CLAUSE_WORD), there=False), token("name", common.NAME))),
    "own_connector": sequence(token("name", common.NAME), token("string", common.STRING), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), rule("source_name")), 0, None)),
    "emit": sequence(token("emit_keyword", process.EMIT_KEYWORD), rule("target"), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "target": choice(B40, token("string", common.STRING), token("placeholder", common.PLACEHOLDER), token("name", common.NAME)),
    "persist": sequence(token("keyword_persist__to", process.KEYWORD_PERSIST__TO), rule("target"), repeated(B41, rule("clause_part"), 0, None), repeated(B27, rule("persist_error"), 0, 1)),
    "persist_error": sequence(choice(B27, token("keyword_on__error", process.KEYWORD_ON__ERROR), token("keyword_on_error", process.KEYWORD_ON_ERROR)), choice(B42, token("keyword_continue", process.KEYWORD_CONTINUE), token("keyword_fail", process.KEYWORD_FAIL), sequence(token("emit_keyword", process.EMIT_KEYWORD), rule("target")))),
    "filter": sequence(choice(B43, token("keyword_filter", process.KEYWORD_FILTER), token("keyword_where", process.KEYWORD_WHERE)), rule("expression")),
    "clause": sequence(rule("clause_part"), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "clause_part": choice(B41, rule("schema_clause"), rule("text_clause"), rule("name_clause"), rule("path_clause"), rule("paths_clause"), rule("selection_clause"), rule("time_part"), rule("duration_clause"), rule("record_clause"), rule("sink_clause"), rule("header_clause"), rule("filter"), rule("project_except"), rule("timestamp_clause"), rule("source_clause"), rule("sink_target"), token("flag_clause", process.FLAG_CLAUSE), rule("expression_clause"), rule("batch_clause"), rule("cache_clause"), rule("persist_clause"), rule("with_clause"), rule("state_clause"), rule("call_clause")),
    "schema_clause": sequence(choice(B44, token("keyword_schema", process.KEYWORD_SCHEMA), token("keyword_as", process.KEYWORD_AS)), choice(B4, token("name", common.NAME), token("placeholder", common.PLACEHOLDER))),
    "text_clause": sequence(token("text_clause_key", process.TEXT_CLAUSE_KEY), choice(B45, token("string", common.STRING), token("placeholder", common.PLACEHOLDER))),
    "name_clause": sequence(token("name_clause_key", process.NAME_CLAUSE_KEY), choice(B4, token("name", common.NAME), token("placeholder", common.PLACEHOLDER))),
    "path_clause": sequence(token("path_clause_key", process.PATH_CLAUSE_KEY), rule("path")),
    "paths_clause": sequence(token("paths_clause_key", process.PATHS_CLAUSE_KEY), rule("paths")),
    "selection_clause": sequence(token("selection_clause_key", process.SELECTION_CLAUSE_KEY), rule("selection"), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), rule("selection")), 0, None)),
    "selection": sequence(rule("path"), repeated(B36, rule("selection_name"), 0, 1)),
    "selection_name": sequence(token("keyword_as", process.KEYWORD_AS), token("name", common.NAME)),
    "project_except": sequence(token("keyword_project__except", process.KEYWORD_PROJECT__EXCEPT), rule("paths")),
    "duration_clause": sequence(token("duration_clause_key", process.DURATION_CLAUSE_KEY), choice(B46, rule("duration"), token("infinite", process.INFINITE))),
    "cache_clause": sequence(token("keyword_cache", process.KEYWORD_CACHE), repeated(B47, token("keyword_ttl", process.KEYWORD_TTL), 0, 1), rule("duration")),
    "batch_clause": sequence(token("batch_key", process.BATCH_KEY), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER))),
    "record_clause": sequence(token("record_clause_key", process.RECORD_CLAUSE_KEY), token("sign_colon", common.SIGN_COLON), choice(B48, rule("record"), rule("list"))),
    "expression_clause": sequence(choice(B49, token("keyword_channel", process.KEYWORD_CHANNEL), token("keyword_features", process.KEYWORD_FEATURES)), token("sign_colon", common.SIGN_COLON), rule("expression")),
    "timestamp_clause": sequence(token("timestamp_key", process.TIMESTAMP_KEY), choice(B45, token("string", common.STRING), token("placeholder", common.PLACEHOLDER))),
    "source_clause": sequence(token("keyword_from", process.KEYWORD_FROM), rule("source_target")),
    "sink_target": sequence(token("keyword_to", common.KEYWORD_TO), rule("connector_name"), choice(B45, token("string", common.STRING), token("placeholder", common.PLACEHOLDER))),
    "connector_name": sequence(token("name", common.NAME)),
    "persist_clause": sequence(token("keyword_persist__to", process.KEYWORD_PERSIST__TO), rule("target")),
    "header_clause": sequence(token("keyword_store__in", process.KEYWORD_STORE__IN), token("name", common.NAME)),
    "sink_clause": sequence(token("keyword_match__from", process.KEYWORD_MATCH__FROM), token("name", common.NAME), token("keyword_on", process.KEYWORD_ON), rule("paths")),
    "with_clause": sequence(token("keyword_with", process.KEYWORD_WITH), token("name", common.NAME)),
    "id_clause": sequence(token("keyword_id", process.KEYWORD_ID), token("name", common.NAME)),
    "state_clause": sequence(token("keyword_state", process.KEYWORD_STATE), token("name", common.NAME), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), token("name", common.NAME)), 0, None)),
    "call_clause": choice(B50, rule("call_retry"), rule("circuit_breaker"), rule("failure_threshold"), rule("reset_timeout")),
    "call_retry": sequence(token("keyword_retry", process.KEYWORD_RETRY), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER)), repeated(B32, token("keyword_times", process.KEYWORD_TIMES), 0, 1)),
    "circuit_breaker": sequence(token("keyword_circuit_breaker", process.KEYWORD_CIRCUIT_BREAKER), repeated(B51, rule("failure_threshold"), 0, 1), repeated(B52, rule("reset_timeout"), 0, 1)),
    "failure_threshold": sequence(token("keyword_failure_threshold", process.KEYWORD_FAILURE_THRESHOLD), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER))),
    "reset_timeout": sequence(token("keyword_reset_timeout", process.KEYWORD_RESET_TIMEOUT), rule("duration")),
    "clause_block": sequence(token("record_clause_key", process.RECORD_CLAUSE_KEY), token("sign_colon", common.SIGN_COLON)),
    "binding": sequence(token("name", common.NAME), choice(B53, token("sign_colon", common.SIGN_COLON), token("sign_equals", common.SIGN_EQUALS)), rule("expression"), repeated(B2, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "transform": sequence(token("keyword_transform", process.KEYWORD_TRANSFORM), repeated(B54, token("keyword_using", process.KEYWORD_USING), 0, 1), token("name", common.NAME), repeated(B55, choice(B55, rule("clause_part"), rule("lookup_clause")), 0, None)),
    "lookup_clause": sequence(token("keyword_lookup", process.KEYWORD_LOOKUP), token("name", common.NAME), repeated(B35, rule("source_clause"), 0, 1), repeated(B56, sequence(token("keyword_key", process.KEYWORD_KEY), rule("path")), 0, 1), repeated(B57, rule("cache_clause"), 0, 1)),
    "transform_block": choice(B59, sequence(token("keyword_transform", process.KEYWORD_TRANSFORM), repeated(B58, token("name", common.NAME), 0, 1)), sequence(token("keyword_calculate", process.KEYWORD_CALCULATE), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1))),
    "handler": sequence(token("handler_kind", process.HANDLER_KIND), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "on_partial_timeout": sequence(token("keyword_on_partial_timeout", process.KEYWORD_ON_PARTIAL_TIMEOUT), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "evaluate": sequence(token("keyword_evaluate", process.KEYWORD_EVALUATE), repeated(B54, token("keyword_using", process.KEYWORD_USING), 0, 1), token("name", common.NAME), repeated(B41, rule("clause_part"), 0, None)),
    "route": sequence(token("keyword_route", process.KEYWORD_ROUTE), choice(B60, rule("route_by"), rule("route_using"), rule("route_when"))),
    "route_by": sequence(token("keyword_by", process.KEYWORD_BY), rule("expression")),
    "route_using": sequence(token("keyword_using", process.KEYWORD_USING), repeated(B40, choice(B40, token("string", common.STRING), token("placeholder", common.PLACEHOLDER), rule("path")), 0, 1), repeated(B61, rule("route_target"), 0, None)),
    "route_target": sequence(choice(B61, token("string", common.STRING), token("name", common.NAME)), token("keyword_to", common.KEYWORD_TO), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))),
    "route_when": sequence(token("keyword_when", common.KEYWORD_WHEN), rule("expression"), repeated(B30, token("keyword_then", common.KEYWORD_THEN), 0, 1), repeated(B62, sequence(token("keyword_to", common.KEYWORD_TO), rule("target")), 0, 1), repeated(B63, rule("route_otherwise"), 0, 1)),
    "route_otherwise": sequence(token("keyword_otherwise", common.KEYWORD_OTHERWISE), choice(B64, sequence(token("keyword_to", common.KEYWORD_TO), rule("target")), token("keyword_continue", process.KEYWORD_CONTINUE))),
    "arm": sequence(token("keyword_when", common.KEYWORD_WHEN), rule("condition"), repeated(B65, token("arm_arrow", process.ARM_ARROW), 0, 1), repeated(B66, rule("arm_destination"), 0, 1)),
    "arm_destination": sequence(repeated(B62, token("keyword_to", common.KEYWORD_TO), 0, 1), rule("target")),
    "otherwise": sequence(token("otherwise_word", process.OTHERWISE_WORD), repeated(B65, token("arm_arrow", process.ARM_ARROW), 0, 1), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "destination": sequence(choice(B61, token("string", common.STRING), token("name", common.NAME)), token("keyword_to", common.KEYWORD_TO), choice(B4, token("placeholder", common.PLACEHOLDER), token("name", common.NAME))),
    "arm_target": sequence(repeated(B67, token("keyword_emit", process.KEYWORD_EMIT), 0, 1), repeated(B62, token("keyword_to", common.KEYWORD_TO), 0, 1), choice(B40, token("string", common.STRING), token("placeholder", common.PLACEHOLDER), token("name", common.NAME)), repeated(B63, rule("route_otherwise"), 0, 1)),
    "condition": choice(B68, token("any_cell", process.ANY_CELL), token("prefix_match", process.PREFIX_MATCH), rule("cell_range"), rule("cell_comparison"), rule("cell_membership"), rule("cell_text"), rule("cell_null"), rule("cell_marker"), rule("cell_between"), rule("ternary")),
    "cell_value": choice(B69, token("string", common.STRING), token("money", common.MONEY), token("percent", common.PERCENT), rule("signed_duration"), rule("signed"), token("boolean", common.BOOLEAN), rule("path")),
    "signed_duration": choice(B70, token("short_duration", common.SHORT_DURATION), sequence(token("number", common.NUMBER), token("unit", common.UNIT))),
    "cell_range": sequence(rule("cell_value"), choice(B71, token("keyword_to", common.KEYWORD_TO), token("range_dots", common.RANGE_DOTS)), rule("cell_value")),
    "cell_comparison": sequence(token("comparison", process.COMPARISON), rule("cell_value")),
    "cell_membership": sequence(repeated(B72, rule("cell_not"), 0, 1), token("keyword_in", common.KEYWORD_IN), choice(B73, sequence(token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), rule("cell_value"), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), rule("cell_value")), 0, None), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS)), sequence(token("sign_open_bracket", common.SIGN_OPEN_BRACKET), rule("cell_value"), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), rule("cell_value")), 0, None), token("sign_close_bracket", common.SIGN_CLOSE_BRACKET)))),
    "cell_not": sequence(token("keyword_not", common.KEYWORD_NOT)),
    "cell_text": sequence(token("cell_text_test", process.CELL_TEXT_TEST), token("string", common.STRING)),
    "cell_null": choice(B74, token("cell_is_null", process.CELL_IS_NULL), token("cell_is_not_null", process.CELL_IS_NOT_NULL)),
    "cell_marker": sequence(token("keyword_marker", process.KEYWORD_MARKER), token("name", common.NAME), token("cell_marker_state", process.CELL_MARKER_STATE)),
    "cell_between": sequence(token("keyword_between", common.KEYWORD_BETWEEN), token("name", common.NAME), token("keyword_and", common.KEYWORD_AND), token("name", common.NAME)),
    "enrich": sequence(token("enrich_keyword", process.ENRICH_KEYWORD), rule("target"), repeated(B75, choice(B75, sequence(token("keyword_on", process.KEYWORD_ON), rule("paths")), rule("enrich_lookup")), 0, 1), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "enrich_lookup": sequence(token("keyword_lookup", process.KEYWORD_LOOKUP), token("name", common.NAME), token("keyword_by", process.KEYWORD_BY), rule("paths")),
    "lookup": sequence(token("keyword_lookup", process.KEYWORD_LOOKUP), token("name", common.NAME), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "window": sequence(token("keyword_window", process.KEYWORD_WINDOW), choice(B76, rule("tumbling"), rule("sliding"), rule("session")), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "tumbling": sequence(token("keyword_tumbling", process.KEYWORD_TUMBLING), rule("duration")),
    "sliding": sequence(token("keyword_sliding", process.KEYWORD_SLIDING), rule("duration"), token("keyword_every", process.KEYWORD_EVERY), rule("duration")),
    "session": sequence(token("keyword_session", process.KEYWORD_SESSION), repeated(B77, token("keyword_gap", process.KEYWORD_GAP), 0, 1), rule("duration")),
    "aggregate_block": sequence(token("keyword_aggregate", process.KEYWORD_AGGREGATE), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "aggregate": sequence(token("keyword_aggregate", process.KEYWORD_AGGREGATE), choice(B78, rule("aggregate_using"), rule("aggregate_from"), rule("aggregate_calls"))),
    "aggregate_using": sequence(token("keyword_using", process.KEYWORD_USING), token("name", common.NAME), repeated(B79, rule("id_clause"), 0, 1)),
    "aggregate_from": sequence(token("name", common.NAME), token("keyword_from", process.KEYWORD_FROM), token("name", common.NAME), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), token("name", common.NAME)), 0, None), repeated(B80, sequence(token("keyword_timeout", process.KEYWORD_TIMEOUT), rule("duration")), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "aggregate_calls": sequence(rule("aggregate_call"), repeated(B81, sequence(repeated(B2, token("sign_comma", common.SIGN_COMMA), 0, 1), rule("aggregate_call")), 0, None), repeated(B82, sequence(token("keyword_by", process.KEYWORD_BY), rule("paths")), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "aggregate_call": sequence(token("name", common.NAME), token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), repeated(None, rule("expression"), 0, 1), token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS), repeated(B36, sequence(token("keyword_as", process.KEYWORD_AS), token("name", common.NAME)), 0, 1)),
    "aggregate_entry": sequence(choice(B58, rule("aggregate_named"), rule("aggregate_call")), repeated(B2, token("sign_comma", common.SIGN_COMMA), 0, 1)),
    "aggregate_named": sequence(token("name", common.NAME), token("sign_equals", common.SIGN_EQUALS), rule("expression"), repeated(B83, sequence(token("keyword_where", process.KEYWORD_WHERE), rule("expression")), 0, 1)),
    "join": sequence(token("keyword_join", process.KEYWORD_JOIN), token("name", common.NAME), token("keyword_with", process.KEYWORD_WITH), token("name", common.NAME), sequence(token("keyword_on", process.KEYWORD_ON), rule("paths")), token("keyword_within", process.KEYWORD_WITHIN), rule("duration"), repeated(B84, sequence(token("keyword_type", process.KEYWORD_TYPE), token("join_type", process.JOIN_TYPE)), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "merge": choice(B86, sequence(token("keyword_merge", process.KEYWORD_MERGE), token("name", common.NAME), repeated(B2, sequence(token("sign_comma", common.SIGN_COMMA), token("name", common.NAME)), 1, None), repeated(B85, sequence(token("keyword_into", process.KEYWORD_INTO), token("name", common.NAME)), 0, 1)), token("keyword_union__all", process.KEYWORD_UNION__ALL)),
    "deduplicate": sequence(token("keyword_deduplicate__by", process.KEYWORD_DEDUPLICATE__BY), rule("paths"), repeated(B26, sequence(token("keyword_window", process.KEYWORD_WINDOW), rule("duration")), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "validate_input": sequence(token("keyword_validate_input", process.KEYWORD_VALIDATE_INPUT), repeated(B17, token("sign_colon", common.SIGN_COLON), 0, 1)),
    "validate_schema": sequence(token("keyword_validate__input", process.KEYWORD_VALIDATE__INPUT), repeated(B87, sequence(token("keyword_on_invalid", process.KEYWORD_ON_INVALID), repeated(B88, sequence(token("emit_keyword", process.EMIT_KEYWORD), rule("target")), 0, 1)), 0, 1)),
    "branch": sequence(token("keyword_branch", process.KEYWORD_BRANCH), choice(B61, token("name", common.NAME), token("string", common.STRING))),
    "parallel": sequence(token("keyword_parallel", process.KEYWORD_PARALLEL), repeated(B89, sequence(ahead(token("parallel_word", process.PARALLEL_WORD), there=False), token("name", common.NAME)), 0, 1), repeated(B90, rule("parallel_setting"), 0, None)),
    "parallel_setting": choice(B90, sequence(token("keyword_timeout", process.KEYWORD_TIMEOUT), rule("duration")), sequence(token("keyword_require_all", process.KEYWORD_REQUIRE_ALL), rule("boolean_value")), sequence(token("keyword_min_required", process.KEYWORD_MIN_REQUIRED), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER)))),
    "parallel_option": repeated(B90, rule("parallel_setting"), 1, None),
    "call_external": sequence(token("keyword_call", process.KEYWORD_CALL), token("call_kind", process.CALL_KIND), choice(B61, token("string", common.STRING), token("name", common.NAME)), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)),
    "await": sequence(token("keyword_await", process.KEYWORD_AWAIT), token("name", common.NAME), token("keyword_until", process.KEYWORD_UNTIL), token("name", common.NAME), token("keyword_arrives", process.KEYWORD_ARRIVES), repeated(B91, sequence(token("keyword_matching", process.KEYWORD_MATCHING), token("keyword_on", process.KEYWORD_ON), rule("paths")), 0, 1), repeated(B79, rule("id_clause"), 0, 1), repeated(B80, rule("timeout"), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "timeout": sequence(token("keyword_timeout", process.KEYWORD_TIMEOUT), rule("duration"), repeated(B92, rule("timeout_action"), 0, 1)),
    "timeout_action": choice(B92, sequence(token("emit_keyword", process.EMIT_KEYWORD), rule("target"), repeated(B37, choice(B37, rule("clause_part"), rule("id_clause")), 0, None)), sequence(token("keyword_dead_letter", process.KEYWORD_DEAD_LETTER), rule("target")), token("keyword_skip", process.KEYWORD_SKIP)),
    "hold": sequence(token("keyword_hold", process.KEYWORD_HOLD), token("name", common.NAME), repeated(B93, sequence(token("keyword_in", common.KEYWORD_IN), token("name", common.NAME)), 0, 1), token("keyword_keyed__by", process.KEYWORD_KEYED__BY), rule("paths"), repeated(B94, sequence(token("keyword_complete__when", process.KEYWORD_COMPLETE__WHEN), rule("hold_complete")), 0, 1), repeated(B79, rule("id_clause"), 0, 1), repeated(B80, rule("timeout"), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "hold_complete": choice(B95, sequence(token("keyword_count", common.KEYWORD_COUNT), token("sign_at_least", process.SIGN_AT_LEAST), choice(B1, token("integer", common.INTEGER), token("placeholder", common.PLACEHOLDER))), sequence(token("keyword_marker", process.KEYWORD_MARKER), token("keyword_received", process.KEYWORD_RECEIVED)), sequence(token("keyword_using", process.KEYWORD_USING), token("name", common.NAME))),
    "if": sequence(token("keyword_if", process.KEYWORD_IF), rule("expression"), token("keyword_then", common.KEYWORD_THEN)),
    "when_step": sequence(token("keyword_when", common.KEYWORD_WHEN), rule("expression"), repeated(B30, token("keyword_then", common.KEYWORD_THEN), 0, 1)),
    "elseif": sequence(token("keyword_elseif", process.KEYWORD_ELSEIF), rule("expression"), token("keyword_then", common.KEYWORD_THEN)),
    "else": sequence(token("keyword_else", common.KEYWORD_ELSE)),
    "sql": sequence(token("keyword_sql", process.KEYWORD_SQL), token("sql_text", process.SQL_TEXT), repeated(B36, sequence(token("keyword_as", process.KEYWORD_AS), token("name", common.NAME)), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "schedule": sequence(token("keyword_schedule", process.KEYWORD_SCHEDULE), token("name", common.NAME), token("keyword_after", process.KEYWORD_AFTER), rule("expression"), token("keyword_action", process.KEYWORD_ACTION), token("name", common.NAME), repeated(B96, sequence(token("keyword_repeat__until", process.KEYWORD_REPEAT__UNTIL), rule("expression")), 0, 1), repeated(B79, rule("id_clause"), 0, 1)),
    "transition": sequence(token("keyword_transition__to", process.KEYWORD_TRANSITION__TO), choice(B61, token("string", common.STRING), token("name", common.NAME)), repeated(B79, rule("id_clause"), 0, 1)),
    "audit": sequence(token("keyword_emit_audit_event", process.KEYWORD_EMIT_AUDIT_EVENT), token("string", common.STRING), repeated(B97, rule("audit_actor"), 0, 1), repeated(B98, rule("audit_payload"), 0, 1)),
    "audit_actor": sequence(token("keyword_actor", process.KEYWORD_ACTOR), choice(B99, sequence(token("keyword_system", process.KEYWORD_SYSTEM), token("string", common.STRING)), sequence(token("keyword_user", process.KEYWORD_USER), rule("path")))),
    "audit_payload": sequence(token("keyword_payload", process.KEYWORD_PAYLOAD), token("sign_colon", common.SIGN_COLON), choice(B48, rule("record"), rule("list"))),
    "flag": sequence(token("flag_kind", process.FLAG_KIND), repeated(B100, token("sign_open_parenthesis", common.SIGN_OPEN_PARENTHESIS), 0, 1), token("string", common.STRING), repeated(B101, token("sign_close_parenthesis", common.SIGN_CLOSE_PARENTHESIS), 0, 1)),
    "metadata": sequence(token("keyword_add_metadata", process.KEYWORD_ADD_METADATA), token("string", common.STRING), token("sign_equals", common.SIGN_EQUALS), rule("expression")),
    "adjust_score": sequence(token("keyword_adjust_score__by", process.KEYWORD_ADJUST_SCORE__BY), rule("path")),
    "terminal": choice(B102, token("keyword_continue", process.KEYWORD_CONTINUE), token("keyword_terminate", process.KEYWORD_TERMINATE)),
    "signal": sequence(token("keyword_signal", process.KEYWORD_SIGNAL), token("name", common.NAME), token("keyword_to", common.KEYWORD_TO), token("name", common.NAME)),
    "phase": sequence(token("keyword_phase", process.KEYWORD_PHASE), choice(B103, sequence(token("keyword_before", process.KEYWORD_BEFORE), token("name", common.NAME)), sequence(token("keyword_between", common.KEYWORD_BETWEEN), token("name", common.NAME), token("keyword_and", common.KEYWORD_AND), token("name", common.NAME)), sequence(token("keyword_after", process.KEYWORD_AFTER), token("name", common.NAME)), token("keyword_anytime", process.KEYWORD_ANYTIME))),
    "on_complete": sequence(token("keyword_on__complete", process.KEYWORD_ON__COMPLETE), repeated(B18, sequence(token("keyword_when", common.KEYWORD_WHEN), rule("expression")), 0, 1), token("keyword_signal", process.KEYWORD_SIGNAL), token("name", common.NAME), repeated(B62, sequence(token("keyword_to", common.KEYWORD_TO), token("name", common.NAME)), 0, 1)),
}
