"""The keywords that start statements, parts and definitions: how each is written, and what it does.

Which of them a block allows is the grammar's knowledge: a template is offered where the block has a
starter that matches it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nexflow_grammar.blocks import OUTLINES, Block
from nexflow_grammar.languages import Language

_PLACE = re.compile(r"\$\{\d+:([^}]*)\}|\$0")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A way to start an item. snippet: with `${1:…}` places; documentation: one sentence."""

    label: str
    snippet: str
    documentation: str

    @property
    def text(self) -> str:
        """The snippet with its places filled in."""
        return _PLACE.sub(lambda found: found[1] or "", self.snippet)


def _table(*rows: tuple[str, str, str]) -> tuple[Keyword, ...]:
    return tuple(Keyword(*row) for row in rows)


_IMPORT = ("import", "import ${1:path}", "Names a file that this one uses definitions of.")

_DECISION_TABLE = """\
decision_table ${1:name}
    hit_policy first_match

    given
        ${2:amount}: ${3:money}
    end

    decide
        | ${2:amount} | ${4:result}  |
        |-----------|-----------|
        | *         | ${5:"value"} |
    end

    return
        ${4:result}: ${6:string}
    end
end"""

KEYWORDS: dict[Language, tuple[Keyword, ...]] = {
    Language.PROCESS: _table(
        _IMPORT,
        ("process", 'process ${1:Name}\n    receive ${2:Schema} from kafka "${3:topic}"\n\n    $0\nend',
         "A process becomes one Flink job: sources, steps and sinks, from top to bottom."),
        ("parallelism", "parallelism ${1:4}", "How many parallel instances each step has."),
        ("partition by", "partition by ${1:field}", "The key that steps use which need one and name none."),
        ("time by", "time by ${1:field}", "The field that says when a record happened; windows go by it."),
        ("watermark delay", "watermark delay ${1:10 seconds}", "How late records may be before windows close."),
        ("allowed lateness", "allowed lateness ${1:1 minute}", "How long a closed window still takes late records."),
        ("late data to", "late data to ${1:stream}", "Where records go that come after their window."),
        ("mode", "mode ${1:stream}", "`stream`, `batch` or `micro_batch DURATION`."),
        ("checkpoint every", "checkpoint every ${1:30 seconds}", "How often the job's state is saved."),
        ("on error", "on error\n    ${1:transform_error} dead_letter ${2:stream}\nend",
         "What happens to records that a step fails for."),
        ("state", "state\n    $0\nend", "Declares the state that the process keeps."),
        ("metrics", "metrics\n    $0\nend", "Declares counters, gauges, histograms and rates."),
        ("receive", 'receive ${1:Schema} from kafka "${2:topic}"',
         "Opens a stream: the statements below work on its records."),
        ("filter", "filter ${1:condition}", "Lets only the records pass for which the condition is true."),
        ("where", "where ${1:condition}", "Lets only the records pass for which the condition is true."),
        ("transform using", "transform using ${1:name}", "Replaces the record by a transform's output."),
        ("transform", "transform\n    ${1:field} = ${2:value}\nend", "Adds or replaces fields of the record in place."),
        ("set", "set ${1:field} = ${2:value}", "Adds or replaces one field of the record."),
        ("let", "let ${1:name} = ${2:value}", "Gives a value a name for the statements below."),
        ("evaluate using", "evaluate using ${1:name}",
         "Runs a rule or a decision table; its results become fields of the record."),
        ("route by", 'route by ${1:field}\n    when "${2:value}" -> emit to ${3:stream}\n    otherwise continue\nend',
         "Sends each record to the first arm that fits its value."),
        ("enrich using", "enrich using ${1:lookup} on ${2:field}\n    select ${3:fields}",
         "Looks the record up in another source, without blocking, and adds the selected fields."),
        ("lookup", "lookup ${1:source}", "Looks the record up in another source."),
        ("window tumbling", "window tumbling ${1:1 minute}\n    key by ${2:field}\n    aggregate\n        $0\n    end",
         "Cuts time into windows and makes one record of each window and key."),
        ("window sliding", "window sliding ${1:10 minutes} every ${2:1 minute}\n    key by ${3:field}",
         "Windows that overlap: one starts at every step."),
        ("window session", "window session ${1:30 minutes}\n    key by ${2:field}",
         "A window lasts as long as records keep coming."),
        ("aggregate", "aggregate\n    ${1:count() as total}\nend", "The fields that a window yields."),
        ("aggregate … by", "aggregate ${1:sum(amount) as total}", "The fields that a window yields."),
        ("key by", "key by ${1:field}", "The key that the window is kept by."),
        ("emit to", "emit to ${1:stream}", "Writes the record to a stream of `nexflow.toml` or to a topic."),
        ("persist to", "persist to ${1:store}", "Writes the record to a store."),
        ("join", "join ${1:left} with ${2:right}", "Pairs the records of two streams."),
        ("merge", "merge ${1:left}, ${2:right} into ${3:all}", "Makes one stream of several."),
        ("deduplicate by", "deduplicate by ${1:field}", "Lets only the first record of each key pass."),
        ("validate_input", "validate_input\n    require ${1:condition}\nend", "Conditions that every record must meet."),
        ("require", 'require ${1:condition} else "${2:message}"', "A condition that must hold."),
        ("parallel", "parallel\n    $0\nend", "Sends each record through several branches at once."),
        ("branch", "branch ${1:name}\n    $0\nend", "The steps of a destination that a `route` names."),
        ("if", "if ${1:condition} then\n    $0\nend", "Steps for the records that meet a condition."),
        ("elseif", "elseif ${1:condition} then", "Steps for the records that meet this condition instead."),
        ("else", "else", "Steps for the other records."),
        ("when", "when ${1:value} -> ${2:emit to stream}", "An arm: the records whose value fits."),
        ("otherwise", "otherwise ${1:continue}", "What becomes of the records that fit no arm."),
        ("continue", "continue", "The record goes on behind the block."),
        ("terminate", "terminate", "The record ends here."),
        ("schema", "schema ${1:Name}", "The record type at this place."),
        ("group", 'group "${1:name}"', "The consumer group that reads the topic."),
        ("offset", "offset ${1:earliest}", "Where reading starts."),
        ("partition_key", "partition_key ${1:field}", "The field that the topic is partitioned by."),
        ("key", "key ${1:field}", "The key of the record, or of the source."),
        ("format", "format ${1:json}", "`json`, `avro`, `confluent_avro` or `protobuf`."),
        ("select", "select ${1:fields}", "The fields that are added."),
        ("timeout", "timeout ${1:500ms}", "How long an answer is waited for."),
        ("cache ttl", "cache ttl ${1:5 minutes}", "How long an answer is remembered."),
        ("id", "id ${1:name}", "Names the state of the statement, so that a savepoint finds it again."),
        ("upsert by", "upsert by ${1:field}", "Replaces what the store holds under this key."),
        ("transform_error", "transform_error ${1:dead_letter} ${2:stream}", "What happens when a transform fails."),
        ("lookup_error", "lookup_error retry ${1:3}", "What happens when a lookup fails."),
        ("rule_error", "rule_error ${1:skip}", "What happens when a rule fails."),
    ),
    Language.SCHEMA: _table(
        _IMPORT,
        ("schema", "schema ${1:Name}\n    ${2:id}: ${3:string} required\n    $0\nend", "What records look like."),
        ("types", "types\n    ${1:Name}: ${2:string}\nend", "Names for types with constraints."),
        ("pattern", "pattern ${1:event_log}", "What kind of data the schema describes."),
        ("version", "version ${1:1.0.0}", "The version of the schema."),
        ("compatibility", "compatibility ${1:backward}", "Which older or newer data must stay readable."),
        ("identity", "identity\n    ${1:id}: ${2:string} required\nend", "The fields that tell records apart."),
        ("fields", "fields\n    ${1:name}: ${2:string}\nend", "The fields of the record."),
        ("streaming", "streaming\n    time_field: ${1:created_at}\n    watermark_delay: ${2:10 seconds}\nend",
         "How records of the schema stream: key, time, lateness."),
        ("serialization", "serialization\n    format ${1:json}\nend", "How the record is written."),
        ("computed", "computed\n    ${1:name} = ${2:value}\nend", "Fields whose values follow from others."),
        ("constraints", 'constraints\n    ${1:amount > 0} as "${2:message}"\nend', "What every record must satisfy."),
        ("states", "states\n    ${1:new}\nend", "The states of a state machine."),
        ("transitions", "transitions\n    ${1:new} -> ${2:done}\nend", "Which state may follow which."),
    ),
    Language.TRANSFORM: _table(
        _IMPORT,
        ("transform", "transform ${1:name}\n    input: ${2:Schema}\n    output: ${3:Schema}\n\n    apply\n        $0\n    end\nend",
         "How one record becomes another."),
        ("version", "version ${1:1.0.0}", "The version of the transform."),
        ("input:", "input: ${1:Schema}", "The record that the transform reads."),
        ("input", "input\n    ${1:name}: ${2:string}\nend", "The fields that the transform reads."),
        ("output:", "output: ${1:Schema}", "The record that the transform makes."),
        ("output", "output\n    ${1:name}: ${2:string}\nend", "The fields that the transform makes."),
        ("params", "params\n    ${1:name}: ${2:string}\nend", "Values that the caller gives."),
        ("lookups", "lookups\n    ${1:name}: ${2:source}\nend", "Other sources that the transform asks."),
        ("validate_input", 'validate_input\n    require ${1:condition} else "${2:message}"\nend',
         "What must hold before the transform runs."),
        ("validate_output", 'validate_output\n    require ${1:condition} else "${2:message}"\nend',
         "What must hold after the transform has run."),
        ("require", 'require ${1:condition} else "${2:message}"', "A condition that must hold."),
        ("apply", "apply\n    ${1:field} = ${2:value}\nend", "The values of the output's fields."),
        ("mappings", "mappings\n    ${1:field} = ${2:value}\nend", "The values of the output's fields."),
        ("let", "let ${1:name} = ${2:value}", "Gives a value a name for the statements of this part."),
        ("on_error", "on_error\n    $0\nend", "What happens when the transform fails."),
    ),
    Language.RULES: _table(
        _IMPORT,
        ("decision_table",
         _DECISION_TABLE,
         "Decides by a table: a row whose conditions hold gives its results."),
        ("rule", "rule ${1:name}\n    given\n        ${2:amount}: ${3:money}\n    end\n\n    $0\nend",
         "Decides step by step."),
        ("services", "services\n    $0\nend", "Declares services that rules may call."),
        ("actions", "actions\n    $0\nend", "Declares actions that rules may take."),
        ("description", 'description "${1:text}"', "What the rule is for, in words."),
        ("hit_policy", "hit_policy ${1:first_match}",
         "Which rows count: `first_match`, `single_hit`, `multi_hit`, `collect_all`, `collect_sum`, …"),
        ("given", "given\n    ${1:name}: ${2:string}\nend", "The inputs; they are not null unless they say so."),
        ("decide", "decide\n    | ${1:input} | ${2:result} |\n    |---|---|\n    | * | ${3:value} |\nend", "The table."),
        ("return", "return\n    ${1:name}: ${2:string}\nend", "The results."),
        ("execute", "execute: ${1:yes}", "Whether the results are actions to take."),
        ("calculate", "calculate:\n    ${1:name} = ${2:value}\nend", "Values that the arms below use."),
        ("if", "if ${1:condition} then\n    $0\nendif", "Statements for when a condition is true."),
        ("elseif", "elseif ${1:condition} then", "Statements for when this condition is true instead."),
        ("else", "else", "Statements for all other cases."),
        ("set", "set ${1:result} = ${2:value}", "Gives a result its value."),
        ("let", "let ${1:name} = ${2:value}", "Gives a value a name for the statements below."),
    ),
}  # fmt: skip


