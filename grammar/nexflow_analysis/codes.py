"""The codes of all diagnostics, from their pages. Written by tests/checks/publish.py; do not edit."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What is known of a code. severities: what it is reported as; fix: "safe", "unsafe" or ""."""

    title: str
    page: str
    severities: tuple[str, ...]
    fix: str


CODES: dict[str, Code] = {
    "NX001": Code("something else is expected here", "NX001-syntax.md", ("error",), ""),
    "NX002": Code("comparisons do not chain", "NX002-chained-comparison.md", ("error",), ""),
    "NX003": Code("nested too deeply", "NX003-nested-too-deeply.md", ("error",), ""),
    "NX004": Code("a statement stands where it cannot", "NX004-misplaced.md", ("error",), ""),
    "NX005": Code("a block is not closed", "NX005-missing-end.md", ("error",), ""),
    "NX006": Code("a clause belongs to no statement", "NX006-clause-without-statement.md", ("error",), ""),
    "NX007": Code("a text or a comment is not closed", "NX007-unclosed-text.md", ("error",), ""),
    "NX008": Code("a file that is not UTF-8", "NX008-not-utf-8.md", ("error",), ""),
    "NX009": Code("a file that cannot be read", "NX009-unreadable-file.md", ("error",), ""),
    "NX090": Code("a suppression that suppresses nothing", "NX090-unused-suppression.md", ("hint",), "safe"),
    "NX091": Code("an error that cannot be suppressed", "NX091-cannot-be-suppressed.md", ("warning",), "safe"),
    "NX092": Code("a suppression that cannot be read", "NX092-misspelled-suppression.md", ("warning",), ""),
    "NX100": Code("an unknown definition", "NX100-unknown-definition.md", ("error",), "unsafe"),
    "NX101": Code("an unknown name", "NX101-unknown-name.md", ("error",), "unsafe"),
    "NX102": Code("a value that has no fields", "NX102-no-fields.md", ("error",), "unsafe"),
    "NX103": Code("an unknown field", "NX103-unknown-field.md", ("error",), "unsafe"),
    "NX104": Code("an unknown function", "NX104-unknown-function.md", ("error",), ""),
    "NX110": Code("a name in another spelling", "NX110-other-spelling.md", ("hint",), "safe"),
    "NX120": Code("two definitions with one name", "NX120-duplicate-definition.md", ("error",), ""),
    "NX121": Code("two fields with one name", "NX121-duplicate-field.md", ("error",), ""),
    "NX130": Code("an import of a file that does not exist", "NX130-unknown-file.md", ("error",), "unsafe"),
    "NX131": Code("an import from outside of the project", "NX131-import-outside.md", ("error",), ""),
    "NX132": Code("an import that is not used", "NX132-unused-import.md", ("hint",), "safe"),
    "NX150": Code("operands that do not go together", "NX150-operand-types.md", ("error",), ""),
    "NX151": Code("a wrong number of arguments", "NX151-argument-count.md", ("error",), ""),
    "NX152": Code("an argument of a wrong type", "NX152-argument-type.md", ("error",), ""),
    "NX153": Code("a double and an exact number", "NX153-mixed-double.md", ("error",), "unsafe"),
    "NX154": Code("values of different types in one `when`", "NX154-branch-types.md", ("error",), ""),
    "NX155": Code("a condition that is not true or false", "NX155-no-condition.md", ("error",), ""),
    "NX156": Code("a value that does not fit", "NX156-value-type.md", ("error",), "unsafe"),
    "NX200": Code("a part that is said twice", "NX200-repeated-part.md", ("error",), ""),
    "NX201": Code("a schema lacks what its pattern demands", "NX201-pattern-demands.md", ("error",), "unsafe"),
    "NX202": Code("a schema lacks what its pattern advises", "NX202-pattern-advises.md", ("warning",), "unsafe"),
    "NX203": Code("a word that the part does not know", "NX203-unknown-word.md", ("error",), "unsafe"),
    "NX204": Code("a ledger that may change", "NX204-mutable-ledger.md", ("error",), "unsafe"),
    "NX210": Code("a constraint that does not fit the type", "NX210-constraint-type.md", ("error",), "unsafe"),
    "NX211": Code("a constraint that no value can meet", "NX211-impossible-constraint.md", ("error",), "unsafe"),
    "NX212": Code("qualifiers that contradict each other", "NX212-contradicting-qualifiers.md", ("error", "warning"), "safe"),
    "NX213": Code("a pattern that is no regular expression", "NX213-bad-pattern.md", ("error",), ""),
    "NX214": Code("a value that is listed twice", "NX214-repeated-value.md", ("warning",), "safe"),
    "NX217": Code("an unknown PII profile", "NX217-unknown-pii-profile.md", ("error",), "unsafe"),
    "NX218": Code("a map whose keys cannot be keys", "NX218-map-key.md", ("error",), ""),
    "NX219": Code("a literal that breaks a constraint", "NX219-broken-constraint.md", ("error",), ""),
    "NX300": Code("a transform that says nothing of its output", "NX300-transform-without-output.md", ("error",), ""),
    "NX301": Code("an assignment to no output", "NX301-unknown-output.md", ("error",), "unsafe"),
    "NX302": Code("a required output that is not assigned", "NX302-unassigned-output.md", ("error",), "unsafe"),
    "NX303": Code("assignments that need each other", "NX303-circular-assignments.md", ("error",), ""),
    "NX400": Code("a row with too few or too many cells", "NX400-row-length.md", ("error",), ""),
    "NX401": Code("a column that is neither input nor result", "NX401-unknown-column.md", ("error",), ""),
    "NX402": Code("a cell that its column cannot meet", "NX402-cell-type.md", ("error",), ""),
    "NX403": Code("a result that does not fit", "NX403-result-type.md", ("error",), ""),
    "NX404": Code("a rule sets what it does not return", "NX404-unknown-result.md", ("error",), ""),
    "NX410": Code("inputs that match no row", "NX410-gap.md", ("error", "warning"), "unsafe"),
    "NX411": Code("rows of a `single_hit` table that match the same input", "NX411-overlap.md", ("error",), "unsafe"),
    "NX412": Code("a row that no input reaches", "NX412-unreachable-row.md", ("warning",), "safe"),
    "NX413": Code("a row that changes nothing", "NX413-redundant-row.md", ("hint",), "safe"),
    "NX414": Code("a condition that no value meets", "NX414-contradiction.md", ("warning",), "unsafe"),
    "NX415": Code("neighbours that one row can say", "NX415-mergeable-rows.md", ("hint",), "safe"),
    "NX416": Code("a row that repeats another", "NX416-repeated-row.md", ("warning",), "safe"),
    "NX417": Code("a hit policy that does not fit", "NX417-hit-policy.md", ("hint",), ""),
    "NX501": Code("a step needs a field that is not there", "NX501-missing-input.md", ("error",), ""),
    "NX502": Code("a step needs a field of another type", "NX502-input-type.md", ("error",), ""),
    "NX503": Code("a step adds a field that is there", "NX503-field-already-there.md", ("error",), ""),
    "NX510": Code("a window without event time", "NX510-window-without-time.md", ("error",), ""),
    "NX511": Code("a process that reads or writes nothing", "NX511-no-source-or-sink.md", ("error",), ""),
    "NX512": Code("a statement that no stream reaches", "NX512-no-stream.md", ("error",), ""),
    "NX520": Code("a record lacks what the sink requires", "NX520-missing-field.md", ("error",), ""),
    "NX521": Code("a record has a field of another type than the sink", "NX521-field-type-at-sink.md", ("error",), ""),
    "NX600": Code("nexflow.toml cannot be read", "NX600-project-syntax.md", ("error",), ""),
    "NX601": Code("an unknown key of nexflow.toml", "NX601-unknown-key.md", ("warning",), "unsafe"),
    "NX602": Code("a value of a wrong kind", "NX602-value-kind.md", ("error",), ""),
    "NX603": Code("an impossible value", "NX603-impossible-value.md", ("error",), ""),
    "NX604": Code("a secret in plain text", "NX604-plain-secret.md", ("error",), ""),
    "NX605": Code("a password inside a URL", "NX605-password-in-url.md", ("error",), ""),
    "NX606": Code("Spark is no target", "NX606-no-spark.md", ("error",), ""),
    "NX700": Code("not generated yet", "NX700-not-generated-yet.md", ("error",), ""),
}  # fmt: skip
