"""What Slack is sent, to the letter: a change of it is seen before it is posted.

Each file can be drawn by a Block Kit previewer.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.render import home_view, payload, plan, question_modal
from bot.domain.language import Language
from bot.domain.message import Message
from bot.presentation.answer import answer_message, feedback
from bot.presentation.commands import help_message
from bot.presentation.digest import (
    channel_message,
    item_message,
    paper_message,
    rating_message,
)
from bot.presentation.heard import heard_message
from tests.adapters.morning import a_digest, an_answer, an_unclear_question
from tests.adapters.snapshots import differs, names

FOLDER = Path(__file__).parent / "snapshots"
KO, EN = Language.KO, Language.EN
HELP = help_message(KO, keep_days=30, asks_model=True)


def sent(message: Message | None) -> list[dict[str, Any]]:
    assert message is not None
    return [payload(part) for part in plan(message)]


def answered() -> Message:
    """A finished answer."""
    message = answer_message(an_answer(), KO)
    judge = feedback("1893974400.000200", KO)
    return message.model_copy(update={"blocks": (*message.blocks, judge)})


SNAPSHOTS: dict[str, Callable[[], Any]] = {
    "channel.ko": lambda: sent(channel_message(a_digest(KO))),
    "channel.en": lambda: sent(channel_message(a_digest(EN))),
    "item.ko": lambda: sent(item_message(a_digest(KO).entries[1], KO)),
    "paper.ko": lambda: sent(paper_message(a_digest(KO).entries[0], KO)),
    "paper.en": lambda: sent(paper_message(a_digest(EN).entries[0], EN)),
    "rating.ko": lambda: sent(rating_message(a_digest(KO).entries[0], KO)),
    "answer.ko": lambda: sent(answered()),
    "which-paper.ko": lambda: sent(heard_message(an_unclear_question())),
    "help.ko": lambda: sent(HELP),
    "home.ko": lambda: home_view([channel_message(a_digest(KO)), HELP]),
    "modal.ko": lambda: question_modal(KO, a_digest(KO).entries[0].paper.title, "{}"),
}


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_slack_is_sent_what_it_was_sent_before(name: str) -> None:
    """People get used to how their morning looks."""
    assert not differs(FOLDER, name, SNAPSHOTS[name]())


def test_no_snapshot_is_left_over() -> None:
    """A file that nothing writes any more says nothing about what is sent."""
    assert names(FOLDER) == set(SNAPSHOTS)
