"""A number of a table belongs to its row."""

import pytest

from bot.evidence.tables import of_another_row

HEAD = "Model | MMLU | GSM8K"
WANDA, SHEARS = "Wanda | 88.1 | 77.0", "Shears | 60.1 | 50.2"


@pytest.mark.parametrize(
    ("statement", "quotes"),
    [
        ("Shears는 88.1점을 기록", [f"{HEAD} ; {WANDA} ; {SHEARS}"]),
        ("Shears reaches 77.0.", [f"{WANDA} ; {SHEARS}"]),
        ("Shearsは88.1を達成", [WANDA]),
        ("Shears达到88.1", [WANDA, SHEARS]),
        ("Shears reaches 88.1.", [WANDA]),
    ],
)
def test_a_number_of_another_row_is_told(statement: str, quotes: list[str]) -> None:
    """The most tempting lie of all: the best number of the table for the paper's own method."""
    assert of_another_row(statement, quotes) is not None


@pytest.mark.parametrize(
    ("statement", "quotes"),
    [
        ("Shears reaches 60.1 on MMLU, Wanda 88.1.", [f"{HEAD} ; {WANDA} ; {SHEARS}"]),
        ("GSM8K에서 Shears는 50.2점", [f"{HEAD} ; {SHEARS}"]),
        ("Shears reaches 60.1.", ["Ours | 60.1 | 50.2"]),
        ("Shears reaches 60.1.", ["Prune (ours) | 60.1"]),
        ("MMLU에서 88.1점", [f"{HEAD} ; {WANDA}"]),
        ("88.1점", [f"{HEAD} ; {WANDA}"]),
        ("Shears reaches 88.1.", [WANDA, "Shears reaches 88.1."]),
        ("Shears reaches 88.1.", ["It reaches 88.1."]),
    ],
)
def test_a_number_of_the_named_row_passes(statement: str, quotes: list[str]) -> None:
    """Whoever names no row, or a column, or calls the row ours, says nothing wrong."""
    assert of_another_row(statement, quotes) is None
