"""Where the items of a `.proc` file start.

A clause that stands on a line of its own is an item too, so that a broken clause hurts only itself;
the tree hangs it below its statement.
"""

from nexflow_grammar.blocks.model import (
    NAME,
    OPEN_END,
    PATH,
    Block,
    Outline,
    blocks,
    entry,
    keyword,
)

_AFTER = r"(?!\s*[:=.(?])"  # what follows a word that is a keyword here, and not a name

_SETTINGS = (
    keyword("description", r"description\s*:?\s*[\"']"),
    keyword("parallelism", rf"parallelism\b{_AFTER}"),
    keyword("partition", r"partition\s+by\b"),
    keyword("time", rf"time\s+by\b"),
    keyword("time_clause", rf"(?:watermark\s+delay|late\s+data\s+to|allowed[ _]lateness)\b"),
    keyword("mode", r"mode\s+(?:stream|batch|micro_batch)\b"),
    keyword("checkpoint", r"checkpoint\s+every\b"),
    keyword("backpressure", r"(?:backpressure|when\s+slow)\b(?!\s*[:=.(?])"),
    keyword("state_machine", rf"state_machine\s+{NAME}"),
    keyword("business_date", r"(?:business_date\s+from|processing_date\s+auto)\b"),
    keyword("markers", rf"markers{OPEN_END}", opens="markers"),
    keyword("state_block", rf"state{OPEN_END}", opens="state"),
    keyword("metrics", rf"metrics{OPEN_END}", opens="metrics"),
    keyword("on_error", rf"on[ _]error{OPEN_END}", opens="on_error"),
    keyword("on_commit", r"on\s+commit\b"),
)

_CLAUSES = (
    keyword(
        "clause",
        rf"(?:schema\s+[\w$]|group\s+[\"'\w$]|offset\s+[\w$]|isolation\s+read_|key\s+[A-Za-z_$]"
        r"|partition_key\s+\w|key\s+by\b|keyed_by\s+\w"
        r"|headers\s*:|lookups\s*:|params\s*:|format\s+[a-z]|registry\s+[\"'$]"
        r"|from\s+(?:timestamp\s+[\"'$]|[A-Za-z_$\"'])|to\s+(?:timestamp\s+[\"'$]|[A-Za-z_]\w*\s+[\"'$])"
        r"|index\s+[\"'$]|project\s+\w|store\s+in\b|match\s+from\b|select\s+\w|add\s+\w"
        r"|timeout\s+[\d$]|cache\s+(?:ttl|\d)|upsert\s+by\b|template\s+[\"']|channel\s*:"
        r"|compaction\s+\w|broadcast\s*$|round_robin\s*$|reason\s+[\"']|preserve_state\s+\w"
        r"|include_error_context\s+\w|payload\s*:|delimiter\s+[\"']|quote\s+[\"']|escape_char\s+[\"']"
        r"|header\s+\w|null_value\s+[\"']|partition_by\s+\w|schema_path\s+[\"']|output\s+\w"
        r"|async\s*$|sync\s*$|batch\s+(?:size|timeout)\b|flush\s+interval\b|retention\s+[\di$])",
    ),
)

