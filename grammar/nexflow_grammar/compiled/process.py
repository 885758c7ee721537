"""Written from `peg/process.peg` by `python -m nexflow_grammar.peg_compiler`."""

from __future__ import annotations

from nexflow_grammar.build import BUILDERS, READERS, Context
from nexflow_grammar.compiled.common import (
    BOOLEAN,
    INTEGER,
    KEYWORD_AND,
    KEYWORD_BETWEEN,
    KEYWORD_COUNT,
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
    PLACEHOLDER,
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
    parse_boolean_value,
    parse_duration,
    parse_expression,
    parse_list,
    parse_path,
    parse_record,
    parse_signed,
    parse_ternary,
)
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

ANY_CELL = Pattern('(\\*|-(?=\\s*(?:->|then\\b)))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
ARM_ARROW = Pattern('(->|then\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
BACKOFF = Pattern('((?:exponential|linear)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
BATCH_KEY = Pattern('(batch\\s+(?:size|timeout)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
BUFFER_ORDER = Pattern('((?:fifo|lifo)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CALL_KIND = Pattern('((?:external|ml_service)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_IS_NOT_NULL = Pattern('(is\\s+not\\s+null\\b|is_not_null\\b|not\\s+null\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_IS_NULL = Pattern('(is\\s+null\\b|is_null\\b|null\\b(?=\\s*(?:->|then\\b|$)))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_MARKER_STATE = Pattern('((?:fired|pending)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CELL_TEXT_TEST = Pattern('((?:matches|contains|starts_with|ends_with)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CLAUSE_WORD = Pattern("((?:cache(?=\\s+(?:ttl\\b|[\\d$]))|key|schema|group|filter|where|as|offset|format|registry|project|index|isolation|id)\\b(?=\\s+[\\w\\x22'$]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+")
CLEANUP_KIND = Pattern('((?:on_checkpoint|on_access|background)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
COMPARISON = Pattern('(==|!=|<=|>=|<|>|=(?![?]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
CONNECTOR = Pattern('((?:kafka|mongodb|redis|parquet|csv|json|file|jdbc|elasticsearch|scheduler|state_store)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
DURATION_CLAUSE_KEY = Pattern('((?:timeout|flush\\s+interval|retention)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
EMIT_KEYWORD = Pattern('((?:emit|send)\\s+to\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
END_OF_DAY = Pattern('(end_of_day\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
ENRICH_KEYWORD = Pattern('(enrich\\s+(?:using|from|with)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
ERROR_KIND = Pattern('((?:transform|lookup|rule|correlation)(?:_error|\\s+failure|\\s+error)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
FLAG_CLAUSE = Pattern('((?:broadcast|round_robin|async|sync)\\b(?!\\s*[.=:(]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
FLAG_KIND = Pattern('((?:add_flag|log_error|log_warning|log_info)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
HANDLER_KIND = Pattern('((?:on_success|on_failure|on_duplicate|on_critical_fraud|on_validation_error)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
INFINITE = Pattern('(infinite\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
JOIN_TYPE = Pattern('((?:inner|left|right|outer)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ACTION = Pattern('(action\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ACTOR = Pattern('(actor\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ADD_METADATA = Pattern('(add_metadata\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ADJUST_SCORE__BY = Pattern('(adjust_score\\s+by\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AFTER = Pattern('(after\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AGGREGATE = Pattern('(aggregate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ALERT__AFTER = Pattern('(alert\\s+after\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ALLOWED__LATENESS = Pattern('(allowed\\s+lateness\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ALLOWED_LATENESS = Pattern('(allowed_lateness\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ANYTIME = Pattern('(anytime\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ARRIVES = Pattern('(arrives\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AS = Pattern('(as\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_AWAIT = Pattern('(await\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BACKOFF = Pattern('(backoff\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BACKPRESSURE = Pattern('(backpressure\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BATCH = Pattern('(batch\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BEFORE = Pattern('(before\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BLOCK = Pattern('(block\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BRANCH = Pattern('(branch\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BUFFER = Pattern('(buffer\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BUSINESS_DATE__FROM = Pattern('(business_date\\s+from\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_BY = Pattern('(by\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CACHE = Pattern('(cache\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CALCULATE = Pattern('(calculate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CALL = Pattern('(call\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CHANNEL = Pattern('(channel\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CHECKPOINT__EVERY = Pattern('(checkpoint\\s+every\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CIRCUIT_BREAKER = Pattern('(circuit_breaker\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CLEANUP = Pattern('(cleanup\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_COMPLETE__WHEN = Pattern('(complete\\s+when\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CONTINUE = Pattern('(continue\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_CORRELATION = Pattern('(correlation\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DEAD_LETTER = Pattern('(dead_letter\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DEDUPLICATE__BY = Pattern('(deduplicate\\s+by\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DELAY = Pattern('(delay\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_DROP = Pattern('(drop\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ELSEIF = Pattern('(elseif\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EMIT = Pattern('(emit\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EMIT__COMPLETION__TO = Pattern('(emit\\s+completion\\s+to\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EMIT_AUDIT_EVENT = Pattern('(emit_audit_event\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EVALUATE = Pattern('(evaluate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EVENTS = Pattern('(events\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_EVERY = Pattern('(every\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FAIL = Pattern('(fail\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FAILURE = Pattern('(failure\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FAILURE_THRESHOLD = Pattern('(failure_threshold\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FEATURES = Pattern('(features\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FILTER = Pattern('(filter\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_FROM = Pattern('(from\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_GAP = Pattern('(gap\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_HINT = Pattern('(hint\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_HOLD = Pattern('(hold\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ID = Pattern('(id\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_IF = Pattern('(if\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_INCLUDE = Pattern('(include\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_INDEFINITELY = Pattern('(indefinitely\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_INTO = Pattern('(into\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_JOIN = Pattern('(join\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_KEY = Pattern('(key\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_KEYED__BY = Pattern('(keyed\\s+by\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LATE__DATA__TO = Pattern('(late\\s+data\\s+to\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOCAL = Pattern('(local\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_LOOKUP = Pattern('(lookup\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MARKER = Pattern('(marker\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MARKERS = Pattern('(markers\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MATCH__FROM = Pattern('(match\\s+from\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MATCHING = Pattern('(matching\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MAX_DELAY = Pattern('(max_delay\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MERGE = Pattern('(merge\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_METRICS = Pattern('(metrics\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MICRO_BATCH = Pattern('(micro_batch\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MIN_REQUIRED = Pattern('(min_required\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_MODE = Pattern('(mode\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON = Pattern('(on\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON__COMMIT = Pattern('(on\\s+commit\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON__COMPLETE = Pattern('(on\\s+complete\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON__ERROR = Pattern('(on\\s+error\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_ERROR = Pattern('(on_error\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_INVALID = Pattern('(on_invalid\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ON_PARTIAL_TIMEOUT = Pattern('(on_partial_timeout\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_OR = Pattern('(or\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PARALLEL = Pattern('(parallel\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PARALLELISM = Pattern('(parallelism\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PARTITION = Pattern('(partition\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PAYLOAD = Pattern('(payload\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PERSIST__TO = Pattern('(persist\\s+to\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PERSISTENCE = Pattern('(persistence\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PHASE = Pattern('(phase\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PRIORITY = Pattern('(priority\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PROCESS = Pattern('(process\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PROCESSING_DATE__AUTO = Pattern('(processing_date\\s+auto\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_PROJECT__EXCEPT = Pattern('(project\\s+except\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RECEIVE = Pattern('(receive\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RECEIVED = Pattern('(received\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_REPEAT__UNTIL = Pattern('(repeat\\s+until\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_REQUIRE_ALL = Pattern('(require_all\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RESET_TIMEOUT = Pattern('(reset_timeout\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_RETRY = Pattern('(retry\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_ROUTE = Pattern('(route\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SAMPLE = Pattern('(sample\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SCHEDULE = Pattern('(schedule\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SCHEMA = Pattern('(schema\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SESSION = Pattern('(session\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SIGNAL = Pattern('(signal\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SKIP = Pattern('(skip\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SLIDING = Pattern('(sliding\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SQL = Pattern('(sql\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STATE = Pattern('(state\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STATE_MACHINE = Pattern('(state_machine\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STORE__IN = Pattern('(store\\s+in\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STRATEGY = Pattern('(strategy\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_STREAM = Pattern('(stream\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_SYSTEM = Pattern('(system\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TERMINATE = Pattern('(terminate\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TIME = Pattern('(time\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TIMEOUT = Pattern('(timeout\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TIMES = Pattern('(times\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TRANSFORM = Pattern('(transform\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TRANSITION__TO = Pattern('(transition\\s+to\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TTL = Pattern('(ttl\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TUMBLING = Pattern('(tumbling\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_TYPE = Pattern('(type\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_UNION__ALL = Pattern('(union\\s+all\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_UNTIL = Pattern('(until\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_USER = Pattern('(user\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_USES = Pattern('(uses\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_USING = Pattern('(using\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VALIDATE__INPUT = Pattern('(validate\\s+input\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_VALIDATE_INPUT = Pattern('(validate_input\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WATERMARK__DELAY = Pattern('(watermark\\s+delay\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WHEN__SLOW = Pattern('(when\\s+slow\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WHERE = Pattern('(where\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WINDOW = Pattern('(window\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WITH = Pattern('(with\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
KEYWORD_WITHIN = Pattern('(within\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
LOCAL_TYPE = Pattern('((?:counter|gauge|map|list)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
METRIC_KIND = Pattern('((?:counter|histogram|gauge|rate)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
NAME_CLAUSE_KEY = Pattern('((?:offset|isolation|format|compaction|output|header|preserve_state|include_error_context|persistence)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
OTHERWISE_WORD = Pattern('((?:otherwise|default)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PARALLEL_WORD = Pattern('((?:timeout|require_all|min_required)\\b(?=\\s+[\\w$]))(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PATH_CLAUSE_KEY = Pattern('((?:partition_key|upsert\\s+by)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PATHS_CLAUSE_KEY = Pattern('((?:project(?!\\s+except)|partition_by|key\\s+by|keyed_by|partition\\s+by|on(?!\\s+error)|key)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
PREFIX_MATCH = Pattern("(\\x22(?:[^\\x22\\\\\\r\\n]|\\\\.)*\\*\\x22|'(?:[^'\\\\\\r\\n]|\\\\.)*\\*')(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+")
RECORD_CLAUSE_KEY = Pattern('((?:headers|lookups|params|payload|input)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SELECTION_CLAUSE_KEY = Pattern('((?:select|add)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SIGN_AT_LEAST = Pattern('(>=)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
SQL_TEXT = Pattern('(```[\\s\\S]*?```)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
TEXT_CLAUSE_KEY = Pattern('((?:group|registry|index|template|reason|delimiter|quote|escape_char|null_value|schema_path|endpoint)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
TIMESTAMP_KEY = Pattern('((?:from|to)\\s+timestamp\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')
TTL_KIND = Pattern('((?:sliding|absolute)\\b)(?:\\s|//[^\\r\\n]*|\\x23[^\\r\\n]*|/\\*(?:(?!\\*/)[\\s\\S])*\\*/)*+')

STARTS_1F381E57 = frozenset('"$\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_2EA882F3 = frozenset('"\'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_DAA48B83 = frozenset(',ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_C9A64CD8 = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
STARTS_DDE04FF5 = frozenset('abcdefghiklmnopqrstuw')
STARTS_FDBF68D3 = frozenset('cefjkmprs')
STARTS_EFE96BDB = frozenset('deginqrst')

build_aggregate = BUILDERS["aggregate"]
build_aggregate_call = BUILDERS["aggregate_call"]
build_aggregate_calls = BUILDERS["aggregate_calls"]
build_aggregate_named = BUILDERS["aggregate_named"]
read_any_cell = READERS["any_cell"]
build_arm = BUILDERS["arm"]
build_batch_clause = BUILDERS["batch_clause"]
read_boolean = READERS["boolean"]
build_cache_clause = BUILDERS["cache_clause"]
build_cell_between = BUILDERS["cell_between"]
build_cell_comparison = BUILDERS["cell_comparison"]
build_cell_marker = BUILDERS["cell_marker"]
build_cell_membership = BUILDERS["cell_membership"]
build_cell_null = BUILDERS["cell_null"]
build_cell_range = BUILDERS["cell_range"]
build_cell_text = BUILDERS["cell_text"]
build_cell_value = BUILDERS["cell_value"]
build_clause = BUILDERS["clause"]
build_condition = BUILDERS["condition"]
read_connector = READERS["connector"]
build_duration_clause = BUILDERS["duration_clause"]
build_emit = BUILDERS["emit"]
read_emit_keyword = READERS["emit_keyword"]
build_enrich = BUILDERS["enrich"]
read_enrich_keyword = READERS["enrich_keyword"]
build_error_handler = BUILDERS["error_handler"]
build_evaluate = BUILDERS["evaluate"]
build_expression_clause = BUILDERS["expression_clause"]
build_filter = BUILDERS["filter"]
read_flag_clause = READERS["flag_clause"]
build_header_clause = BUILDERS["header_clause"]
build_id_clause = BUILDERS["id_clause"]
read_integer = READERS["integer"]
build_late_data = BUILDERS["late_data"]
build_lateness = BUILDERS["lateness"]
read_money = READERS["money"]
build_name_clause = BUILDERS["name_clause"]
read_number = READERS["number"]
build_otherwise = BUILDERS["otherwise"]
build_path_clause = BUILDERS["path_clause"]
build_paths_clause = BUILDERS["paths_clause"]
read_percent = READERS["percent"]
build_persist = BUILDERS["persist"]
build_persist_clause = BUILDERS["persist_clause"]
read_placeholder = READERS["placeholder"]
read_prefix_match = READERS["prefix_match"]
build_project_except = BUILDERS["project_except"]
build_receive = BUILDERS["receive"]
build_record_clause = BUILDERS["record_clause"]
build_route = BUILDERS["route"]
build_route_by = BUILDERS["route_by"]
build_schema_clause = BUILDERS["schema_clause"]
build_selection = BUILDERS["selection"]
build_selection_clause = BUILDERS["selection_clause"]
read_short_duration = READERS["short_duration"]
build_signed_duration = BUILDERS["signed_duration"]
build_sink_clause = BUILDERS["sink_clause"]
build_sink_target = BUILDERS["sink_target"]
build_source = BUILDERS["source"]
build_source_clause = BUILDERS["source_clause"]
build_source_target = BUILDERS["source_target"]
build_state_clause = BUILDERS["state_clause"]
read_string = READERS["string"]
build_terminal = BUILDERS["terminal"]
build_text_clause = BUILDERS["text_clause"]
build_time_clause = BUILDERS["time_clause"]
build_timestamp_clause = BUILDERS["timestamp_clause"]
build_transform = BUILDERS["transform"]
build_watermark_delay = BUILDERS["watermark_delay"]
build_window = BUILDERS["window"]
build_with_clause = BUILDERS["with_clause"]


def parse_process_head(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PROCESS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "process"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "process_head", tuple(inner)))
    return at


def parse_parallelism(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PARALLELISM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 11, "parallelism"))
    at = found.end()
    if text[at : at + 1] in {'h'}:
        found = KEYWORD_HINT.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "hint"))
            at = found.end()
    at = _parallelism_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "parallelism", tuple(inner)))
    return at


def _parallelism_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_partition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PARTITION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "partition"))
    at = found.end()
    found = KEYWORD_BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "by"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "partition", tuple(inner)))
    return at


def parse_paths(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _paths_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "paths", tuple(inner)))
    return at


def _paths_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_time(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TIME.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "time"))
    at = found.end()
    found = KEYWORD_BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "by"))
    at = found.end()
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'a', 'l', 'w'}:
        end = parse_time_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "time", tuple(inner)))
    return at


def parse_time_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_time_part(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'a', 'l', 'w'}:
        end = parse_time_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_time_clause(start, context.stop(start, at), inner))
    return at


def parse_time_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'w'}:
        end = parse_watermark_delay(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'l'}:
        end = parse_late_data(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a'}:
        end = parse_lateness(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_watermark_delay(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WATERMARK__DELAY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "watermark delay"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_watermark_delay(start, context.stop(start, at), inner))
    return at


def parse_late_data(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LATE__DATA__TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "late data to"))
    at = found.end()
    at = _late_data_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_late_data(start, context.stop(start, at), inner))
    return at


def _late_data_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_lateness(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _lateness_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_lateness(start, context.stop(start, at), inner))
    return at


def _lateness_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'a'}:
        found = KEYWORD_ALLOWED__LATENESS.match(text, at)
        if found is not None:
            parts.append(Keyword(at, found.end(1), "allowed lateness"))
            return found.end()
    if first in {'a'}:
        found = KEYWORD_ALLOWED_LATENESS.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 16, "allowed_lateness"))
            return found.end()
    return -1


def parse_mode(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_MODE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "mode"))
    at = found.end()
    at = _mode_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "mode", tuple(inner)))
    return at


def _mode_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'s'}:
        found = KEYWORD_STREAM.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 6, "stream"))
            return found.end()
    if first in {'b'}:
        found = KEYWORD_BATCH.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "batch"))
            return found.end()
    if first in {'m'}:
        end = _mode_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _mode_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_MICRO_BATCH.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 11, "micro_batch"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_checkpoint(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CHECKPOINT__EVERY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "checkpoint every"))
    at = found.end()
    at = _checkpoint_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'t', 'u'}:
        end = _checkpoint_5(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "checkpoint", tuple(inner)))
    return at


def _checkpoint_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = _checkpoint_2(context, text, at, parts)
    if end >= 0:
        return end
    end = parse_duration(context, text, at, parts)
    if end >= 0:
        return end
    return -1


def _checkpoint_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    at = _checkpoint_3(context, text, at, parts)
    if at < 0:
        return -1
    found = KEYWORD_EVENTS.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 6, "events"))
    at = found.end()
    if text[at : at + 1] in {'o'}:
        end = _checkpoint_4(context, text, at, parts)
        if end >= 0:
            at = end
    return at


def _checkpoint_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def _checkpoint_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_OR.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "or"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _checkpoint_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    at = _checkpoint_6(context, text, at, parts)
    if at < 0:
        return -1
    at = _checkpoint_7(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _checkpoint_6(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'u'}:
        found = KEYWORD_USING.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "using"))
            return found.end()
    if first in {'t'}:
        found = KEYWORD_TO.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 2, "to"))
            return found.end()
    return -1


def _checkpoint_7(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_backpressure(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _backpressure_1(context, text, at, inner)
    if at < 0:
        return -1
    at = _backpressure_4(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'a'}:
        end = _backpressure_7(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "backpressure", tuple(inner)))
    return at


def _backpressure_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'b'}:
        end = _backpressure_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'w'}:
        end = _backpressure_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _backpressure_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_BACKPRESSURE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 12, "backpressure"))
    at = found.end()
    if text[at : at + 1] in {'s'}:
        found = KEYWORD_STRATEGY.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "strategy"))
            at = found.end()
    return at


def _backpressure_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_WHEN__SLOW.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, found.end(1), "when slow"))
    at = found.end()
    if text[at : at + 1] in {'s'}:
        found = KEYWORD_STRATEGY.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "strategy"))
            at = found.end()
    return at


def _backpressure_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'b'}:
        found = KEYWORD_BLOCK.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "block"))
            return found.end()
    if first in {'d'}:
        found = KEYWORD_DROP.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "drop"))
            return found.end()
    if first in {'s'}:
        end = _backpressure_5(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _backpressure_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_SAMPLE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "sample"))
    at = found.end()
    at = _backpressure_6(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _backpressure_6(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = NUMBER.match(text, at)
    if found is not None:
        parts.append(read_number(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def _backpressure_7(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_ALERT__AFTER.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, found.end(1), "alert after"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_state_machine(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STATE_MACHINE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 13, "state_machine"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {'c', 'p', 's'}:
        end = _state_machine_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "state_machine", tuple(inner)))
    return at


def _state_machine_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'s'}:
        end = _state_machine_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p'}:
        end = _state_machine_4(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = parse_checkpoint(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _state_machine_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_SCHEMA.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "schema"))
    at = found.end()
    at = _state_machine_3(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _state_machine_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def _state_machine_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_PERSISTENCE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 11, "persistence"))
    at = found.end()
    at = _state_machine_5(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _state_machine_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_business_date(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _business_date_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "business_date", tuple(inner)))
    return at


def _business_date_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'b'}:
        end = _business_date_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p'}:
        found = KEYWORD_PROCESSING_DATE__AUTO.match(text, at)
        if found is not None:
            parts.append(Keyword(at, found.end(1), "processing_date auto"))
            return found.end()
    return -1


def _business_date_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_BUSINESS_DATE__FROM.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, found.end(1), "business_date from"))
    at = found.end()
    at = _business_date_3(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _business_date_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_markers(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_MARKERS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "markers"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "markers", tuple(inner)))
    return at


def parse_marker(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    if text[at : at + 1] in {'w'}:
        found = KEYWORD_WHEN.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "when"))
            at = found.end()
    at = parse_marker_condition(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "marker", tuple(inner)))
    return at


def parse_marker_condition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    key = 4 * at + 3
    known = context.known.get(key)
    if known is None:
        end = _marker_condition(context, text, at, parts)
        context.known[key] = (end, parts[-1] if end >= 0 else None)
        return end
    end, node = known
    if node is not None:
        parts.append(node)
    return end


def _marker_condition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_marker_and(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'o'}:
        end = _marker_condition_2(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "marker_condition", tuple(inner)))
    return at


def _marker_condition_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_OR.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "or"))
    at = found.end()
    at = parse_marker_and(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_marker_and(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_marker_test(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'a'}:
        end = _marker_and_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "marker_and", tuple(inner)))
    return at


def _marker_and_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_AND.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 3, "and"))
    at = found.end()
    at = parse_marker_test(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_marker_test(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _marker_test_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "marker_test", tuple(inner)))
    return at


def _marker_test_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'('}:
        end = parse_marker_group(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a'}:
        end = parse_marker_after(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_marker_count(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_path(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_marker_group(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_marker_condition(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "marker_group", tuple(inner)))
    return at


def parse_marker_after(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_AFTER.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "after"))
    at = found.end()
    at = _marker_after_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "marker_after", tuple(inner)))
    return at


def _marker_after_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'e'}:
        found = END_OF_DAY.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_marker_count(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    found = COMPARISON.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _marker_count_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "marker_count", tuple(inner)))
    return at


def _marker_count_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_state_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "state"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "state_block", tuple(inner)))
    return at


def parse_state_entry(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _state_entry_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "state_entry", tuple(inner)))
    return at


def _state_entry_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'u'}:
        end = parse_state_uses(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'l'}:
        end = parse_state_local(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'b'}:
        end = parse_state_buffer(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_state_uses(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_USES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "uses"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "state_uses", tuple(inner)))
    return at


def parse_state_local(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOCAL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "local"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_KEYED__BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "keyed by"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_TYPE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "type"))
    at = found.end()
    found = LOCAL_TYPE.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {'c', 't'}:
        end = _state_local_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "state_local", tuple(inner)))
    return at


def _state_local_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = parse_state_ttl(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = parse_state_cleanup(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_state_buffer(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_BUFFER.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "buffer"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_KEYED__BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "keyed by"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_TYPE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "type"))
    at = found.end()
    at = parse_buffer_type(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'c', 't'}:
        end = _state_buffer_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "state_buffer", tuple(inner)))
    return at


def _state_buffer_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = parse_state_ttl(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = parse_state_cleanup(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_buffer_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _buffer_type_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "buffer_type", tuple(inner)))
    return at


def _buffer_type_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'p'}:
        end = _buffer_type_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f', 'l'}:
        found = BUFFER_ORDER.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def _buffer_type_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_PRIORITY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 8, "priority"))
    at = found.end()
    found = KEYWORD_BY.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 2, "by"))
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_state_ttl(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TTL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "ttl"))
    at = found.end()
    if text[at : at + 1] in {'a', 's'}:
        found = TTL_KIND.match(text, at)
        if found is not None:
            inner.append(Word(at, found.end(1), found[1]))
            at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "state_ttl", tuple(inner)))
    return at


def parse_state_cleanup(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CLEANUP.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "cleanup"))
    at = found.end()
    found = CLEANUP_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "state_cleanup", tuple(inner)))
    return at


def parse_metrics(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_METRICS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "metrics"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "metrics", tuple(inner)))
    return at


def parse_metric(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = METRIC_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'w'}:
        end = _metric_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "metric", tuple(inner)))
    return at


def _metric_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_WINDOW.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "window"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_on_error(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _on_error_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "on_error", tuple(inner)))
    return at


def _on_error_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'o'}:
        found = KEYWORD_ON__ERROR.match(text, at)
        if found is not None:
            parts.append(Keyword(at, found.end(1), "on error"))
            return found.end()
    if first in {'o'}:
        found = KEYWORD_ON_ERROR.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "on_error"))
            return found.end()
    return -1


def parse_on_commit(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ON__COMMIT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "on commit"))
    at = found.end()
    if text[at : at + 1] in {'f'}:
        found = KEYWORD_FAILURE.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 7, "failure"))
            at = found.end()
    found = KEYWORD_EMIT__COMPLETION__TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "emit completion to"))
    at = found.end()
    at = parse_target(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'c', 'i', 's'}:
        end = _on_commit_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "on_commit", tuple(inner)))
    return at


def _on_commit_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        end = _on_commit_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = _on_commit_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = _on_commit_4(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _on_commit_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_CORRELATION.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 11, "correlation"))
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _on_commit_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_INCLUDE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "include"))
    at = found.end()
    at = parse_paths(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _on_commit_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_SCHEMA.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "schema"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_error_handler(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = ERROR_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "then"))
            at = found.end()
    at = _error_handler_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_error_handler(start, context.stop(start, at), inner))
    return at


def _error_handler_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'s'}:
        found = KEYWORD_SKIP.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "skip"))
            return found.end()
    if first in {'r'}:
        end = parse_error_retry(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'d'}:
        end = _error_handler_2(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _error_handler_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_DEAD_LETTER.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 11, "dead_letter"))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_error_retry(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETRY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "retry"))
    at = found.end()
    at = _error_retry_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TIMES.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 5, "times"))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "error_retry", tuple(inner)))
    return at


def _error_retry_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_retry(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETRY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "retry"))
    at = found.end()
    at = _retry_1(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'b', 'd', 'm'}:
        end = _retry_4(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "then"))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "retry", tuple(inner)))
    return at


def _retry_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = _retry_2(context, text, at, parts)
    if end >= 0:
        return end
    if first in {'i'}:
        found = KEYWORD_INDEFINITELY.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 12, "indefinitely"))
            return found.end()
    if first in {'$'}:
        end = _retry_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _retry_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = INTEGER.match(text, at)
    if found is None:
        return -1
    parts.append(read_integer(at, found[1]))
    at = found.end()
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TIMES.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "times"))
            at = found.end()
    return at


def _retry_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = PLACEHOLDER.match(text, at)
    if found is None:
        return -1
    parts.append(read_placeholder(at, found[1]))
    at = found.end()
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TIMES.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "times"))
            at = found.end()
    return at


def _retry_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'d'}:
        end = _retry_5(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'b'}:
        end = _retry_6(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m'}:
        end = _retry_7(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _retry_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_DELAY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "delay"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _retry_6(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_BACKOFF.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "backoff"))
    at = found.end()
    found = BACKOFF.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def _retry_7(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_MAX_DELAY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 9, "max_delay"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_receive(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RECEIVE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "receive"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        end = parse_receive_type(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'f'}:
        end = parse_source(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'a'}:
        end = _receive_1(context, text, at, inner)
        if end >= 0:
            at = end
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _receive_2(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_receive(start, context.stop(start, at), inner))
    return at


def _receive_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_AS.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "as"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def _receive_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_receive_type(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "receive_type", tuple(inner)))
    return at


def parse_source(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_FROM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "from"))
    at = found.end()
    at = parse_source_target(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_source(inner))
    return at


def parse_source_target(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _source_target_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_source_target(start, context.stop(start, at), inner))
    return at


def _source_target_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_FDBF68D3:
        end = _source_target_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_own_connector(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def _source_target_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = CONNECTOR.match(text, at)
    if found is None:
        return -1
    parts.append(read_connector(at, found[1]))
    at = found.end()
    if text[at : at + 1] in STARTS_1F381E57:
        end = _source_target_3(context, text, at, parts)
        if end >= 0:
            at = end
    return at


def _source_target_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = parse_source_name(context, text, at, parts)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _source_target_4(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _source_target_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_source_name(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_source_name(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        end = _source_name_1(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _source_name_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if CLAUSE_WORD.match(text, at) is not None:
        return -1
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_own_connector(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    while text[at : at + 1] in {','}:
        end = _own_connector_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "own_connector", tuple(inner)))
    return at


def _own_connector_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_source_name(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_emit(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = EMIT_KEYWORD.match(text, at)
    if found is None:
        return -1
    inner.append(read_emit_keyword(at, found[1]))
    at = found.end()
    at = parse_target(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _emit_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_emit(start, context.stop(start, at), inner))
    return at


def _emit_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_target(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_persist(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PERSIST__TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "persist to"))
    at = found.end()
    at = parse_target(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {'o'}:
        end = parse_persist_error(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_persist(start, context.stop(start, at), inner))
    return at


def parse_persist_error(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _persist_error_1(context, text, at, inner)
    if at < 0:
        return -1
    at = _persist_error_2(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "persist_error", tuple(inner)))
    return at


def _persist_error_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'o'}:
        found = KEYWORD_ON__ERROR.match(text, at)
        if found is not None:
            parts.append(Keyword(at, found.end(1), "on error"))
            return found.end()
    if first in {'o'}:
        found = KEYWORD_ON_ERROR.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "on_error"))
            return found.end()
    return -1


def _persist_error_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        found = KEYWORD_CONTINUE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "continue"))
            return found.end()
    if first in {'f'}:
        found = KEYWORD_FAIL.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "fail"))
            return found.end()
    if first in {'e', 's'}:
        end = _persist_error_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _persist_error_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = EMIT_KEYWORD.match(text, at)
    if found is None:
        return -1
    parts.append(read_emit_keyword(at, found[1]))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_filter(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _filter_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_filter(start, context.stop(start, at), inner))
    return at


def _filter_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'f'}:
        found = KEYWORD_FILTER.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 6, "filter"))
            return found.end()
    if first in {'w'}:
        found = KEYWORD_WHERE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 5, "where"))
            return found.end()
    return -1


def parse_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_clause_part(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _clause_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_clause(start, context.stop(start, at), inner))
    return at


def _clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_clause_part(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'a', 's'}:
        end = parse_schema_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_EFE96BDB:
        end = parse_text_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c', 'f', 'h', 'i', 'o', 'p'}:
        end = parse_name_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p', 'u'}:
        end = parse_path_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'k', 'o', 'p'}:
        end = parse_paths_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a', 's'}:
        end = parse_selection_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a', 'l', 'w'}:
        end = parse_time_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f', 'r', 't'}:
        end = parse_duration_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'h', 'i', 'l', 'p'}:
        end = parse_record_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m'}:
        end = parse_sink_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = parse_header_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f', 'w'}:
        end = parse_filter(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p'}:
        end = parse_project_except(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f', 't'}:
        end = parse_timestamp_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f'}:
        end = parse_source_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'t'}:
        end = parse_sink_target(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a', 'b', 'r', 's'}:
        found = FLAG_CLAUSE.match(text, at)
        if found is not None:
            parts.append(read_flag_clause(at, found[1]))
            return found.end()
    if first in {'c', 'f'}:
        end = parse_expression_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'b'}:
        end = parse_batch_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = parse_cache_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'p'}:
        end = parse_persist_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'w'}:
        end = parse_with_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = parse_state_clause(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c', 'f', 'r'}:
        end = parse_call_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_schema_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _schema_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    at = _schema_clause_2(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_schema_clause(start, context.stop(start, at), inner))
    return at


def _schema_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'s'}:
        found = KEYWORD_SCHEMA.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 6, "schema"))
            return found.end()
    if first in {'a'}:
        found = KEYWORD_AS.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 2, "as"))
            return found.end()
    return -1


def _schema_clause_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
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


def parse_text_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = TEXT_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _text_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_text_clause(start, context.stop(start, at), inner))
    return at


def _text_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_name_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _name_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_name_clause(start, context.stop(start, at), inner))
    return at


def _name_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
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


def parse_path_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = PATH_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_path_clause(start, context.stop(start, at), inner))
    return at


def parse_paths_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = PATHS_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_paths_clause(start, context.stop(start, at), inner))
    return at


def parse_selection_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = SELECTION_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = parse_selection(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {','}:
        end = _selection_clause_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_selection_clause(start, context.stop(start, at), inner))
    return at


def _selection_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = SIGN_COMMA.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_selection(context, text, at, parts)
    if at < 0:
        return -1
    return at


def parse_selection(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'a'}:
        end = parse_selection_name(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_selection(start, context.stop(start, at), inner))
    return at


def parse_selection_name(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_AS.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "as"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "selection_name", tuple(inner)))
    return at


def parse_project_except(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PROJECT__EXCEPT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "project except"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_project_except(start, context.stop(start, at), inner))
    return at


def parse_duration_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = DURATION_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _duration_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_duration_clause(start, context.stop(start, at), inner))
    return at


def _duration_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    end = parse_duration(context, text, at, parts)
    if end >= 0:
        return end
    if first in {'i'}:
        found = INFINITE.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_cache_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CACHE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "cache"))
    at = found.end()
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TTL.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 3, "ttl"))
            at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_cache_clause(start, context.stop(start, at), inner))
    return at


def parse_batch_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = BATCH_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _batch_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_batch_clause(start, context.stop(start, at), inner))
    return at


def _batch_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_record_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = RECORD_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = _record_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_record_clause(start, context.stop(start, at), inner))
    return at


def _record_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'{'}:
        end = parse_record(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = parse_list(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_expression_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _expression_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_expression_clause(start, context.stop(start, at), inner))
    return at


def _expression_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        found = KEYWORD_CHANNEL.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 7, "channel"))
            return found.end()
    if first in {'f'}:
        found = KEYWORD_FEATURES.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "features"))
            return found.end()
    return -1


def parse_timestamp_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = TIMESTAMP_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _timestamp_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_timestamp_clause(start, context.stop(start, at), inner))
    return at


def _timestamp_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_source_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_FROM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "from"))
    at = found.end()
    at = parse_source_target(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_source_clause(start, context.stop(start, at), inner))
    return at


def parse_sink_target(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "to"))
    at = found.end()
    at = parse_connector_name(context, text, at, inner)
    if at < 0:
        return -1
    at = _sink_target_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_sink_target(start, context.stop(start, at), inner))
    return at


def _sink_target_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_connector_name(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "connector_name", tuple(inner)))
    return at


def parse_persist_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PERSIST__TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "persist to"))
    at = found.end()
    at = parse_target(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_persist_clause(start, context.stop(start, at), inner))
    return at


def parse_header_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STORE__IN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "store in"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_header_clause(start, context.stop(start, at), inner))
    return at


def parse_sink_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_MATCH__FROM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "match from"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_ON.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "on"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_sink_clause(start, context.stop(start, at), inner))
    return at


def parse_with_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WITH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "with"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_with_clause(start, context.stop(start, at), inner))
    return at


def parse_id_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ID.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "id"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    parts.append(build_id_clause(start, context.stop(start, at), inner))
    return at


def parse_state_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_STATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "state"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in {','}:
        end = _state_clause_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_state_clause(start, context.stop(start, at), inner))
    return at


def _state_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_call_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _call_clause_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "call_clause", tuple(inner)))
    return at


def _call_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'r'}:
        end = parse_call_retry(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = parse_circuit_breaker(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'f'}:
        end = parse_failure_threshold(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'r'}:
        end = parse_reset_timeout(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_call_retry(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RETRY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "retry"))
    at = found.end()
    at = _call_retry_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TIMES.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 5, "times"))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "call_retry", tuple(inner)))
    return at


def _call_retry_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_circuit_breaker(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CIRCUIT_BREAKER.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 15, "circuit_breaker"))
    at = found.end()
    if text[at : at + 1] in {'f'}:
        end = parse_failure_threshold(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'r'}:
        end = parse_reset_timeout(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "circuit_breaker", tuple(inner)))
    return at


def parse_failure_threshold(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_FAILURE_THRESHOLD.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 17, "failure_threshold"))
    at = found.end()
    at = _failure_threshold_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "failure_threshold", tuple(inner)))
    return at


