"""Where the items of a `.schema` file start."""

from nexflow_grammar.blocks.model import (
    LINE_END,
    NAME,
    OPEN_END,
    PATH,
    QUALIFIERS,
    Block,
    Outline,
    blocks,
    entry,
    keyword,
    keywords,
)

_OBJECT = entry(
    "nested", rf"{NAME}\s*:\s*(?:object|list\s*<\s*object\s*>)\s*(?:\{{|//|#|$)", opens="fields"
)
_FIELD = entry("field", rf"{NAME}\s*:")
#: What a schema may say of itself, but between its fields says of the one above.
_SAID_OF_FIELDS = r"(?:description\s*:?|deprecated\s*:)\s*[\"']|removal\s*:\s*\d"
_QUALIFIERS = rf"{QUALIFIERS}|{_SAID_OF_FIELDS}"
#: What a line may end with although more must follow: it does on the line below.
_TAILS = (
    rf"{NAME}\s*:|of|default|description|deprecated|after|before|pattern|values|length|range|removal"
    r"|(?:min|max)_(?:length|count)|precision|scale|as|version|compatibility"
)
_OWN = keyword("field", _SAID_OF_FIELDS, weak=True)

SCHEMA = Outline(
    heads=(
        keyword("schema_head", rf"(?:schema|record)\s+{NAME}", opens="schema"),
        keyword("types_head", r"types\s*(?:\{|//|#|/\*|$)", opens="types"),
    ),
    blocks=blocks(
        Block(
            "types",
            (_OWN, _OBJECT, entry("alias", rf"{NAME}\s*:")),
            other="alias",
            goes_on=_QUALIFIERS,
            tails=_TAILS,
        ),
        Block(
            "schema",
            (
                keyword("description", r"description\s*:?\s*[\"']"),
                keyword("pattern", rf"pattern\s+{NAME}"),
                keyword("version", r"version\s+\d"),
                *keywords(
                    "lifecycle",
                    r"previous_version\s+\d",
                    rf"deprecated\s*:(?:\s*[\"']|{LINE_END})",
                    r"deprecated_since\s*:\s*[\"']",
                    r"removal_version\s*:?\s*\d",
                    rf"migration_guide\s*:(?:\s*[\"']|{LINE_END})",
                ),
                keyword("compatibility", rf"(?:compatibility|evolution)\s+{NAME}"),
                keyword("retention", r"retention\s+\d"),
                keyword("immutable", r"immutable\s+\w"),
                keyword("identity", rf"identity{OPEN_END}", opens="fields"),
                keyword("streaming", rf"streaming{OPEN_END}", opens="streaming"),
                keyword("serialization", rf"serialization{OPEN_END}", opens="serialization"),
                keyword("fields", rf"fields{OPEN_END}", opens="fields"),
                keyword("computed", rf"computed{OPEN_END}", opens="computed"),
                keyword("constraints_head", rf"constraints{OPEN_END}", opens="constraints"),
                keyword("for_entity", rf"for_entity\s*:\s*{NAME}"),
                keyword("initial_state", rf"initial_state\s*:\s*{NAME}"),
                keyword("states_list", r"states\s*:\s*\["),
                keyword("states", rf"states{OPEN_END}", opens="states"),
                keyword("transitions", rf"transitions{OPEN_END}", opens="transitions"),
                keyword("on_transition", rf"on_transition{OPEN_END}", opens="on_transition"),
                keyword("parameters", rf"parameters{OPEN_END}", opens="parameters"),
                keyword("entries", rf"entries{OPEN_END}", opens="entries"),
                keyword("schema_rule", rf"rule\s+{NAME}", opens="schema_rule"),
                keyword("migration", rf"migration{OPEN_END}", opens="migration"),
                _OBJECT,
                _FIELD,
            ),
            goes_on=QUALIFIERS,
            tails=_TAILS,
        ),
        Block("fields", (_OWN, _OBJECT, _FIELD), other="field", goes_on=_QUALIFIERS, tails=_TAILS),
        Block(
            "streaming",
            (
                keyword("sparsity", rf"sparsity{OPEN_END}", opens="options"),
                keyword("retention_block", rf"retention{OPEN_END}", opens="options"),
                entry("option", rf"{NAME}\s*:"),
            ),
            other="option",
            tails=_TAILS,
        ),
        Block("options", (entry("option", rf"{NAME}\s*:"),), other="option", tails=_TAILS),
        Block(
            "serialization",
            (keyword("serialization_option", r"(?:format|compatibility|subject|registry)\b"),),
            tails="format|compatibility|subject|registry",
        ),
        Block("computed", (entry("computed_field", rf"{NAME}\s*=(?!=)"),), other="computed_field"),
        Block(
            "constraints",
            (),
            other="constraint_rule",
            tails="as",
            whole=r"\sas\s*(?:\"[^\"]*\"|'[^']*')",
        ),
        Block("states", (entry("state", rf"{NAME}\b"),), any_word=True, tails=rf"{NAME}\s*:"),
        Block(
            "transitions",
            (
                keyword("transitions_from", rf"from\s+{NAME}\s*:"),
                entry("transition", rf"(?:\*|{NAME})\s*->"),
            ),
            other="transition",
            tails=rf"{NAME}\s*:",
        ),
        Block(
            "on_transition",
            (keyword("transition_action", rf"to\s+{NAME}\s*:"),),
            other="transition_action",
            tails=rf"{NAME}\s*:",
        ),
        Block(
            "parameters",
            (
                keyword("parameter_option", r"(?:default|range|can_schedule|change_frequency)\s*:"),
                entry("parameter", rf"{NAME}\s*:"),
            ),
            other="parameter",
            tails=_TAILS,
        ),
        Block(
            "entries",
            (
                entry("entry", rf"{NAME}\s*:\s*(?:\{{|//|#|$)"),
                entry("entry_value", rf"{NAME}\s*:"),
            ),
        ),
        Block(
            "schema_rule",
            (
                keyword("given", rf"given{OPEN_END}", opens="rule_fields"),
                keyword("calculate", rf"calculate{OPEN_END}", opens="computed"),
                keyword("return", rf"return{OPEN_END}", opens="rule_fields"),
            ),
        ),
        Block("rule_fields", (entry("field", rf"{NAME}\s*:"),), other="field", tails=_TAILS),
        Block(
            "migration",
            (
                entry("migration_tuple", r"\("),
                entry("assignment", rf"{PATH}\s*=(?!=)"),
            ),
            other="assignment",
        ),
    ),
    lost=keyword("schema_head", "", opens="schema"),
)
