"""`on_error` of a transform: what becomes of a record that it cannot transform."""

from __future__ import annotations

from msgspec import Struct, field

from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Node, Phrase, Word


class Reaction(Struct):
    """What a transform does about an error.

    action: `reject` (raise is the same: the process's `on error` decides), `skip`, `defaults`, or
    `partial`: what could be computed, and defaults for the rest. default: of a scalar result.
    code: goes before the message. logs: texts to log; level: of the log. target: a stream for the
    record that is rejected, "" for the process's own. unknown: what is none of this, in words.
    """

    action: str = "reject"
    default: e.Expression | None = None
    code: str = ""
    logs: list[str] = field(default_factory=list)
    level: str = "error"
    leveled: bool = False
    target: str = ""
    unknown: list[tuple[Entry, str]] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether an error is simply thrown, which happens anyway."""
        return self == Reaction() or self == Reaction(target=self.target)

    @property
    def logged(self) -> list[str]:
        """The texts to log; a level alone has the error's own message logged."""
        return self.logs or ([""] if self.leveled else [])


def reaction_of(head: Entry) -> Reaction:
    """Read the `on_error` of a transform."""
    reaction = Reaction()
    for part in head.every("on_error"):
        for entry in part.children:
            what = _read(reaction, entry)
            if what:
                reaction.unknown.append((entry, what))
    return reaction


def _read(reaction: Reaction, entry: Entry) -> str:
    """Read one line of an `on_error`; return what it says where that is nothing known."""
    node = entry.node
    if isinstance(node, n.Option):
        return _option(reaction, node.name.text, node.value)
    if entry.rule == "log_error" and isinstance(node, Phrase):
        reaction.logs.append(_text(node))
    elif entry.rule == "reject" and isinstance(node, Phrase):
        reaction.action, reaction.code = "reject", _text(node)
    elif entry.rule == "emit_defaults" and isinstance(node, Phrase):
        reaction.action = "partial" if node.has("partial") else "defaults"
    else:
        return entry.rule.replace("_", " ")
    return ""


def _option(reaction: Reaction, name: str, value: Node) -> str:
    word = value.text if isinstance(value, Word | e.Name) else ""
    text = value.value if isinstance(value, e.Text) else word
    match name:
        case "action" if word in ("reject", "raise"):
            reaction.action = "reject"
        case "action" if word == "skip":
            reaction.action = "skip"
        case "action" if word == "use_default":
            reaction.action = "defaults"
        case "default" if isinstance(value, e.Expression):
            reaction.action, reaction.default = "defaults", value
        case "log_level" if word in ("error", "warning", "info", "debug"):
            reaction.level, reaction.leveled = word, True
        case "error_code":
            reaction.code = text
        case "emit_to":
            reaction.target = text
        case _:
            return f"{name}: {text}"
    return ""


def _text(node: Phrase) -> str:
    found = node.first(e.Text)
    return found.value if found is not None else ""
