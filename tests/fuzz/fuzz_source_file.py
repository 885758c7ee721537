"""A coverage-guided fuzz target for the front end: `python tests/fuzz/fuzz_source_file.py [CORPUS]`.

What must hold for any text: no exception, the segments are the text, an edited file equals a fresh
one, and formatting is idempotent. libFuzzer's options work, such as `-max_total_time=600`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["nexflow_grammar"]):
    from nexflow_grammar.formatting import format_text
    from nexflow_grammar.languages import Language
    from nexflow_grammar.source_file import SourceFile

LANGUAGES = list(Language)


def check(data: bytes) -> None:
    """Check one input: a language, an edit, and a text."""
    provider = atheris.FuzzedDataProvider(data)
    language = provider.PickValueInList(LANGUAGES)
    position = (provider.ConsumeIntInRange(0, 40), provider.ConsumeIntInRange(0, 80))
    end = (position[0] + provider.ConsumeIntInRange(0, 2), provider.ConsumeIntInRange(0, 80))
    inserted = provider.ConsumeUnicodeNoSurrogates(provider.ConsumeIntInRange(0, 12))
    text = provider.ConsumeUnicodeNoSurrogates(sys.maxsize)
    file = SourceFile(language, text)
    assert file.text == text.removeprefix("\ufeff")
    assert "".join(segment.text for segment in file.segments) == file.text
    once = format_text(language, text)
    assert format_text(language, once) == once
    file.edit(position, end, inserted)
    fresh = SourceFile(language, file.text)
    assert [s.text for s in file.segments] == [s.text for s in fresh.segments]
    assert [s.problems for s in file.segments] == [s.problems for s in fresh.segments]
    assert [s.entries for s in file.segments] == [s.entries for s in fresh.segments]


def main() -> None:
    """Run until libFuzzer's options say stop, or an input fails."""
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