@cache
def keywords_of(language: Language, block: str) -> tuple[Keyword, ...]:
    """Return the keywords that a block allows; "" is the level of the file."""
    outline = OUTLINES[language]
    found = outline.blocks.get(block) if block else outline.top
    if found is None:
        return ()
    return tuple(keyword for keyword in KEYWORDS[language] if _starts(found, keyword))


def _starts(block: Block, keyword: Keyword) -> bool:
    starter = block.match(keyword.text.split("\n", 1)[0], 0)
    return starter is not None and not starter.entry


def keyword_at(language: Language, rule: str, text: str) -> Keyword | None:
    """Return the keyword that an item of a rule starts with, the longest that fits."""
    fitting = [
        keyword
        for keyword in KEYWORDS[language]
        if re.match(_words(keyword.label), text) is not None and _is_rule(language, rule, keyword)
    ]
    return max(fitting, key=lambda keyword: len(keyword.label), default=None)


def _words(label: str) -> str:
    words = (re.escape(word) for word in label.removesuffix("…").split(" …")[0].split())
    return r"\s+".join(words) + r"(?!\w)"


@cache
def _is_rule(language: Language, rule: str, keyword: Keyword) -> bool:
    outline = OUTLINES[language]
    line = keyword.text.split("\n", 1)[0]
    starters = (block.match(line, 0) for block in (outline.top, *outline.blocks.values()))
    return any(starter is not None and starter.rule == rule for starter in starters)
