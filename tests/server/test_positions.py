"""Code points below, code units above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from nexflow_server.lsp.positions import Positions

ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(line=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")))
def test_there_and_back(encoding: str, line: str) -> None:
    positions = Positions(encoding)
    for column in range(len(line) + 1):
        units = len(line[:column].encode(ENCODINGS[encoding])) // UNIT[encoding]
        assert positions.to_client([line], (0, column)) == Position(0, units)
        assert positions.from_client([line], Position(0, units)) == (0, column)


def test_places_outside_the_text() -> None:
    positions = Positions()
    assert positions.from_client(["a😀"], Position(0, 99)) == (0, 2)
    assert positions.from_client(["a"], Position(7, 3)) == (7, 0)
    assert positions.from_client(["😀b"], Position(0, 1)) == (0, 1)  # inside a character
