"""Things that happen at the same time: stopping, editing, deleting, removing, asking together."""

import asyncio

import pytest

from tests.scenarios.papers import (
    OTHER_QUESTION,
    OTHER_QUOTE,
    PAPERS,
    QUESTION,
    QUOTE,
    TITLES,
    WORDS,
)
from tests.scenarios.slack.world import World, answers, asks_by_modal
from tests.scenarios.stalls import Stalls
from tests.servers.model import CHAT, ModelServer
from tests.servers.slack import faults
from tests.servers.slack.delivery import Envelope


async def test_what_is_under_way_is_finished_before_it_stops(talking: World) -> None:
    """An update in the middle of the morning's post and of an answer cuts neither."""
    sending = faults.Hang()
    await talking.digest()
    talking.slack.fail("chat.postMessage", sending, nth=3)
    await talking.jin.runs("/papers", "today", talking.team)
    await sending.reached.wait()
    asked = await talking.jin.says(talking.jin.direct, QUESTION)
    talking.slack.delivery.transport = None
    talking.stop.set()
    sending.release()
    assert talking.task is not None
    assert await talking.task == 0

    assert [len(header.replies) for header in talking.team.posts] == [3]
    assert QUOTE in (await talking.answer(asked)).words


async def test_a_question_that_changes_in_mid_answer_is_answered_as_it_is_now(
    talking: World, model: ModelServer
) -> None:
    """In the message that was begun; what was said to the old one goes."""
    header, stalls = await talking.header(), Stalls(QUOTE)
    model.next(CHAT, stalls)
    asked = await talking.jin.says(talking.team, QUESTION, header)
    await talking.slack.until(lambda: QUOTE in header.replies[4].words)
    begun = header.replies[4]
    await talking.jin.edits(asked, OTHER_QUESTION)

    answer = await talking.answer(asked)
    stalls.release()
    await talking.ends()
    assert answer is begun
    assert OTHER_QUOTE in answer.words
    assert QUOTE not in answer.words
    assert answers(asked) == [answer]


@pytest.mark.parametrize("direct", [True, False])
async def test_a_question_that_is_deleted_in_mid_answer_takes_it_along(
    talking: World,
    model: ModelServer,
    direct: bool,  # noqa: FBT001  # pytest's way
) -> None:
    """Also from a stream that is open."""
    header, stalls = await talking.header(), Stalls(QUOTE)
    model.next(CHAT, stalls)
    place = (talking.jin.direct, None) if direct else (talking.team, header)
    asked = await talking.jin.says(place[0], QUESTION, place[1])
    shown = place[0].messages.values()
    begun = await talking.slack.until(lambda: [m for m in shown if f"“{QUOTE}”" in m.words][-1])
    await talking.jin.deletes(asked)

    await talking.slack.until(lambda: begun.deleted)
    stalls.release()
    await talking.ends()
    assert [m for m in shown if m.by_bot and m.thread_ts == asked.ts and not m.deleted] == []


async def test_two_who_ask_for_today_at_once_get_one_post(world: World) -> None:
    """Both are told, or see it."""
    runs = (one.runs("/papers", "today", world.team) for one in (world.jin, world.min))
    await asyncio.gather(*runs)
    await world.ends()

    assert [len(header.replies) for header in world.team.posts] == [3]
    assert world.jin.errors == world.min.errors == []


async def test_a_post_that_is_removed_while_it_is_posted_is_gone(world: World) -> None:
    """With what was on its way then."""
    boss = world.slack.person("boss", admin=True)
    sending = faults.Hang()
    world.slack.fail("chat.postMessage", sending, nth=3)
    await world.jin.runs("/papers", "today", world.team)
    await sending.reached.wait()
    await boss.uses("remove_post", world.team.posts[0])
    await boss.presses(await world.told(boss.private, WORDS.chat.remove), "papers_remove")
    await world.told(boss.private, WORDS.chat.working)
    sending.release()
    await world.told(boss.private, WORDS.chat.removed)
    await world.ends()

    assert [m.words for m in world.team.messages.values() if m.by_bot and not m.deleted] == []


async def test_an_event_that_comes_twice_at_once_is_done_once(world: World) -> None:
    """Slack brings it again while the first is still being stored."""
    header = await world.header()
    asked, (told,) = world.slack.news.hears(
        lambda: world.slack.world.post(
            world.team, world.jin.id, {"text": QUESTION}, thread_ts=header.ts
        )
    )
    twice = (told, Envelope(f"{told.id}-again", told.kind, told.body))
    await asyncio.gather(*map(world.slack.delivery.send, twice))
    answer = await world.answer(asked)
    await world.ends()

    assert all(envelope.taken for envelope in twice)
    assert answers(asked) == [answer]


async def test_ten_questions_at_once_have_an_answer_each(talking: World) -> None:
    """Each in its own thread, none of them twice."""
    await talking.header()
    people = [talking.slack.person(f"p{number}") for number in range(10)]
    asked = await asyncio.gather(
        *(one.says(talking.team, f"{talking.slack.bot} {QUESTION}") for one in people)
    )
    for question in asked:
        await talking.answer(question)
    await talking.ends()

    assert [len(question.replies) for question in asked] == [1] * 10


async def test_a_question_about_a_paper_shown_alone_is_answered_alone(talking: World) -> None:
    """The button under a private entry: the channel sees neither question nor answer."""
    await talking.header()
    before = list(talking.team.messages)
    await talking.jin.runs("/papers", f"paper {PAPERS[0]}", talking.team)
    entry = await talking.told(talking.jin.private, WORDS.ask)
    await talking.jin.presses(entry, "papers_ask")
    await asks_by_modal(talking.slack, talking.jin, "What does a short pass mend?")

    answer = await talking.told(talking.jin.private, f"“{QUOTE}”")
    judged = await talking.slack.until(
        lambda: next(m for m in talking.jin.private() if "papers_feedback" in str(m.buttons))
    )
    await talking.jin.presses(judged, "papers_feedback", 0)
    await talking.told(talking.jin.private, WORDS.answer.judged)
    assert TITLES[0] in " ".join(m.words for m in talking.jin.private())
    assert answer.viewer == talking.jin.id
    assert list(talking.team.messages) == before


async def test_a_private_channel_works_as_any_other(talking: World) -> None:
    """Its events have another name."""
    talking.team = talking.slack.channel("secret", private=True)
    header = await talking.header()
    asked = await talking.jin.says(talking.team, QUESTION, header)

    assert QUOTE in (await talking.answer(asked)).words
    assert answers(header) == answers(asked)