def _failure_threshold_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_reset_timeout(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_RESET_TIMEOUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 13, "reset_timeout"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "reset_timeout", tuple(inner)))
    return at


def parse_clause_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = RECORD_CLAUSE_KEY.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "clause_block", tuple(inner)))
    return at


def parse_binding(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _binding_1(context, text, at, inner)
    if at < 0:
        return -1
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "binding", tuple(inner)))
    return at


def _binding_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            return found.end()
    if first in {'='}:
        found = SIGN_EQUALS.match(text, at)
        if found is not None:
            return found.end()
    return -1


def parse_transform(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TRANSFORM.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "transform"))
    at = found.end()
    if text[at : at + 1] in {'u'}:
        found = KEYWORD_USING.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 5, "using"))
            at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _transform_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_transform(start, context.stop(start, at), inner))
    return at


def _transform_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'l'}:
        end = parse_lookup_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_lookup_clause(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOOKUP.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "lookup"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'f'}:
        end = parse_source_clause(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'k'}:
        end = _lookup_clause_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'c'}:
        end = parse_cache_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "lookup_clause", tuple(inner)))
    return at


def _lookup_clause_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_KEY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 3, "key"))
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_transform_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _transform_block_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "transform_block", tuple(inner)))
    return at


def _transform_block_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = _transform_block_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        end = _transform_block_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _transform_block_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_TRANSFORM.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 9, "transform"))
    at = found.end()
    if text[at : at + 1] in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            at = found.end()
    return at


