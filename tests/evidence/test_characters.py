"""Characters that nobody sees or that look like others change no word and no number."""

import pytest

from bot.evidence.characters import legible, seen, strange_word
from bot.evidence.gate import disagreement


@pytest.mark.parametrize(
    "hidden",
    ["\u00ad", "\u200c", "\u200d", "\u034f", "\u115f", "\u3164", "\ufe0f", "\u2060", "\U000e0101"],
)
def test_an_unseen_character_parts_no_number_and_no_word(hidden: str) -> None:
    """The reader sees 15% and "not"; so must the check."""
    assert seen(f"1{hidden}5% is n{hidden}ot") == "15% is not"
    assert disagreement(f"가중치의 1{hidden}5%를 줄임", ["it cuts 5% of the weights"]) is not None


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ＭＡＴＨ", "MATH"),
        ("𝐌𝐀𝐓𝐇", "MATH"),
        ("𝟗𝟗％", "99%"),
        ("⑨⑨", "99"),
        ("⁹⁹", "99"),
        ("10⁵", "10^5"),
        ("10⁻⁴", "10^-4"),
        ("Ⅻ", "XII"),
        ("¾", "3/4"),
        ("1½", "1 1/2"),
        ("naïve", "naive"),
        ("이 ４개", "이 4개"),
        ("ガ、ｶﾞ", "ガ、ガ"),
        ("−5", "-5"),
    ],
)
def test_look_alikes_have_one_form(written: str, plain: str) -> None:
    """A number in rings or in bold is the same claim."""
    assert legible(written) == plain


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("It keeps 97% on МАТН.", "It keeps 97% on MATH."),
        ("It does nоt keep 97%.", "It keeps 97%."),
        ("It keeps 97% on गूगल.", "It keeps 97%."),
        ("It keeps 97% on ΑΒΕ.", "It keeps 97%."),
    ],
)
def test_letters_of_another_script_are_strange(statement: str, quote: str) -> None:
    """Cyrillic and Greek letters pass for Latin ones; the eye cannot tell."""
    assert strange_word(statement, [quote]) is not None
    assert strange_word(statement, [quote, statement]) is None


@pytest.mark.parametrize(
    "text", ["β-VAE와 λ", "Pokémon 데이터", "精度が向上", "学習率η", "μm 단위"]
)
def test_quantities_and_accents_are_not(text: str) -> None:
    """Formulas have Greek letters, and names have accents."""
    assert strange_word(text, []) is None
