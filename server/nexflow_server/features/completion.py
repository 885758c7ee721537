"""Completion: keywords, names and fields, in place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from nexflow_analysis import types as t
from nexflow_analysis.functions import FUNCTIONS
from nexflow_analysis.lookup import as_record
from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.languages import Language, language_of
from nexflow_server.features import describe
from nexflow_server.features.cursor import Cursor
from nexflow_server.features.keywords import Keyword, keywords_of
from nexflow_server.features.model import Completion, Item, ItemKind
from nexflow_server.features.scopes import Surroundings, surroundings

_WORD = re.compile(r"\w*$")
_PATH = re.compile(r"((?:\w+\??\.)+)\w*$")
_IN_STRING_OR_COMMENT = re.compile(
    r"""^(?:[^"'#/]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/(?!/))*+(?:["'#]|//)"""
)
_OPERATORS = ("and", "or", "not", "in", "between", "is null", "is not null", "matches", "contains",
              "starts_with", "ends_with", "true", "false", "null")  # fmt: skip
_CONNECTORS = ("kafka", "file", "json", "csv", "parquet", "jdbc", "mongodb", "redis")
_KIND_OF = {
    "schema": ItemKind.SCHEMA,
    "transform": ItemKind.TRANSFORM,
    "rule": ItemKind.RULE,
    "stream": ItemKind.STREAM,
    "lookup": ItemKind.LOOKUP,
}

Offer = Callable[[Cursor], Iterator[Item]]


def completion(cursor: Cursor, line: int, column: int) -> Completion:
    """Return what may be written at a position."""
    text = cursor.file.lines[line] if line < len(cursor.file.lines) else ""
    before = text[: min(column, len(text.rstrip("\r\n")))]
    word = _WORD.search(before)
    first = word.start() if word is not None else len(before)
    start, end = (line, first), (line, len(before))
    state = cursor.file.scans[line].before if line < len(cursor.file.scans) else None
    if state is None or state.mode or _IN_STRING_OR_COMMENT.match(before):
        return Completion((), start, end)
    found = _PATH.search(before)
    items: Iterator[Item]
    if before.lstrip().startswith("import "):
        first = len(before) - len(before.split("import", 1)[1].lstrip())
        return Completion(tuple(_imports(cursor)), (line, first), end)
    if found is not None and not before.lstrip().startswith("|"):
        items = _members(cursor, found[1])
    else:
        items = _names(
            cursor, before[:first], state.blocks.kind, goes_on=bool(state.brackets or state.tail)
        )
    unique = {(item.label, item.kind): item for item in items}
    return Completion(tuple(unique.values()), start, end)


def _names(cursor: Cursor, before: str, block: str, *, goes_on: bool) -> Iterator[Item]:
    """Offer what may follow the text before the word that is being written."""
    lead = before.strip()
    if not lead and not goes_on:
        yield from _starts(cursor, block)
        return
    for pattern, offer in _AFTER[cursor.file.language]:
        if pattern.search(lead):
            yield from offer(cursor)
            return
    if not (block == "" and not cursor.entries):
        yield from _expression(surroundings(cursor))


def _starts(cursor: Cursor, block: str) -> Iterator[Item]:
    """Offer what an item may start with: keywords, and the fields that an assignment sets."""
    language = cursor.file.language
    for keyword in keywords_of(language, block):
        yield _keyword(keyword)
    if block:
        yield Item("end", ItemKind.KEYWORD, "", "Closes the block.", "end", rank=3)
    known = OUTLINES[language].blocks.get(block)
    outer = known is not None and known.optional_end and len(cursor.entries) > 1
    if outer and language is not Language.RULES:
        for keyword in keywords_of(language, language.value):
            yield _keyword(keyword).ranked(2)
    rules = {starter.rule for starter in known.starters} if known is not None else set()
    if "assignment" in rules:
        around = surroundings(cursor)
        target = around.target
        for field in target.fields if target is not None else ():
            typed = t.Typed(field.type, field.nullable)
            yield Item(field.name, ItemKind.FIELD, str(typed), "", f"{field.name} = ", rank=0)
    if "aggregate_entry" in rules:
        for name in ("count", "sum", "avg", "min", "max", "first", "last", "collect"):
            insert = f"{name}(${{1}}) as ${{2:name}}"
            yield Item.snippet(name, ItemKind.FUNCTION, insert, "aggregate").ranked(0)


def _keyword(keyword: Keyword) -> Item:
    text = keyword.documentation
    return Item.snippet(keyword.label, ItemKind.KEYWORD, keyword.snippet, "", text)


def _expression(around: Surroundings) -> Iterator[Item]:
    """Offer the names in scope, functions and operators."""
    scope = around.scope
    for field in scope.record.fields if scope.record is not None else ():
        yield _field(field.name, t.Typed(field.type, field.nullable))
    for name, typed in scope.names.items():
        yield Item(name, ItemKind.VARIABLE, str(typed))
    for function in FUNCTIONS.values():
        insert = f"{function.name}($0)" if function.parameters else f"{function.name}()"
        detail, text = function.signature, function.documentation
        yield Item.snippet(function.name, ItemKind.FUNCTION, insert, detail, text).ranked(2)
    choice = "when ${1:condition} then ${2:value} otherwise ${3:value}"
    text = "Chooses a value by conditions."
    yield Item.snippet("when", ItemKind.KEYWORD, choice, "", text).ranked(3)
    for word in _OPERATORS:
        yield Item(word, ItemKind.KEYWORD, rank=3)


def _field(name: str, typed: t.Typed) -> Item:
    return Item(name, ItemKind.FIELD, str(typed), rank=0)


def _members(cursor: Cursor, path: str) -> Iterator[Item]:
    """Offer the fields of the record that a path such as `order.customer.` leads to."""
    scope = surroundings(cursor).scope
    names = [name.rstrip("?") for name in path.rstrip(".").split(".")]
    found = scope.find(names[0])
    record = as_record(scope.lookup.resolve(found[1].type)) if found is not None else None
    for name in names[1:]:
        field = record.field(name) if record is not None else None
        record = as_record(scope.lookup.resolve(field.type)) if field is not None else None
    for field in record.fields if record is not None else ():
        yield _field(field.name, t.Typed(field.type, field.nullable))


def _definitions(*kinds: str) -> Offer:
    def offer(cursor: Cursor) -> Iterator[Item]:
        index = cursor.workspace.index
        for kind in kinds:
            for name in sorted(index.names(kind)):
                declared = index.find(kind, name)
                text = describe.definition(declared[0]) if declared else ""
                yield Item(name, _KIND_OF[kind], kind, text, rank=0)

    return offer


def _types(cursor: Cursor) -> Iterator[Item]:
    for name in dict.fromkeys(t.BUILT_IN.values()):
        yield Item(name, ItemKind.TYPE)
    yield Item.snippet("list", ItemKind.TYPE, "list<${1:string}>", "list<T>")
    yield Item.snippet("set", ItemKind.TYPE, "set<${1:string}>", "set<T>")
    yield Item.snippet("map", ItemKind.TYPE, "map<${1:string}, ${2:string}>", "map<K, V>")
    yield from _definitions("schema")(cursor)


def _qualifiers(_cursor: Cursor) -> Iterator[Item]:
    for name in ("required", "optional", "nullable", "unique", "pii", "default"):
        yield Item(name, ItemKind.KEYWORD)


def _words(*words: str) -> Offer:
    def offer(_cursor: Cursor) -> Iterator[Item]:
        for word in words:
            yield Item(word, ItemKind.KEYWORD)

    return offer


def _sources(cursor: Cursor) -> Iterator[Item]:
    for name in _CONNECTORS:
        yield Item.snippet(name, ItemKind.KEYWORD, f'{name} "${{1:name}}"', "connector")
    yield from _definitions("stream")(cursor)


def _selected(cursor: Cursor) -> Iterator[Item]:
    """Offer the fields of the source that the `enrich` around or above asks."""
    around = surroundings(cursor)
    step = around.flow.steps[around.index] if around.flow and around.index >= 0 else None
    name = getattr(getattr(step.entry.node if step else None, "source", None), "text", "")
    for declared in cursor.workspace.index.find("lookup", name) if name else ():
        schema = around.scope.lookup.schema(getattr(declared.definition, "schema", ""))
        for field in around.scope.lookup.record(schema).fields if schema is not None else ():
            yield _field(field.name, t.Typed(field.type, field.nullable))


def _record_fields(cursor: Cursor) -> Iterator[Item]:
    record = surroundings(cursor).scope.record
    for field in record.fields if record is not None else ():
        yield _field(field.name, t.Typed(field.type, field.nullable))


def _imports(cursor: Cursor) -> Iterator[Item]:
    folder = os.path.dirname(cursor.path)
    for path in sorted(cursor.workspace.files):
        if path != cursor.path:
            relative = os.path.relpath(path, folder).replace(os.sep, "/")
            language = language_of(path)
            yield Item(relative, ItemKind.FILE, language.value if language is not None else "")


def _after(*rows: tuple[str, Offer]) -> tuple[tuple[re.Pattern[str], Offer], ...]:
    return tuple((re.compile(pattern), offer) for pattern, offer in rows)


_STREAMS = _definitions("stream")
_FIELD_TYPE = (r"^\w+\s*:(?:\s*(?:list|set|map)\s*<[^>]*)?$", _types)
_FIELD_REST = (r"^\w+\s*:\s*\w[\w<>, ]*(?:\[[^\]]*\])?[\w ]*$", _qualifiers)

#: What the text before a word says about the word: the first pattern that fits decides.
_AFTER: dict[Language, tuple[tuple[re.Pattern[str], Offer], ...]] = {
    Language.PROCESS: _after(
        (r"^receive$", _definitions("schema", "stream")),
        (r"^receive\s+\w+\s+from$|^from$", _sources),
        (r"^receive\s+\w+$", _words("from", "as")),
        (r"\bschema$|^receive\s+\w+\s*:$|\bas$", _definitions("schema")),
        (r"^transform\s+using$", _definitions("transform")),
        (r"^evaluate(?:\s+using)?$|^route\s+using$", _definitions("rule")),
        (r"^enrich\s+(?:using|from|with)$|^lookup$", _definitions("lookup")),
        (r"^enrich\s+\w+\s+\w+$", _words("on")),
        (r"^(?:select|add)\b|\s(?:select|add)\b[\w\s,]*$", _selected),
        (r"\b(?:emit|persist|late\s+data|send)\s+to$|\bdead_letter$", _STREAMS),
        (r"->$", _words("emit to", "continue", "terminate")),
        (r"^otherwise$", _words("continue", "terminate", "to")),
        (r"^(?:time|partition|key|deduplicate|upsert)\s+by\b|^(?:partition_key|key)\b|\bon$", _record_fields),
        (r"^window$", _words("tumbling", "sliding", "session")),
        (r"^route$", _words("by", "using", "when")),
        (r"^(?:emit|persist)$", _words("to")),
        (r"^enrich$|^transform$|^evaluate$", _words("using")),
        (r"^mode$", _words("stream", "batch", "micro_batch")),
        (r"^offset$", _words("earliest", "latest")),
        (r"^format$", _words("json", "avro", "confluent_avro", "protobuf")),
        (r"^(?:transform|lookup|rule|correlation)_error$", _words("skip", "retry", "dead_letter")),
    ),
    Language.SCHEMA: _after(
        _FIELD_TYPE, _FIELD_REST,
        (r"^compatibility$", _words("backward", "forward", "full", "none")),
        (r"^format$", _words("json", "avro", "confluent_avro", "protobuf")),
    ),
    Language.TRANSFORM: _after((r"^(?:from|to)$", _types), _FIELD_TYPE, _FIELD_REST),
    Language.RULES: _after(
        (r"^(?:given|return)\s*:$", _definitions("schema")), _FIELD_TYPE, _FIELD_REST,
        (r"^hit_policy\s*:?$",
         _words("first_match", "single_hit", "multi_hit", "collect_all", "collect_sum", "collect_min",
                "collect_max", "collect_count")),
    ),
}  # fmt: skip