def _transform_block_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_CALCULATE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 9, "calculate"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    return at


def parse_handler(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = HANDLER_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "handler", tuple(inner)))
    return at


def parse_on_partial_timeout(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ON_PARTIAL_TIMEOUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 18, "on_partial_timeout"))
    at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "on_partial_timeout", tuple(inner)))
    return at


def parse_evaluate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_EVALUATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "evaluate"))
    at = found.end()
    if text[at : at + 1] in {'u'}:
        found = KEYWORD_USING.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 5, "using"))
            at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_evaluate(start, context.stop(start, at), inner))
    return at


def parse_route(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ROUTE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "route"))
    at = found.end()
    at = _route_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_route(inner))
    return at


def _route_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'b'}:
        end = parse_route_by(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'u'}:
        end = parse_route_using(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'w'}:
        end = parse_route_when(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_route_by(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "by"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_route_by(start, context.stop(start, at), inner))
    return at


def parse_route_using(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_USING.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "using"))
    at = found.end()
    if text[at : at + 1] in STARTS_1F381E57:
        end = _route_using_1(context, text, at, inner)
        if end >= 0:
            at = end
    while text[at : at + 1] in STARTS_2EA882F3:
        end = parse_route_target(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "route_using", tuple(inner)))
    return at


def _route_using_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        end = parse_path(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_route_target(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _route_target_1(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "to"))
    at = found.end()
    at = _route_target_2(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "route_target", tuple(inner)))
    return at


