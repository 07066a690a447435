"""Questions in threads, from being asked to being answered, changed, and taken back."""

import json

from bot.domain.errors import Trouble
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from tests.scenarios.papers import (
    OTHER_QUESTION,
    OTHER_QUOTE,
    PAPERS,
    QUESTION,
    QUOTE,
    TITLES,
    WORDS,
)
from tests.scenarios.slack.world import World, answers, said_by_bot
from tests.servers.slack.messages import Message


def asked_back(header: Message) -> Message:
    """The message that asks which paper is meant."""
    return next(m for m in header.replies if WORDS.answer.which_paper in m.words)


async def test_a_question_is_answered_with_its_quote_in_its_thread(talking: World) -> None:
    """A sign of life first, the statement then, the buttons last; all in one message."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, QUESTION, header)

    answer = await talking.answer(asked)
    before = [str(version["blocks"]) for version in answer.versions]
    assert answer.thread_ts == header.ts
    assert TITLES[0] in answer.words
    assert QUOTE in answer.words
    assert WORDS.answer.reading in before[0]
    assert QUOTE not in before[0]
    assert all("papers_feedback" not in blocks for blocks in before)


async def test_a_verdict_is_taken_and_thanked_for_alone(talking: World) -> None:
    """Nobody else is told what a reader thinks."""
    header = await talking.header()
    answer = await talking.answer(await talking.jin.says(talking.team, QUESTION, header))
    before = list(talking.team.messages)
    await talking.min.presses(answer, "papers_feedback", 1)

    await talking.told(talking.min.private, WORDS.answer.judged)
    assert list(talking.team.messages) == before


async def test_korean_is_answered_in_korean(talking: World) -> None:
    """Whatever the language of the digest."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, "1번 논문은 벤치마크에서 성능이 어때요?", header)

    answer = await talking.answer(asked)
    assert "이 논문의 내용을" in answer.words
    assert catalogue(Language.KO).answer.helped in str(answer.blocks)


async def test_a_follow_up_needs_neither_a_number_nor_a_mention(talking: World) -> None:
    """It is about the paper talked of, and goes to the model with what was said."""
    header = await talking.header()
    first = await talking.jin.says(talking.team, QUESTION, header)
    await talking.answer(first)
    await talking.jin.says(talking.team, "and what does accuracy do without healing?", header)

    answer = await talking.answer(first, nth=1)
    assert OTHER_QUOTE in answer.words
    assert TITLES[0] in answer.words
    asked = [c for c in talking.slack.calls("chat.postMessage") if TITLES[1] in str(c)]
    assert len(asked) == 2  # the header and the second paper's own message


async def test_an_unclear_question_is_answered_where_it_was_asked_back(talking: World) -> None:
    """Two press at once; it is answered once, in the message with the buttons."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, "which benchmarks does it use?", header)
    choice = await talking.slack.until(lambda: asked_back(header))
    assert [json.loads(b["value"])["subject"] for b in choice.buttons] == list(PAPERS)
    await talking.jin.presses(choice, "papers_choose", 0)
    await talking.slack.until(lambda: answers(asked))
    await talking.ends()

    assert answers(asked) == [choice]
    assert TITLES[0] in choice.words
    assert WORDS.answer.which_paper not in choice.words


async def test_a_number_alone_tells_which_paper_was_meant(talking: World) -> None:
    """People type rather than press."""
    header = await talking.header()
    await talking.jin.says(talking.team, "what does a short pass mend?", header)
    await talking.slack.until(lambda: asked_back(header))
    number = await talking.jin.says(talking.team, "1", header)

    assert QUOTE in (await talking.answer(number)).words


async def test_what_the_paper_does_not_tell_is_said_to_be_absent(talking: World) -> None:
    """Nothing is made up."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, "#1 does it mention zebras or giraffes?", header)

    answer = await talking.answer(asked)
    assert WORDS.answer.not_in_paper in answer.words


async def test_a_changed_question_is_answered_anew_in_the_same_message(talking: World) -> None:
    """An unfurled link changes nothing; the old answer does not stay beside the new one."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, QUESTION, header)
    answer = await talking.answer(asked)
    await talking.slack.preview(asked)
    await talking.jin.edits(asked, OTHER_QUESTION)
    await talking.slack.until(lambda: OTHER_QUOTE in answer.words and answers(asked) == [answer])
    await talking.ends()

    assert QUOTE not in answer.words
    assert answers(asked) == [answer]
    assert len(talking.slack.calls("chat.postMessage")) == 5


async def test_a_preview_of_a_link_asks_nothing_again(talking: World) -> None:
    """Slack tells of it as of an edit."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, f"{QUESTION} <https://arxiv.org/>", header)
    answer = await talking.answer(asked)
    versions = len(answer.versions)
    await talking.slack.preview(asked)
    await talking.ends()

    assert len(answer.versions) == versions
    assert answers(asked) == [answer]