_STEPS = (
    keyword("receive", rf"receive\s+{NAME}"),
    keyword("emit", rf"(?:emit|send)\s+to\b"),
    keyword("persist", rf"persist\s+to\b"),
    keyword("persist_error", r"on[ _]error\s+(?:continue|fail|emit|send)\b"),
    keyword("filter", rf"(?:filter|where)\s+(?![=.:?])"),
    # `transform name` names a transform, or the fields that the lines below assign.
    keyword("transform", rf"transform\s+(?!using\b){NAME}\s*(?://|#|$)", opens="assignments?"),
    keyword("transform", rf"transform\s+(?:using\s+{NAME}|{NAME}\s+(?:params|input|lookups|lookup|state|as)\b)"),
    keyword("transform_block", rf"transform(?:\s+{NAME})?\s*(?:\{{|//|#|$)", opens="assignments"),
    keyword("set", rf"set\s+{PATH}\s*="),
    keyword("let", rf"let\s+{NAME}\s*="),
    keyword("evaluate", rf"evaluate\s+(?:using\s+)?{NAME}"),
    keyword("route", r"route\s+(?:by|using|when)\b", opens="route"),
    keyword("enrich", r"enrich\s+(?:using|from|with)\b"),
    keyword("lookup", rf"lookup\s+{NAME}{_AFTER}"),
    keyword("window", r"window\s+(?:tumbling|sliding|session)\b", opens="window"),
    keyword("aggregate_block", r"aggregate\s*:?\s*(?:\{|//|#|$)", opens="aggregates"),
    keyword("aggregate", rf"aggregate\s+{NAME}"),
    keyword("join", rf"join\s+{NAME}\s+with\b"),
    keyword("merge", rf"merge\s+{NAME}"),
    keyword("deduplicate", r"deduplicate\s+by\b"),
    keyword("validate_input", rf"validate_input{OPEN_END}", opens="requirements"),
    keyword("branch", rf"branch\s+(?:{NAME}|[\"'])", opens="branch"),
    keyword("parallel", rf"parallel\b(?!\s*[=.(?])", opens="parallel"),
    keyword("call", rf"call\s+(?:external|ml_service)\b"),
    keyword("await", rf"await\s+{NAME}\s+until\b"),
    keyword("hold", rf"hold\s+{NAME}"),
    keyword("if", rf"if\b(?!\s*[=.:])", opens="if", until="then"),
    keyword("sql", r"sql\s*(?:```|$)"),
    keyword("schedule", rf"schedule\s+{NAME}\s+after\b"),
    keyword("transition", r"transition\s+to\b"),
    keyword("audit", r"emit_audit_event\s+[\"']"),
    keyword("flag", r"(?:add_flag|log_error|log_warning|log_info)\s*\(?\s*[\"']"),
    keyword("metadata", r"add_metadata\s+[\"']"),
    keyword("adjust_score", r"adjust_score\s+by\b"),
    keyword("terminal", r"(?:continue|terminate)\s*(?://|#|\}|$)"),
    keyword("signal", rf"signal\s+{NAME}\s+to\b"),
    keyword("phase", r"phase\s+(?:before|between|after|anytime)\b", opens="phase"),
)

_ARMS = (
    keyword("arm", r"when\b(?!\s*[=.:])", until="arrow"),
    keyword("otherwise", r"(?:otherwise|default)\b(?!\s*[=.:])", until="otherwise"),
    entry("destination", rf"(?:[\"'][^\"']*[\"']|{NAME})\s+to\s+{NAME}"),
)

PROCESS = Outline(
    heads=(keyword("process_head", rf"process\s+{NAME}", opens="process"),),
    blocks=blocks(
        Block("process", (*_SETTINGS, *_STEPS, *_CLAUSES)),
        Block("branch", (*_STEPS, *_CLAUSES)),
        Block(
            "phase",
            (keyword("on_complete", r"on\s+complete\b"), *_STEPS, *_CLAUSES),
        ),
        Block("parallel", (keyword("parallel_option", r"(?:timeout|require_all|min_required)\s+\w"), *_STEPS)),
        Block("route", (*_ARMS, *_STEPS, *_CLAUSES), optional_end=True, other="arm_target"),
        Block(
            "if",
            (
                keyword("elseif", r"elseif\b(?!\s*[=.:])", until="then"),
                keyword("else", r"else\b(?!\s*[=.:])", until="else"),
                *_STEPS,
                *_CLAUSES,
            ),
        ),
        Block(
            "window",
            (
                keyword("clause", r"(?:key\s+by|keyed_by|partition\s+by|allowed[ _]lateness|late\s+data\s+to|state\s+\w)\b"),
                keyword("aggregate_block", r"aggregate\s*:?\s*(?:\{|//|#|$)", opens="aggregates"),
                keyword("aggregate", rf"aggregate\s+{NAME}"),
            ),
            optional_end=True,
        ),
        Block(
            "aggregates",
            (
                keyword("clause", r"(?:where\s+\w|as\s+[A-Za-z_]\w*\s*(?://|#|$))"),
                entry("aggregate_entry", rf"{NAME}\s*(?:\(|=(?!=))"),
            ),
        ),
        Block(
            "assignments",
            (
                keyword("set", rf"set\s+{PATH}\s*="),
                entry("assignment", rf"{PATH}\s*=(?!=)"),
            ),
            optional_end=True,
        ),
        Block("requirements", (keyword("require", r"require\b(?!\s*[:=.])"),), optional_end=True),
        Block("markers", (entry("marker", rf"{NAME}\s*:"),)),
        Block(
            "state",
            (keyword("state_entry", r"(?:uses|local|buffer)\s+\w"),),
            optional_end=True,
        ),
        Block("metrics", (keyword("metric", r"(?:counter|histogram|gauge|rate)\s+\w"),)),
        Block(
            "on_error",
            (
                keyword(
                    "error_handler",
                    r"(?:transform|lookup|rule|correlation)(?:_error|\s+(?:failure|error))\b",
                ),
                keyword("retry", r"retry\s+(?:\d|indefinitely)"),
                *_STEPS,
                *_CLAUSES,
            ),
        ),
    ),
)
