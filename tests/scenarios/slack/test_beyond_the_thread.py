"""Modals, ratings, shortcuts, direct messages, the assistant pane, and the app's home."""

import json

from bot.domain.rating import SignalName
from tests.scenarios.papers import PAPERS, QUESTION, QUOTE, TITLES, WORDS
from tests.scenarios.slack.world import World, answers, asks_by_modal, said_by_bot

ASKED = "What does a short pass mend?"
LINK = f"Look at <https://arxiv.org/abs/{PAPERS[1]}>"


async def test_a_question_from_the_modal_is_answered_in_the_thread(talking: World) -> None:
    """With who asked what above it, so that others can follow; an empty one goes nowhere."""
    header = await talking.header()
    await talking.min.presses(header.replies[0], "papers_ask")
    modal = await asks_by_modal(talking.slack, talking.min, " ", ASKED)

    answer = await talking.answer(header)
    shown = header.replies[3]
    assert list(modal.errors.values()) == [WORDS.chat.write_question]
    assert talking.min.modal is None
    assert (ASKED in shown.words, "@min" in shown.words) == (True, True)
    assert QUOTE in answer.words


async def test_a_rating_is_explained_to_who_asks(world: World) -> None:
    """Signals with their quotes, in the thread, seen by nobody else."""
    header = await world.header()
    before = list(world.team.messages)
    await world.min.presses(header.replies[0], "papers_why_rating")

    told = await world.told(world.min.private, WORDS.signals[SignalName.CODE])
    assert TITLES[0] in told.words
    assert "https://github.com/example/shears" in told.words
    assert told.thread_ts == header.ts
    assert list(world.team.messages) == before


async def test_why_alone_in_the_thread_asks_for_the_rating(world: World) -> None:
    """Typed as the prompt shows it."""
    header = await world.header()
    await world.min.says(world.team, "#2 why", header)

    told = await world.slack.until(lambda: header.replies[4])
    assert TITLES[1] in told.words
    assert WORDS.signals[SignalName.CODE] in told.words


async def test_a_linked_paper_is_shown_alone_and_shared_once(world: World) -> None:
    """Then one may ask about it by a mention there."""
    linked = await world.jin.says(world.team, LINK)
    await world.min.uses("summarise_paper", linked)
    preview = await world.told(world.min.private, WORDS.chat.share)
    assert linked.replies == []
    await world.min.presses(preview, "papers_share")
    await world.min.presses(preview, "papers_share")
    await world.told(world.min.private, WORDS.chat.shared)
    asked = await world.jin.says(
        world.team, f"{world.slack.bot} how many steps does it take?", linked
    )

    answer = await world.answer(asked)
    await world.ends()
    assert [m.by_bot for m in linked.replies] == [True, False, True]
    assert TITLES[1] in linked.replies[0].words
    assert TITLES[1] in answer.words


async def test_where_the_bot_is_no_member_a_summary_is_private(world: World) -> None:
    """It says how to invite it; the channel hears nothing."""
    other = world.slack.channel("random", bot=False)
    linked = await world.jin.says(other, LINK)
    await world.min.uses("summarise_paper", linked)

    told = await world.told(world.min.private, "/invite")
    assert TITLES[1] in " ".join(m.words for m in world.min.private())
    assert WORDS.chat.share not in told.words
    assert said_by_bot(other) == []


async def test_a_direct_message_is_answered_as_a_stream(talking: World) -> None:
    """In its thread; a command works there too."""
    direct = talking.jin.direct
    await talking.digest()
    asked = await talking.jin.says(direct, QUESTION)
    answer = await talking.answer(asked)
    command = await talking.jin.says(direct, "도움말")
    await talking.slack.until(lambda: WORDS.commands.title in command.replies[0].words)

    assert QUOTE in answer.words
    assert len(talking.slack.calls("chat.startStream", "ok")) == 1
    assert len(talking.slack.calls("chat.stopStream", "ok")) == 1
    assert not answer.grows(talking.clock.timestamp())


async def test_the_assistant_pane_greets_suggests_and_answers(talking: World) -> None:
    """What is suggested can be asked; the thread is named by the first question."""
    pane = await talking.jin.opens_assistant()
    await talking.slack.until(lambda: pane.prompts)
    await talking.slack.until(lambda: TITLES[-1] in " ".join(m.words for m in pane.replies))
    first, *_ = pane.prompts
    asked = await talking.jin.says(talking.jin.direct, first["message"], pane)
    await talking.answer(asked)
    await talking.ends()

    assert pane.title == first["message"].removeprefix("#1 ")
    assert pane.status == ""
    assert len(answers(asked)) == 1


async def test_all_that_the_pane_suggests_is_understood(world: World) -> None:
    """Each of the four is answered, the last one by the help."""
    pane = await world.jin.opens_assistant()
    await world.slack.until(lambda: pane.prompts)
    for prompt in pane.prompts:
        await world.jin.says(world.jin.direct, prompt["message"], pane)
    await world.ends()

    assert len(answers(pane)) == len(pane.prompts) - 1
    assert WORDS.commands.title in " ".join(m.words for m in pane.replies)


async def test_home_shows_todays_papers_and_how_to_ask(world: World) -> None:
    """At once what is known, then what is new."""
    await world.jin.opens_home()
    published = await world.slack.until(lambda: world.slack.calls("views.publish", "ok")[1])

    first = world.slack.calls("views.publish", "ok")[0]
    assert WORDS.chat.home_coming in json.dumps(first, ensure_ascii=False)
    assert TITLES[2] in json.dumps(published, ensure_ascii=False)
    assert WORDS.chat.home_usage in json.dumps(published, ensure_ascii=False)


async def test_forget_me_deletes_what_a_person_asked(talking: World) -> None:
    """A verdict on a forgotten answer is not kept any more."""
    header = await talking.header()
    answer = await talking.answer(await talking.jin.says(talking.team, QUESTION, header))
    await talking.jin.runs("/papers", "forget-me", talking.team)
    told = await talking.told(talking.jin.private, "1")
    await talking.min.presses(answer, "papers_feedback", 0)
    await talking.ends()

    assert WORDS.commands.forgotten.format(count=1) in " ".join(
        m.words for m in talking.jin.private()
    ), told
    assert talking.min.private() == []
