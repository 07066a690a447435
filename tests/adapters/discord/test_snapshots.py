"""What Discord is sent, to the letter: a change of it is seen before it is posted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.render import layout, plain, plan, question_modal
from bot.domain.language import Language
from bot.domain.message import Message
from bot.presentation.answer import answer_message, feedback
from bot.presentation.commands import help_message
from bot.presentation.digest import channel_message, item_message, paper_message, rating_message
from bot.presentation.heard import heard_message
from tests.adapters.morning import a_digest, an_answer, an_unclear_question
from tests.adapters.snapshots import differs, names

FOLDER = Path(__file__).parent / "snapshots"
KO, EN = Language.KO, Language.EN
IS_LAYOUT = 1 << 15  # the flag IS_COMPONENTS_V2


def sent(message: Message | None) -> list[dict[str, Any]]:
    assert message is not None
    layouts = [layout(part, marker=1_000_001) for part in plan(message)]
    return [
        {"flags": IS_LAYOUT, "components": [one.to_component_dict() for one in view.children]}
        for view in layouts
    ]


def answered() -> Message:
    """A finished answer."""
    message = answer_message(an_answer(), KO)
    judge = feedback("1468000000000000000", KO)
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
    "help.ko": lambda: sent(help_message(KO, keep_days=30, asks_model=True)),
    "bare.ko": lambda: {"content": plain(channel_message(a_digest(KO)))},
    "modal.ko": lambda: question_modal(KO, a_digest(KO).entries[0].paper.title, "ask").to_dict(),
}


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_discord_is_sent_what_it_was_sent_before(name: str) -> None:
    """People get used to how their morning looks."""
    assert not differs(FOLDER, name, SNAPSHOTS[name]())


def test_no_snapshot_is_left_over() -> None:
    """A file that nothing writes any more says nothing about what is sent."""
    assert names(FOLDER) == set(SNAPSHOTS)