def _route_target_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def _route_target_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_route_when(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "then"))
            at = found.end()
    if text[at : at + 1] in {'t'}:
        end = _route_when_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'o'}:
        end = parse_route_otherwise(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "route_when", tuple(inner)))
    return at


def _route_when_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "to"))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_route_otherwise(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_OTHERWISE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "otherwise"))
    at = found.end()
    at = _route_otherwise_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "route_otherwise", tuple(inner)))
    return at


def _route_otherwise_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = _route_otherwise_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'c'}:
        found = KEYWORD_CONTINUE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "continue"))
            return found.end()
    return -1


def _route_otherwise_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "to"))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_arm(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WHEN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "when"))
    at = found.end()
    at = parse_condition(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'-', 't'}:
        found = ARM_ARROW.match(text, at)
        if found is not None:
            inner.append(Word(at, found.end(1), found[1]))
            at = found.end()
    if text[at : at + 1] in STARTS_1F381E57:
        end = parse_arm_destination(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_arm(start, context.stop(start, at), inner))
    return at


def parse_arm_destination(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TO.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 2, "to"))
            at = found.end()
    at = parse_target(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "arm_destination", tuple(inner)))
    return at


def parse_otherwise(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = OTHERWISE_WORD.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'-', 't'}:
        found = ARM_ARROW.match(text, at)
        if found is not None:
            inner.append(Word(at, found.end(1), found[1]))
            at = found.end()
    if text[at : at + 1] in {':'}:
        found = SIGN_COLON.match(text, at)
        if found is not None:
            at = found.end()
    parts.append(build_otherwise(start, context.stop(start, at)))
    return at


