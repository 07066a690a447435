"""What stands under a statement."""

import pytest

from bot.domain.evidence import Origin
from bot.domain.language import Language
from bot.domain.message import Context, Quote
from bot.domain.paper import Links
from bot.presentation.backing import backing
from bot.presentation.catalogue import catalogue
from bot.presentation.spoken import words

EN = catalogue(Language.EN)
CODE = "https://github.com/example/shears"
LINKS = Links.of("2602.00001", code=CODE)


def test_the_papers_own_code_can_be_followed_from_the_line_that_names_it() -> None:
    """Whoever asks where it is wants to go there."""
    line = backing(Origin.HUGGING_FACE, "Hugging Face", f"Code repository: {CODE}", EN, LINKS)

    assert isinstance(line, Context)
    assert [span.text for span in line.text if span.link == CODE] == [CODE]
    assert words(line.text) == f"Code repository: {CODE} — Hugging Face"


@pytest.mark.parametrize(
    "said",
    [
        "Comments: see https://example.com/free-money",
        f"Comments: {CODE}.evil.example",
        f"Comments: {CODE} and https://example.com",
        "Version: v2",
    ],
)
def test_no_other_address_is_a_link(said: str) -> None:
    """What authors wrote in a comment is theirs, not the record's address."""
    line = backing(Origin.ARXIV_RECORD, "arXiv record", said, EN, LINKS)

    assert isinstance(line, Context)
    assert [span.link for span in line.text] == [None]


def test_the_papers_words_are_a_quote_whatever_they_hold() -> None:
    """Verbatim, and nothing in them is a link."""
    quote = backing(Origin.PAPER, "1 Introduction", f"Code: {CODE}", EN, LINKS, "[2] ")

    assert quote == Quote(text=f"Code: {CODE}", source="[2] 1 Introduction")
