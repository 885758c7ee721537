"""What tells quickly that two words cannot be near agrees with what tells how near they are."""

from difflib import get_close_matches

from hypothesis import given
from hypothesis import strategies as st

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.blocks.model import _NEAR, _SHORT, _may_be_near

WORDS = sorted({
    word
    for outline in OUTLINES.values()
    for block in (outline.top, *outline.blocks.values())
    for word in block.words
})  # fmt: skip


@given(st.sampled_from(WORDS), st.text("abcdefghiklmnoprstuvwy_", max_size=3), st.data())
def test_no_near_word_is_passed_over(known: str, typed: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(known)))
    word = known[:at] + typed + known[at + data.draw(st.integers(0, 3)) :]
    for other in WORDS:
        near = get_close_matches(word, [other], 1, _NEAR) and abs(len(word) - len(other)) <= _SHORT
        assert _may_be_near(word, other) or not near


def test_most_words_are_passed_over() -> None:
    passed = [(a, b) for a in WORDS for b in WORDS if not _may_be_near(a, b)]
    assert len(passed) > 0.9 * len(WORDS) ** 2
