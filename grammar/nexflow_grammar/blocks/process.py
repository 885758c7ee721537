"""Where the items of a `.proc` file start.

A clause that stands on a line of its own is an item too, so that a broken clause hurts only itself;
the tree hangs it below its statement.
"""

from nexflow_grammar.blocks.model import (
    LINE_END,
    NAME,
    OPEN_END,
    PATH,
    Block,
    Outline,
    Starter,
    blocks,
    entry,
    keyword,
    keywords,
)

_AFTER = r"(?!\s*[:=.(?])"  # what follows a word that is a keyword here, and not a name

# Words that go on with the statement above when they start a line.
_GOES_ON = (
    r"(?:within|type|every|gap|matching|alert|correlation|include|arrives|until|complete|keyed"
    r"|delay|backoff|max_delay|repeat|action|after|actor|ttl|cleanup|on_invalid|into"
    rf"|emit\s+completion|window\s+[\d$]|lookup\s+{NAME}\s+by|times|hint|events|stream|micro_batch|strategy|block|drop|sample)\b{_AFTER}"
    rf"|batch{LINE_END}"
    # No item begins with a text, a number or SQL: what stands there is the end of the one above.
    r"|[\"'`]|\$\{|\d"
)

# What a line may end with although more must follow: it does on the line below.
_TAILS = (
    r"filter|where|if|elseif|when|until|schema|persistence|type|ttl|cleanup|backoff|correlation|include"
    r"|as|key|partition_key|partition_by|format|registry|project|except|select|add|offset|isolation|header"
    r"|evaluate|timeout|delay|retention|template|reason|compaction|persistence|action|actor|system|user"
    r"|dead_letter|window|sample|gap|every|id|sliding|tumbling|session|output|keyed_by|into|require"
    r"|external|ml_service|before|after|between|marker|signal|lookup|match|on\s+commit(?:\s+failure)?|flush|upsert|late|late\s+data|allowed|watermark"
    rf"|from\s+(?:kafka|mongodb|redis|parquet|csv|json|file|jdbc|elasticsearch|scheduler|state_store)|receive\s+{NAME}\s*:"
    r"|require_all|min_required|preserve_state|include_error_context|cache|(?:channel|features|headers|lookups|params|payload|input)\s*:"
)

_SETTINGS = (
    keyword("description", r"description\s*:?\s*[\"']"),
    keyword("parallelism", rf"parallelism\b{_AFTER}"),
    keyword("partition", r"partition\s+by\b"),
    keyword("time", r"time\s+by\b"),
    *keywords(
        "time_clause", r"watermark\s+delay\b", r"late\s+data\s+to\b", r"allowed(?:\s+|_)lateness\b"
    ),
    keyword("mode", rf"mode(?:\s+(?:stream|batch|micro_batch)\b|{LINE_END})"),
    keyword("checkpoint", r"checkpoint\s+every\b"),
    keyword("backpressure", rf"backpressure\b{_AFTER}"),
    keyword("backpressure", r"when\s+slow\b"),
    keyword("state_machine", rf"state_machine\s+{NAME}"),
    *keywords("business_date", r"business_date\s+from\b", r"processing_date\s+auto\b"),
    keyword("markers", rf"markers{OPEN_END}", opens="markers"),
    keyword("state_block", rf"state{OPEN_END}", opens="state"),
    keyword("metrics", rf"metrics{OPEN_END}", opens="metrics"),
    keyword("on_commit", r"on\s+commit\b", until="+schema"),
)

_PERSIST_ERROR = keyword("persist_error", r"on(?:\s+|_)error\s+(?:continue|fail)\b")
_ON_ERROR = keyword(
    "on_error", r"on(?:\s+|_)error\b(?!\s*[=.(?])", opens="on_error", until="error on_error"
)