def parse_destination(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _destination_1(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "to"))
    at = found.end()
    at = _destination_2(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "destination", tuple(inner)))
    return at


def _destination_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def _destination_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


def parse_arm_target(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    if text[at : at + 1] in {'e'}:
        found = KEYWORD_EMIT.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "emit"))
            at = found.end()
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_TO.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 2, "to"))
            at = found.end()
    at = _arm_target_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'o'}:
        end = parse_route_otherwise(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "arm_target", tuple(inner)))
    return at


def _arm_target_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'"', "'"}:
        found = STRING.match(text, at)
        if found is not None:
            parts.append(read_string(at, found[1]))
            return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    if first in STARTS_C9A64CD8:
        found = NAME.match(text, at)
        if found is not None:
            parts.append(Word(at, found.end(1), found[1]))
            return found.end()
    return -1


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
    end = parse_ternary(context, text, at, parts)
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


def parse_enrich(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = ENRICH_KEYWORD.match(text, at)
    if found is None:
        return -1
    inner.append(read_enrich_keyword(at, found[1]))
    at = found.end()
    at = parse_target(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'l', 'o'}:
        end = _enrich_1(context, text, at, inner)
        if end >= 0:
            at = end
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _enrich_3(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_enrich(start, context.stop(start, at), inner))
    return at


def _enrich_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'o'}:
        end = _enrich_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'l'}:
        end = parse_enrich_lookup(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _enrich_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_ON.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "on"))
    at = found.end()
    at = parse_paths(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _enrich_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_enrich_lookup(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOOKUP.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "lookup"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "by"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "enrich_lookup", tuple(inner)))
    return at