async def test_a_deleted_question_takes_its_answer_along(talking: World) -> None:
    """Also one that is deleted while it is being answered."""
    header = await talking.header()
    first = await talking.jin.says(talking.team, QUESTION, header)
    answer = await talking.answer(first)
    await talking.jin.deletes(first)
    await talking.slack.until(lambda: answer.deleted)
    second = await talking.jin.says(talking.team, QUESTION, header)
    await talking.jin.deletes(second)
    await talking.ends()

    assert [m for m in header.replies if m.by_bot][3:] == []


async def test_a_mention_in_the_channel_begins_a_thread(talking: World) -> None:
    """It is told twice, as a mention and as a message, and answered once."""
    await talking.header()
    asked = await talking.jin.says(talking.team, f"{talking.slack.bot} {QUESTION}")

    answer = await talking.answer(asked)
    await talking.ends()
    assert asked.replies == [answer]
    assert len(talking.team.posts) == 2


async def test_two_people_at_once_have_an_answer_each(talking: World) -> None:
    """In threads of their own; neither waits for the other's, nor gets it."""
    await talking.header()
    bot = talking.slack.bot
    one = await talking.jin.says(talking.team, f"{bot} {QUESTION}")
    other = await talking.min.says(talking.team, f"{bot} {OTHER_QUESTION}")

    first, second = await talking.answer(one), await talking.answer(other)
    assert QUOTE in first.words
    assert OTHER_QUOTE in second.words
    assert OTHER_QUOTE not in first.words


async def test_people_who_talk_to_each_other_are_left_alone(world: World) -> None:
    """Three in the thread, a question among them; a mention is answered all the same."""
    header = await world.header()
    kim = world.slack.person("kim")
    await world.jin.says(world.team, "I like the first one.", header)
    await world.min.says(world.team, "Which benchmarks did #1 use?", header)
    await kim.says(world.team, f"{world.jin.mention} did you try #1?", header)
    asked = await kim.says(world.team, f"{world.slack.bot} {QUESTION}", header)

    answer = await world.answer(asked)
    await world.ends()
    assert [m for m in header.replies if m.by_bot][3:] == [answer]


async def test_programs_and_the_bot_itself_are_not_answered(world: World) -> None:
    """Two bots would talk all night."""
    header = await world.header()
    said = len(said_by_bot(world.team))
    for more in ({"subtype": "bot_message"}, {"subtype": "channel_topic"}):
        await world.jin.says(world.team, f"{world.slack.bot} {QUESTION}", header, **more)
    echo = header.replies[0].wire() | {"channel": world.team.id, "text": QUESTION}
    await world.slack.news.happens(
        echo | {"channel_type": "channel", "event_ts": world.slack.clock.ts()}
    )
    await world.jin.joins(world.team)
    await world.ends()

    assert len(said_by_bot(world.team)) == said


async def test_questions_have_a_limit(world: World) -> None:
    """Who asks on is told when they may again, others are not held back."""
    header = await world.header()
    for number in range(31):
        await world.jin.says(world.team, f"{world.slack.bot} {QUESTION} {number}", header)
    told = WORDS.troubles[Trouble.TOO_MANY].split("{", maxsplit=1)[0]
    await world.slack.until(
        lambda: next(m for m in world.jin.private(world.team) if told in m.words)
    )
    asked = await world.min.says(world.team, f"{world.slack.bot} {QUESTION}")

    assert QUOTE in (await world.answer(asked)).words


async def test_a_late_repetition_undoes_neither_an_edit_nor_a_deletion(talking: World) -> None:
    """Slack brings an event again whose acknowledgement got lost, whatever came since."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, QUESTION, header)
    await talking.answer(asked)
    first = [told for told in talking.slack.delivery.sent if told.event.get("ts") == asked.ts]
    await talking.jin.edits(asked, OTHER_QUESTION)
    await talking.slack.until(lambda: OTHER_QUOTE in answers(header)[0].words)

    for envelope in first:
        await talking.slack.delivery.again(envelope)
    await talking.jin.deletes(asked)
    await talking.slack.until(lambda: not answers(header))
    for envelope in first:
        await talking.slack.delivery.again(envelope)
    await talking.ends()

    assert answers(header) == []
