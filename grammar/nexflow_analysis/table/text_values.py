"""The values of a text column: what cells name, what starts with their prefixes, and all others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.table.notation import quoted
from nexflow_analysis.table.values import Domain, Part, bits, listed
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r


class TextDomain(Domain):
    """Texts: the literals of the cells, what else starts with their prefixes, and all others."""

    def __init__(
        self,
        name: str,
        lengths: tuple[int, int | None],
        cells: Iterable[r.Cell],
        *,
        nullable: bool,
        patterns: tuple[re.Pattern[str], ...] = (),
    ) -> None:
        literals: set[str] = set()
        prefixes = {""}
        self.least, self.most = lengths
        for cell in cells:
            if isinstance(cell, r.TextCell) and cell.test == "starts_with":
                prefixes.add(cell.value)
            literals.update(_texts(cell) or ())
        matching = {text for text in literals if all(one.fullmatch(text) for one in patterns)}
        self.literals = [text for text in sorted(matching) if self._allowed(text)]
        self._numbers = {text: number for number, text in enumerate(self.literals)}
        self.prefixes = [text for text in sorted(prefixes) if self._has_others(text)]
        super().__init__(name, len(self.literals) + len(self.prefixes), nullable=nullable)

    def set_of_values(self, cell: r.Cell) -> int | None:
        if isinstance(cell, r.TextCell) and cell.test == "starts_with":
            return self._starting(cell.value)
        texts = _texts(cell)
        if texts is None:
            return None
        found = 0
        for text in texts:
            if text in self._numbers:
                found |= 1 << self._numbers[text]
        negated = (isinstance(cell, r.InCell) and cell.negated) or (
            isinstance(cell, r.CompareCell) and cell.operator == "!="
        )
        return self.values & ~found if negated else found

    def value_parts(self, values: int, /) -> list[Part]:
        missing = [text for n, text in enumerate(self.literals) if not values >> n & 1]
        others = [p for n, p in enumerate(self.prefixes, len(self.literals)) if values >> n & 1]
        found: list[Part] = []
        for prefix in sorted(others, key=len):
            starting = values & self._starting(prefix)
            if any(starting & ~said == 0 for said, _ in found):
                continue  # a shorter prefix has said it
            inner = [p for p in self.prefixes if p.startswith(prefix) and p not in others]
            apart = [text for text in missing if text.startswith(prefix)]
            found.append((starting, self._prefix(prefix, inner, apart)))
        for said, _ in found:
            values &= ~said
        if values:
            texts = [quoted(text) for n, text in enumerate(self.literals) if values >> n & 1]
            found.append((values, listed(texts)))
        return found

    def listed_values(self, values: int) -> list[Value]:
        numbers = list(bits(values))
        if numbers and numbers[-1] >= len(self.literals):
            return []
        return [self.literals[number] for number in numbers]

    def boundaries(self) -> list[str]:
        starts = [f"{quoted(prefix)}…" for prefix in self.prefixes if prefix]
        return [*(quoted(text) for text in self.literals), *starts]

    def example_value(self, values: int) -> tuple[Value, str]:
        number = next(bits(values))
        if number < len(self.literals):
            return self.literals[number], quoted(self.literals[number])
        text = self._other(self.prefixes[number - len(self.literals)])
        return text, quoted(text)

    def _starting(self, prefix: str) -> int:
        """Return the texts that start with a prefix."""
        atoms = enumerate((*self.literals, *self.prefixes))
        return sum(1 << number for number, text in atoms if text.startswith(prefix))

    def _other(self, prefix: str) -> str:
        """Return a text that starts with a prefix and that no cell names."""
        candidates = (prefix + tail * times for times in range(1, 200) for tail in "xyzwvu~")
        shortest = [prefix, *(text for text in candidates if self._allowed(text))]
        longer = [p for p in self.prefixes if p != prefix and p.startswith(prefix)]
        for text in shortest:
            if (
                self._allowed(text)
                and text not in self._numbers
                and not text.startswith(tuple(longer))
            ):
                return text
        return f"{prefix}…"

    def _prefix(self, prefix: str, inner: list[str], apart: list[str]) -> str:
        if not inner and not apart:
            return f"starts_with {quoted(prefix)}" if prefix else "is not null"
        if not prefix and not inner:
            texts = ", ".join(quoted(text) for text in apart)
            return f"!= {texts}" if len(apart) == 1 else f"not in ({texts})"
        parts = [f"{self.name} starts_with {quoted(prefix)}"] if prefix else []
        parts += [f"not ({self.name} starts_with {quoted(text)})" for text in inner]
        apart = [text for text in apart if not text.startswith(tuple(inner))]
        if apart:
            parts.append(f"{self.name} not in ({', '.join(quoted(text) for text in apart)})")
        return f"({' and '.join(parts)})"

    def _allowed(self, text: str) -> bool:
        return len(text) >= self.least and (self.most is None or len(text) <= self.most)

    def _has_others(self, prefix: str) -> bool:
        """Tell whether texts start with a prefix besides those that cells name."""
        if self.most is None or len(prefix) < self.most:
            return True
        return self._allowed(prefix) and prefix not in self._numbers


def _texts(cell: r.Cell) -> list[str] | None:
    """Return the texts that a condition names; None where it is about more than texts."""
    options: tuple[e.Expression, ...]
    match cell:
        case r.CompareCell() if cell.operator in ("==", "!="):
            options = (cell.value,)
        case r.InCell():
            options = cell.options
        case _:
            return None
    texts = [option.value for option in options if isinstance(option, e.Text)]
    return texts if len(texts) == len(options) else None