#: What may be bound to names, by a name a line below it.
_BOUND = "headers|lookups|params|payload|input"
#: What stands below a statement that keeps state, and not `id to x` or a field.
_ID = keyword("id_clause", rf"id\s+{NAME}{LINE_END}")
_AS_OR_ID = (keyword("clause", rf"as\s+{NAME}(?:\s+id\s+{NAME})?{LINE_END}", until="<id"), _ID)
_CLAUSES = (
    keyword(
        "clause",
        r"timeout\s+[\d$](?=.*\s(?:(?:emit|send)\s+to|dead_letter|skip)\b)",
        until="<target <dead_letter <skip",
    ),
    *keywords(
        "clause",
        r"schema\s+[\w$]",
        r"group\s+[\"'\w$]",
        r"offset\s+[\w$]",
        r"isolation\s+[\w$]",
        r"key\s+[A-Za-z_$]",
        r"keyed_by\s+\w",
        r"partition_key\s+\w",
        r"headers\s*:\s*[\[{]",
        r"lookups\s*:\s*[\[{]",
        r"params\s*:\s*[\[{]",
        r"payload\s*:\s*[\[{]",
        r"input\s*:\s*[\[{]",
        r"features\s*:",
        r"format\s+[a-z$]",
        r"registry\s+[\"'$]",
        r"from\s+(?:timestamp\s+[\"'$]|[A-Za-z_$\"'])",
        r"to\s+(?:timestamp\s+[\"'$]|[A-Za-z_]\w*\s+[\"'$])",
        r"index\s+[\"'$]",
        rf"(?:project|select|add)(?:\s+\w|{LINE_END})",
        r"store\s+in\b",
        r"match\s+from\b",
        r"timeout\s+[\d$]",
        r"cache\s+(?:ttl|[\d$])",
        r"upsert\s+by\b",
        r"template\s+[\"'$]",
        r"channel\s*:",
        r"compaction\s+[\w$]",
        rf"(?:broadcast|round_robin|async|sync){LINE_END}",
        r"reason\s+[\"'$]",
        r"preserve_state\s+[\w$]",
        r"include_error_context\s+[\w$]",
        r"delimiter\s+[\"'$]",
        r"quote\s+[\"'$]",
        r"escape_char\s+[\"'$]",
        r"header\s+[\w$]",
        r"persistence\s+[A-Za-z_$]",
        r"null_value\s+[\"'$]",
        r"partition_by\s+\w",
        r"schema_path\s+[\"'$]",
        r"output\s+[\w$]",
        r"batch\s+(?:size|timeout)\b",
        r"flush\s+interval\b",
        r"retention\s+[\di$]",
        rf"state\s+{NAME}",
        rf"with\s+{NAME}",
        r"endpoint\s+[\"'$]",
        r"retry\s+[\d$]",
        r"circuit_breaker\b",
        r"failure_threshold\s+[\d$]",
        r"reset_timeout\s+[\d$]",
    ),
    keyword("clause", rf"as\s+{NAME}", weak=True),
    _ID,
    *(
        keyword("clause_block", rf"{word}\s*:{LINE_END}", opens="bindings")
        for word in _BOUND.split("|")
    ),
)

_ARM = keyword("arm", r"when\b(?!\s*[=.:])", until="then -> <target")
_OTHERWISE = keyword("otherwise", r"(?:otherwise|default)\b(?!\s*[=.:])", until="otherwise default")
_DESTINATION = entry(
    "destination", rf"(?!(?:emit|send|persist)\s)(?:[\"'][^\"']*[\"']|{NAME})\s+to\s+[\w\"'$]"
)
_ARM_TARGETS = keywords(
    "arm_target", rf"to\s+(?!timestamp\b|{NAME}\s+[\"'$])[\w\"'$]", r"emit\s+(?!to\b)[\w\"'$]"
)
_TERMINAL = keyword("terminal", rf"(?:continue|terminate)(?:\s*\}}|{LINE_END})")

