"""Passages: short enough to quote, each at its place."""

import pytest

from bot.domain.evidence import Origin, Passage, PassageKind
from bot.sources.pieces import Piece, laid_out


def passages(*pieces: Piece) -> list[Passage]:
    return list(laid_out(Origin.PAPER, pieces))


def test_offsets_point_into_the_passages_joined_by_line_breaks() -> None:
    """A quote's place is counted in that text."""
    found = passages(Piece("1", "Four  cuts.\n"), Piece("1", ""), Piece("2", "x" * 5_000 + " End."))

    whole = "\n".join(passage.text for passage in found)
    assert len(found) > 3
    assert [whole[p.start : p.start + len(p.text)] for p in found] == [p.text for p in found]


def test_a_long_stretch_is_split_between_sentences() -> None:
    """Half a sentence backs nothing. "et al." and "Fig." end none."""
    sentence = "We follow Writer et al. 2020 and show in Fig. 2 that it holds (see above). "

    found = passages(Piece("1", sentence * 60))

    assert len(found) > 2
    assert all(p.text.endswith("above).") and p.text.startswith("We") for p in found)
    assert all(len(p.text) <= 2_000 for p in found)


def test_a_long_table_is_split_between_rows() -> None:
    """A number without the rest of its row says nothing."""
    found = passages(Piece("1", "Shears 2.5 | 0.1 vs. A. B ; " * 200, None, PassageKind.TABLE))

    assert len(found) > 2
    assert all(p.text.startswith("Shears") and p.text.endswith(";") for p in found)


@pytest.mark.parametrize("text", ["x" * 5_000, "한" * 5_000, "a " + "b" * 4_500])
def test_a_stretch_without_an_end_is_split_all_the_same(text: str) -> None:
    """Nothing is lost, and no part is too long."""
    found = passages(Piece("1", text))

    assert "".join(p.text for p in found).replace(" ", "") == text.replace(" ", "")
    assert all(len(p.text) <= 2_000 for p in found)


def test_a_chapter_is_told_where_it_is_another_than_the_section() -> None:
    """Labels are short and never empty."""
    found = passages(Piece("", "a"), Piece("2 S", "b", "2 S"), Piece("2.1 " + "T" * 90, "c", "2 S"))

    assert [p.section for p in found] == ["Text", "2 S", "2.1 " + "T" * 55 + "…"]
    assert [p.chapter for p in found] == [None, None, "2 S"]
