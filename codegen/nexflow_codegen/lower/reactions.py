"""`on_error` of a transform, as far as it is generated."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis.reactions import Reaction, reaction_of
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_grammar.assemble import Entry


def read_reaction(context: Context, place: Place, head: Entry) -> Reaction:
    """Read the `on_error` of a transform."""
    reaction = reaction_of(head)
    for entry, what in reaction.unknown:
        with context.statement(place, entry.start, entry.end):
            raise Unsupported(f"`{what}` in `on_error`")
    if not reaction.target:
        return reaction
    if reaction.action not in ("reject", "skip"):
        with context.statement(place, head.start, head.end):
            raise Unsupported(
                f"`emit_to: {reaction.target}` of a transform that goes on with defaults; leave one of them out"
            )
    # What is sent elsewhere does not go on: to skip it is the same.
    return replace(reaction, action="reject")
