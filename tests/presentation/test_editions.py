"""What who asks for an edition is told alone."""

import pytest

from bot.domain.delivery import Delivered, DeliveredKind, DeliveryState
from bot.domain.errors import PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Actions, Paragraph
from bot.presentation.editions import delivered_message, list_to_post, list_with_live
from bot.presentation.problems import problem_line
from tests.builders import delivery, digest, entry


@pytest.mark.parametrize("language", Language)
def test_what_became_of_it_is_one_line(language: Language) -> None:
    """A different one for each end, in each language."""
    ends = (DeliveredKind.THERE, DeliveredKind.UNDER_WAY, DeliveredKind.REMOVED)

    lines = {delivered_message(Delivered(kind=end), language).summary for end in ends}

    assert len(lines) == len(ends)


@pytest.mark.parametrize("problem", PlatformProblem)
def test_a_refusal_says_what_can_be_done(problem: PlatformProblem) -> None:
    """The platform's own words are for logs."""
    failed = delivery(state=DeliveryState.FAILED, reason=problem)

    done = Delivered(kind=DeliveredKind.FAILED, delivery=failed)
    said = delivered_message(done, Language.KO)

    assert said.summary == f"채널에 올리지 못했습니다. {problem_line(problem, Language.KO)}"


def test_the_line_leads_to_the_message() -> None:
    """One click; the address itself is not read out."""
    link = "https://chat.example/papers/1"

    done = Delivered(kind=DeliveredKind.THERE, link=link)
    said = delivered_message(done, Language.EN)

    (paragraph,) = said.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.link for span in paragraph.text] == [None, link]
    assert link not in said.summary


def test_a_list_carries_one_button_below_it() -> None:
    """For the running day, or to post it."""
    listed = digest(entry(1))

    for message, subject in (
        (list_with_live(listed, Language.KO), "live"),
        (list_to_post(listed, Language.KO), "2026-02-16"),
    ):
        row = message.blocks[-1]
        assert isinstance(row, Actions)
        assert [button.subject for button in row.actions] == [subject]
