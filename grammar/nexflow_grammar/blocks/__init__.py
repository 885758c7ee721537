"""The block structure of each language, one file per language."""

from nexflow_grammar.blocks.model import Block, Outline, Starter
from nexflow_grammar.blocks.process import PROCESS
from nexflow_grammar.blocks.rules import RULES
from nexflow_grammar.blocks.schema import SCHEMA
from nexflow_grammar.blocks.transform import TRANSFORM
from nexflow_grammar.languages import Language

OUTLINES: dict[Language, Outline] = {
    Language.PROCESS: PROCESS,
    Language.SCHEMA: SCHEMA,
    Language.TRANSFORM: TRANSFORM,
    Language.RULES: RULES,
}

__all__ = ["OUTLINES", "Block", "Outline", "Starter"]