_STEPS = (
    keyword("receive", rf"receive\s+{NAME}"),
    keyword("emit", r"(?:emit|send)\s+to\b"),
    keyword("persist", r"persist\s+to\b", opens="persist"),
    _PERSIST_ERROR,
    keyword("filter", rf"(?:filter|where)(?:\s+(?![=.:?])|{LINE_END})"),
    # `transform name` names a transform, or the fields that the lines below assign.
    keyword("transform", rf"transform\s+(?!using\b){NAME}{LINE_END}", opens="assignments?"),
    keyword("transform", r"transform\s+using\b", until="<on_success <on_failure"),
    keyword("transform", rf"transform\s+{NAME}\s+(?:params|input|lookups|lookup|state|as)\b"),
    keyword(
        "transform_block",
        rf"transform(?=\s+(?:set\s+)?{PATH}\s*=(?!=))",
        opens="assignments",
        until="transform",
    ),
    keyword(
        "transform_block", rf"transform(?:\s+{NAME})?\s*(?:\{{|{LINE_END})", opens="assignments"
    ),
    keyword("transform_block", r"calculate\s*:", opens="assignments", until="calculate"),
    *(
        keyword("handler", rf"{word}\b{_AFTER}", opens="branch", until=word)
        for word in (
            "on_success",
            "on_failure",
            "on_duplicate",
            "on_critical_fraud",
            "on_validation_error",
        )
    ),
    keyword("on_partial_timeout", r"on_partial_timeout\b", opens="flags"),
    keyword("set", rf"set\s+{PATH}\s*="),
    keyword("let", rf"let\s+{NAME}\s*="),
    keyword(
        "evaluate",
        rf"evaluate\s*(?:\s(?:using\s+)?{NAME}|{LINE_END})",
        until="<when <on_critical_fraud",
    ),
    keyword("route", r"route\s+when\s+(?=.*\bthen\b)", opens="route", until="then"),
    keyword("route", r"route\s+when\b", opens="destinations"),
    keyword(
        "route", rf"route\s+using(?=\s+when\b|\s*\{{|{LINE_END})", opens="route", until="using"
    ),
    keyword("route", r"route\s+using\s+\S", opens="destinations", until="<otherwise"),
    keyword("route", r"route\s+by\b", opens="route", until="<when"),
    keyword("enrich", r"enrich\s+(?:using|from|with)\b"),
    keyword("lookup", rf"lookup\s+{NAME}\b(?!\s+by\b){_AFTER}"),
    keyword("window", r"window\s+(?:tumbling|sliding|session)\b", opens="window"),
    keyword(
        "aggregate_block",
        rf"aggregate(?=\s*:|\s*\{{|{LINE_END}|\s+{NAME}\s*=(?!=))",
        opens="aggregates",
        until="aggregate",
    ),
    keyword("aggregate", rf"aggregate\s+{NAME}\s+from\b", until="<on_partial_timeout"),
    keyword("aggregate", rf"aggregate\s+{NAME}(?!\w|\s+from\b)", opens="aggregates?"),
    keyword("join", rf"join\s+{NAME}", until="+with"),
    keyword("merge", rf"merge\s+{NAME}"),
    keyword("merge", r"union\s+all\b"),
    keyword("deduplicate", r"deduplicate\s+by\b", until="<on_duplicate"),
    keyword("validate_input", rf"validate_input{OPEN_END}", opens="requirements"),
    keyword("validate_schema", r"validate\s+input\b"),
    keyword("branch", rf"branch\s+(?:{NAME}|[\"'])", opens="branch"),
    keyword("parallel", r"parallel\b(?!\s*[=.(?])", opens="parallel"),
    keyword("call_external", r"call\s+(?:external|ml_service)\b"),
    keyword("await", rf"await\s+{NAME}\s+until\b"),
    keyword("hold", rf"hold\s+{NAME}\b{_AFTER}", until="+complete"),
    *keywords("timeout_action", r"dead_letter\s+[\w\"'$]", rf"skip{LINE_END}"),
    keyword("if", r"if\b(?!\s*[=.:])", opens="if", until="then"),
    keyword("when_step", r"when\b(?!\s*[=.:])", opens="branch", until="then"),
    keyword("sql", rf"sql\s*(?:```|{LINE_END})"),
    keyword("schedule", rf"schedule\s+{NAME}\b{_AFTER}"),
    keyword("transition", r"transition\s+to\b"),
    keyword("audit", r"emit_audit_event\s+[\"']"),
    keyword("flag", r"(?:add_flag|log_error|log_warning|log_info)\s*\(?\s*[\"']"),
    keyword("metadata", r"add_metadata\s+[\"']"),
    keyword("adjust_score", r"adjust_score\s+by\b"),
    _TERMINAL,
    keyword("signal", rf"signal\s+{NAME}\s+to\b"),
    keyword("phase", r"phase\s+(?:before|between|after|anytime)\b", opens="phase"),
)
_INNER = (*_STEPS, _ON_ERROR, *_CLAUSES)


