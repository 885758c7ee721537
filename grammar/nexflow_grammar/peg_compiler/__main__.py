"""Write the generated modules."""

from __future__ import annotations

from pathlib import Path

from nexflow_grammar import compiled
from nexflow_grammar.peg_compiler.modules import sources

if __name__ == "__main__":
    for name, source in sources().items():
        Path(*compiled.__path__, f"{name}.py").write_text(source, encoding="utf-8")