def parse_lookup(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_LOOKUP.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "lookup"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _lookup_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "lookup", tuple(inner)))
    return at


def _lookup_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_window(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_WINDOW.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "window"))
    at = found.end()
    at = _window_1(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _window_2(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(build_window(start, context.stop(start, at), inner))
    return at


def _window_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = parse_tumbling(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = parse_sliding(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        end = parse_session(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _window_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_tumbling(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TUMBLING.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "tumbling"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "tumbling", tuple(inner)))
    return at


def parse_sliding(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SLIDING.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "sliding"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_EVERY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "every"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "sliding", tuple(inner)))
    return at


def parse_session(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SESSION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "session"))
    at = found.end()
    if text[at : at + 1] in {'g'}:
        found = KEYWORD_GAP.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 3, "gap"))
            at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "session", tuple(inner)))
    return at


def parse_aggregate_block(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    parts.append(Phrase(start, context.stop(start, at), "aggregate_block", tuple(inner)))
    return at


def parse_aggregate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_AGGREGATE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 9, "aggregate"))
    at = found.end()
    at = _aggregate_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_aggregate(start, context.stop(start, at), inner))
    return at


def _aggregate_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'u'}:
        end = parse_aggregate_using(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_aggregate_from(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_aggregate_calls(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_aggregate_using(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_USING.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "using"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "aggregate_using", tuple(inner)))
    return at


def parse_aggregate_from(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
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
    while text[at : at + 1] in {','}:
        end = _aggregate_from_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {'t'}:
        end = _aggregate_from_2(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "aggregate_from", tuple(inner)))
    return at


def _aggregate_from_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def _aggregate_from_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_aggregate_calls(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_aggregate_call(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_DAA48B83:
        end = _aggregate_calls_1(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {'b'}:
        end = _aggregate_calls_2(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_aggregate_calls(start, context.stop(start, at), inner))
    return at


def _aggregate_calls_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    at = parse_aggregate_call(context, text, at, parts)
    if at < 0:
        return -1
    return at


def _aggregate_calls_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_BY.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "by"))
    at = found.end()
    at = parse_paths(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_aggregate_call(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_OPEN_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    end = parse_expression(context, text, at, inner)
    if end >= 0:
        at = end
    found = SIGN_CLOSE_PARENTHESIS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    if text[at : at + 1] in {'a'}:
        end = _aggregate_call_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_aggregate_call(start, context.stop(start, at), inner))
    return at


def _aggregate_call_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_AS.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "as"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_aggregate_entry(context: Context, text: str, at: int, parts: list[Node]) -> int:
    at = _aggregate_entry_1(context, text, at, parts)
    if at < 0:
        return -1
    if text[at : at + 1] in {','}:
        found = SIGN_COMMA.match(text, at)
        if found is not None:
            at = found.end()
    return at


def _aggregate_entry_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_C9A64CD8:
        end = parse_aggregate_named(context, text, at, parts)
        if end >= 0:
            return end
    if first in STARTS_C9A64CD8:
        end = parse_aggregate_call(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_aggregate_named(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    if text[at : at + 1] in {'w'}:
        end = _aggregate_named_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(build_aggregate_named(start, inner))
    return at


def _aggregate_named_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_WHERE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "where"))
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_join(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_JOIN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "join"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_WITH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "with"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_ON.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 2, "on"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_WITHIN.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "within"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'t'}:
        end = _join_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "join", tuple(inner)))
    return at


def _join_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TYPE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "type"))
    at = found.end()
    found = JOIN_TYPE.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_merge(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _merge_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "merge", tuple(inner)))
    return at