def _block(
    name: str,
    *starters: Starter,
    optional_end: bool = False,
    soft: bool = False,
    braces: bool = True,
    inline: str = "",
    other: str = "unknown",
) -> Block:
    return Block(
        name, starters, optional_end, soft, braces, inline=inline, other=other, goes_on=_GOES_ON,
        tails=_TAILS,
    )  # fmt: skip


PROCESS = Outline(
    heads=(keyword("process_head", rf"process\s+{NAME}", opens="process"),),
    blocks=blocks(
        _block("process", *_SETTINGS, *_INNER),
        _block("branch", *_INNER),
        _block("phase", keyword("on_complete", r"on\s+complete\b", until="+signal"), *_INNER),
        _block(
            "parallel",
            *keywords(
                "parallel_option",
                r"timeout\s+[\w$]",
                r"require_all\s+[\w$]",
                r"min_required\s+[\w$]",
            ),
            *_STEPS,
        ),
        _block(
            "route",
            _ARM,
            _OTHERWISE,
            *_ARM_TARGETS,
            *_INNER,
            # A destination may be named much like a keyword: `merged`, `mid`.
            keyword(
                "arm_target",
                rf"(?:(?!contin|termin){NAME}|[\"'][^\"']*[\"'])\s*(?:\}}|{LINE_END})",
                weak=True,
            ),
            inline="<when <otherwise <default",
            other="arm_target",
        ),
        _block(
            "destinations",
            _DESTINATION,
            _OTHERWISE,
            *_ARM_TARGETS,
            _TERMINAL,
            soft=True,
        ),
        _block(
            "if",
            keyword("elseif", r"elseif\b(?!\s*[=.:])", until="then"),
            keyword("else", r"else\b(?!\s*[=.:])", until="else"),
            *_INNER,
            inline="<else <elseif",
        ),
        _block(
            "window",
            *keywords(
                "clause",
                r"key\s+by\b",
                r"keyed_by\b",
                r"partition\s+by\b",
                r"allowed(?:\s+|_)lateness\b",
                r"late\s+data\s+to\b",
                r"state\s+\w",
            ),
            *_AS_OR_ID,
            *(step for step in _STEPS if step.opens.startswith("aggregates")),
            other="aggregate_entry",
            optional_end=True,
        ),
        _block(
            "aggregates",
            keyword("clause", r"where\s+(?![=.:])"),
            *_AS_OR_ID,
            entry("aggregate_entry", rf"{NAME}\s*\(", until=","),
            entry("aggregate_entry", rf"{NAME}\s*=(?!=)", until="<as ,"),
            optional_end=True,
        ),
        _block(
            "assignments",
            keyword("set", rf"set\s+{PATH}\s*="),
            entry("assignment", rf"{PATH}\s*=(?!=)"),
            optional_end=True,
        ),
        _block(
            "persist",
            _PERSIST_ERROR,
            # With an `end` on its line it is no clause but a whole `on error` of the process.
            keyword("persist_error", rf"on(?:\s+|_)error\s+(?:emit|send)\b(?!.*\send{LINE_END})"),
            *_CLAUSES,
            soft=True,
        ),
        _block(
            "bindings",
            entry("binding", rf"(?!(?:{_BOUND})\s*:{LINE_END}){NAME}\s*[:=]"),
            soft=True,
            braces=False,
        ),
        _block("flags", *(starter for starter in _STEPS if starter.rule == "flag"), soft=True),
        _block("requirements", keyword("require", r"require\b(?!\s*[:=.])"), optional_end=True),
        _block("markers", entry("marker", rf"{NAME}\s*:", until="+when"), other="marker"),
        _block(
            "state",
            *keywords("state_entry", r"uses\s+\w", r"local\s+\w", r"buffer\s+\w"),
            optional_end=True,
        ),
        _block(
            "metrics", keyword("metric", r"(?:counter|histogram|gauge|rate)\s+\w"), other="metric"
        ),
        _block(
            "on_error",
            keyword(
                "error_handler",
                r"(?:transform|lookup|rule|correlation)(?:_error|\s+(?:failure|error))\b",
                until="+skip +retry +dead_letter",
            ),
            keyword("retry", r"retry\s+(?:[\d$]|indefinitely)", until="then"),
            *_INNER,
        ),
    ),
    lost=keyword("process_head", "", opens="process"),
)
