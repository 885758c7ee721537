"""The templates of keywords against the grammar that they are to be read by."""

import pytest

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile
from nexflow_server.features.keywords import KEYWORDS, Keyword, keywords_of

ALL = [(language, keyword) for language, rows in KEYWORDS.items() for keyword in rows]


@pytest.mark.parametrize(("language", "keyword"), ALL, ids=lambda one: getattr(one, "label", one))
def test_a_block_allows_it(language: Language, keyword: Keyword) -> None:
    blocks = ["", *OUTLINES[language].blocks]
    assert any(keyword in keywords_of(language, block) for block in blocks)


@pytest.mark.parametrize("language", KEYWORDS)
def test_definitions_parse(language: Language) -> None:
    for keyword in keywords_of(language, ""):
        if "end" in keyword.text:
            file = SourceFile(language, keyword.text)
            problems = [problem.message for one in file.segments for problem in one.problems]
            assert not problems, keyword.label