def _merge_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'m'}:
        end = _merge_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'u'}:
        found = KEYWORD_UNION__ALL.match(text, at)
        if found is not None:
            parts.append(Keyword(at, found.end(1), "union all"))
            return found.end()
    return -1


def _merge_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_MERGE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "merge"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = SIGN_COMMA.match(text, at)
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
    while text[at : at + 1] in {','}:
        end = _merge_3(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    if text[at : at + 1] in {'i'}:
        end = _merge_4(context, text, at, parts)
        if end >= 0:
            at = end
    return at


def _merge_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def _merge_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_INTO.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "into"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_deduplicate(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_DEDUPLICATE__BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "deduplicate by"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'w'}:
        end = _deduplicate_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "deduplicate", tuple(inner)))
    return at


def _deduplicate_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_WINDOW.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "window"))
    at = found.end()
    at = parse_duration(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
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


def parse_validate_schema(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_VALIDATE__INPUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "validate input"))
    at = found.end()
    if text[at : at + 1] in {'o'}:
        end = _validate_schema_1(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "validate_schema", tuple(inner)))
    return at


def _validate_schema_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    found = KEYWORD_ON_INVALID.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 10, "on_invalid"))
    at = found.end()
    if text[at : at + 1] in {'e', 's'}:
        end = _validate_schema_2(context, text, at, parts)
        if end >= 0:
            at = end
    return at


def _validate_schema_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = EMIT_KEYWORD.match(text, at)
    if found is None:
        return -1
    parts.append(read_emit_keyword(at, found[1]))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_branch(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_BRANCH.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "branch"))
    at = found.end()
    at = _branch_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "branch", tuple(inner)))
    return at


def _branch_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_parallel(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PARALLEL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "parallel"))
    at = found.end()
    if text[at : at + 1] in STARTS_C9A64CD8:
        end = _parallel_1(context, text, at, inner)
        if end >= 0:
            at = end
    while text[at : at + 1] in {'m', 'r', 't'}:
        end = parse_parallel_setting(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "parallel", tuple(inner)))
    return at


def _parallel_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    if PARALLEL_WORD.match(text, at) is not None:
        return -1
    found = NAME.match(text, at)
    if found is None:
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_parallel_setting(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'t'}:
        end = _parallel_setting_1(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'r'}:
        end = _parallel_setting_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m'}:
        end = _parallel_setting_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _parallel_setting_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def _parallel_setting_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_REQUIRE_ALL.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 11, "require_all"))
    at = found.end()
    at = parse_boolean_value(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _parallel_setting_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_MIN_REQUIRED.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 12, "min_required"))
    at = found.end()
    at = _parallel_setting_4(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _parallel_setting_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def parse_parallel_option(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = parse_parallel_setting(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in {'m', 'r', 't'}:
        end = parse_parallel_setting(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "parallel_option", tuple(inner)))
    return at


def parse_call_external(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_CALL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "call"))
    at = found.end()
    found = CALL_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    at = _call_external_1(context, text, at, inner)
    if at < 0:
        return -1
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _call_external_2(context, text, at, inner)
        if end >= 0:
            at = end
        else:
            break
    parts.append(Phrase(start, context.stop(start, at), "call_external", tuple(inner)))
    return at


def _call_external_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def _call_external_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_await(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_AWAIT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "await"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_UNTIL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "until"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_ARRIVES.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "arrives"))
    at = found.end()
    if text[at : at + 1] in {'m'}:
        end = _await_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'t'}:
        end = parse_timeout(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "await", tuple(inner)))
    return at


def _await_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_MATCHING.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 8, "matching"))
    at = found.end()
    found = KEYWORD_ON.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 2, "on"))
    at = found.end()
    at = parse_paths(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_timeout(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TIMEOUT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "timeout"))
    at = found.end()
    at = parse_duration(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'d', 'e', 's'}:
        end = parse_timeout_action(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "timeout", tuple(inner)))
    return at


def parse_timeout_action(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _timeout_action_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "timeout_action", tuple(inner)))
    return at


def _timeout_action_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'e', 's'}:
        end = _timeout_action_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'d'}:
        end = _timeout_action_4(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'s'}:
        found = KEYWORD_SKIP.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 4, "skip"))
            return found.end()
    return -1


def _timeout_action_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = EMIT_KEYWORD.match(text, at)
    if found is None:
        return -1
    parts.append(read_emit_keyword(at, found[1]))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    while text[at : at + 1] in STARTS_DDE04FF5:
        end = _timeout_action_3(context, text, at, parts)
        if end >= 0:
            at = end
        else:
            break
    return at


def _timeout_action_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in STARTS_DDE04FF5:
        end = parse_clause_part(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'i'}:
        end = parse_id_clause(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _timeout_action_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_DEAD_LETTER.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 11, "dead_letter"))
    at = found.end()
    at = parse_target(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_hold(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_HOLD.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 4, "hold"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'i'}:
        end = _hold_1(context, text, at, inner)
        if end >= 0:
            at = end
    found = KEYWORD_KEYED__BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "keyed by"))
    at = found.end()
    at = parse_paths(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'c'}:
        end = _hold_2(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'t'}:
        end = parse_timeout(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "hold", tuple(inner)))
    return at


def _hold_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_IN.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "in"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def _hold_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_COMPLETE__WHEN.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, found.end(1), "complete when"))
    at = found.end()
    at = parse_hold_complete(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_hold_complete(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _hold_complete_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "hold_complete", tuple(inner)))
    return at


def _hold_complete_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        end = _hold_complete_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'m'}:
        end = _hold_complete_4(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'u'}:
        end = _hold_complete_5(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _hold_complete_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_COUNT.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "count"))
    at = found.end()
    found = SIGN_AT_LEAST.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    at = found.end()
    at = _hold_complete_3(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def _hold_complete_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    found = INTEGER.match(text, at)
    if found is not None:
        parts.append(read_integer(at, found[1]))
        return found.end()
    if first in {'$'}:
        found = PLACEHOLDER.match(text, at)
        if found is not None:
            parts.append(read_placeholder(at, found[1]))
            return found.end()
    return -1


def _hold_complete_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_MARKER.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "marker"))
    at = found.end()
    found = KEYWORD_RECEIVED.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 8, "received"))
    at = found.end()
    return at


def _hold_complete_5(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_USING.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "using"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
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


def parse_when_step(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    if text[at : at + 1] in {'t'}:
        found = KEYWORD_THEN.match(text, at)
        if found is not None:
            inner.append(Keyword(at, at + 4, "then"))
            at = found.end()
    parts.append(Phrase(start, context.stop(start, at), "when_step", tuple(inner)))
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


def parse_sql(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SQL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 3, "sql"))
    at = found.end()
    found = SQL_TEXT.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'a'}:
        end = _sql_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "sql", tuple(inner)))
    return at


def _sql_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_AS.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 2, "as"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_schedule(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SCHEDULE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 8, "schedule"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_AFTER.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "after"))
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    found = KEYWORD_ACTION.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "action"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'r'}:
        end = _schedule_1(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "schedule", tuple(inner)))
    return at


def _schedule_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_REPEAT__UNTIL.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, found.end(1), "repeat until"))
    at = found.end()
    at = parse_expression(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_transition(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_TRANSITION__TO.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "transition to"))
    at = found.end()
    at = _transition_1(context, text, at, inner)
    if at < 0:
        return -1
    if text[at : at + 1] in {'i'}:
        end = parse_id_clause(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "transition", tuple(inner)))
    return at


def _transition_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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


def parse_audit(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_EMIT_AUDIT_EVENT.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 16, "emit_audit_event"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    if text[at : at + 1] in {'a'}:
        end = parse_audit_actor(context, text, at, inner)
        if end >= 0:
            at = end
    if text[at : at + 1] in {'p'}:
        end = parse_audit_payload(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "audit", tuple(inner)))
    return at


def parse_audit_actor(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ACTOR.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "actor"))
    at = found.end()
    at = _audit_actor_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "audit_actor", tuple(inner)))
    return at


def _audit_actor_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'s'}:
        end = _audit_actor_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'u'}:
        end = _audit_actor_3(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def _audit_actor_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_SYSTEM.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "system"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(read_string(at, found[1]))
    at = found.end()
    return at


def _audit_actor_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_USER.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 4, "user"))
    at = found.end()
    at = parse_path(context, text, at, parts)
    if at < 0:
        del parts[mark:]
        return -1
    return at


def parse_audit_payload(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PAYLOAD.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 7, "payload"))
    at = found.end()
    found = SIGN_COLON.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = _audit_payload_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "audit_payload", tuple(inner)))
    return at


def _audit_payload_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'{'}:
        end = parse_record(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'['}:
        end = parse_list(context, text, at, parts)
        if end >= 0:
            return end
    return -1


def parse_flag(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = FLAG_KIND.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
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
    parts.append(Phrase(start, context.stop(start, at), "flag", tuple(inner)))
    return at


def parse_metadata(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ADD_METADATA.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 12, "add_metadata"))
    at = found.end()
    found = STRING.match(text, at)
    if found is None:
        return -1
    inner.append(read_string(at, found[1]))
    at = found.end()
    found = SIGN_EQUALS.match(text, at)
    if found is None:
        return -1
    at = found.end()
    at = parse_expression(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "metadata", tuple(inner)))
    return at


def parse_adjust_score(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ADJUST_SCORE__BY.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "adjust_score by"))
    at = found.end()
    at = parse_path(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "adjust_score", tuple(inner)))
    return at


def parse_terminal(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    at = _terminal_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(build_terminal(start, context.stop(start, at), inner))
    return at


def _terminal_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'c'}:
        found = KEYWORD_CONTINUE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 8, "continue"))
            return found.end()
    if first in {'t'}:
        found = KEYWORD_TERMINATE.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 9, "terminate"))
            return found.end()
    return -1


def parse_signal(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_SIGNAL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "signal"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
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
    parts.append(Phrase(start, context.stop(start, at), "signal", tuple(inner)))
    return at


def parse_phase(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_PHASE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 5, "phase"))
    at = found.end()
    at = _phase_1(context, text, at, inner)
    if at < 0:
        return -1
    parts.append(Phrase(start, context.stop(start, at), "phase", tuple(inner)))
    return at


def _phase_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
    first = text[at : at + 1]
    if first in {'b'}:
        end = _phase_2(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'b'}:
        end = _phase_3(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a'}:
        end = _phase_4(context, text, at, parts)
        if end >= 0:
            return end
    if first in {'a'}:
        found = KEYWORD_ANYTIME.match(text, at)
        if found is not None:
            parts.append(Keyword(at, at + 7, "anytime"))
            return found.end()
    return -1


def _phase_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_BEFORE.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 6, "before"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def _phase_3(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_BETWEEN.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 7, "between"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    found = KEYWORD_AND.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Keyword(at, at + 3, "and"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def _phase_4(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_AFTER.match(text, at)
    if found is None:
        return -1
    parts.append(Keyword(at, at + 5, "after"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        del parts[mark:]
        return -1
    parts.append(Word(at, found.end(1), found[1]))
    at = found.end()
    return at


def parse_on_complete(context: Context, text: str, at: int, parts: list[Node]) -> int:
    start = at
    inner: list[Node] = []
    found = KEYWORD_ON__COMPLETE.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, found.end(1), "on complete"))
    at = found.end()
    if text[at : at + 1] in {'w'}:
        end = _on_complete_1(context, text, at, inner)
        if end >= 0:
            at = end
    found = KEYWORD_SIGNAL.match(text, at)
    if found is None:
        return -1
    inner.append(Keyword(at, at + 6, "signal"))
    at = found.end()
    found = NAME.match(text, at)
    if found is None:
        return -1
    inner.append(Word(at, found.end(1), found[1]))
    at = found.end()
    if text[at : at + 1] in {'t'}:
        end = _on_complete_2(context, text, at, inner)
        if end >= 0:
            at = end
    parts.append(Phrase(start, context.stop(start, at), "on_complete", tuple(inner)))
    return at


def _on_complete_1(context: Context, text: str, at: int, parts: list[Node]) -> int:
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
    return at


def _on_complete_2(context: Context, text: str, at: int, parts: list[Node]) -> int:
    mark = len(parts)
    found = KEYWORD_TO.match(text, at)
    if found is None:
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
