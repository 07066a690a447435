"""Questions in threads, from being asked to being answered, changed, and taken back."""

from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from tests.scenarios.discord.world import (
    World,
    answers,
    asks_by_modal,
    bot_messages,
    judges,
    said_by_bot,
)
from tests.scenarios.papers import (
    OTHER_QUESTION,
    OTHER_QUOTE,
    PAPERS,
    QUESTION,
    QUOTE,
    TITLES,
    WORDS,
)
from tests.servers.discord.messages import Message


def asked_back(header: Message) -> Message:
    """The message that asks which paper is meant."""
    return next(m for m in header.replies if WORDS.answer.which_paper in m.words)


async def test_a_question_is_answered_with_its_quote_in_its_thread(talking: World) -> None:
    """A sign of life first, the statement then, the buttons last; all in one message."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, QUESTION)

    answer = await talking.answer(header.thread)
    before = [str(version["components"]) for version in answer.versions[:-1]]
    assert TITLES[0] in answer.words
    assert QUOTE in answer.words
    assert WORDS.answer.reading in before[0]
    assert all("papers:feedback" not in shown for shown in before)
    assert header.thread is not None
    assert header.thread.typing


async def test_a_verdict_is_taken_and_thanked_for_alone(talking: World) -> None:
    """Nobody else is told what a reader thinks."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, QUESTION)
    answer = await talking.answer(header.thread)
    before = len(header.replies)
    await talking.min.clicks(answer, "feedback", 1)

    await talking.told(talking.min, WORDS.answer.judged)
    assert len(header.replies) == before


async def test_korean_is_answered_in_korean(talking: World) -> None:
    """Whatever the language of the digest."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, "1번 논문은 벤치마크에서 성능이 어때요?")

    answer = await talking.answer(header.thread)
    assert "이 논문의 내용을" in answer.words
    assert catalogue(Language.KO).answer.helped in answer.words


async def test_with_the_content_intent_a_plain_question_is_heard(
    discord_reads: None, talking: World
) -> None:
    """In the bot's own threads people write as among themselves."""
    header = await talking.header()
    assert header.thread is not None
    await talking.jin.writes(header.thread, QUESTION)

    assert QUOTE in (await talking.answer(header.thread)).words


async def test_without_the_intent_a_reply_to_a_paper_is_a_question_about_it(talking: World) -> None:
    """Discord shows us what replies to us, and the message tells which paper."""
    header = await talking.header()
    assert header.thread is not None
    await talking.jin.writes(header.thread, "what does a short pass mend?", header.replies[0])

    answer = await talking.answer(header.thread)
    assert TITLES[0] in answer.words
    assert QUOTE in answer.words


async def test_a_mention_in_the_channel_begins_a_thread_of_its_name(talking: World) -> None:
    """The channel stays readable."""
    await talking.header()
    asked = await talking.asks(talking.jin, talking.team, QUESTION)
    await talking.discord.until(lambda: asked.thread)

    assert asked.thread is not None
    assert QUOTE in (await talking.answer(asked.thread)).words
    assert "what does a short pass mend?" in asked.thread.name


async def test_a_follow_up_needs_no_number(talking: World) -> None:
    """It is about the paper talked of, and goes to the model with what was said."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, QUESTION)
    await talking.answer(header.thread)
    await talking.asks(talking.jin, header.thread, "and what does accuracy do without healing?")

    answer = await talking.answer(header.thread, nth=1)
    assert OTHER_QUOTE in answer.words
    assert TITLES[0] in answer.words


async def test_two_people_at_once_get_each_their_answer(talking: World) -> None:
    """In messages of their own, once."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, QUESTION)
    await talking.asks(talking.min, header.thread, OTHER_QUESTION)
    both = [await talking.answer(header.thread, nth) for nth in (0, 1)]
    await talking.ends()

    assert header.thread is not None
    assert answers(header.thread) == both
    assert {QUOTE in one.words for one in both} == {True, False}
    assert {OTHER_QUOTE in one.words for one in both} == {True, False}


async def test_an_unclear_question_is_answered_where_it_was_asked_back(talking: World) -> None:
    """Two press at once; it is answered once, in the message with the choice."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, "which benchmarks does it use?")
    choice = await talking.discord.until(lambda: asked_back(header))
    subjects = [b["custom_id"].split(":")[2] for b in choice.buttons]
    assert subjects == list(PAPERS)
    await talking.jin.clicks(choice, "choose", 0)
    await talking.min.clicks(choice, "choose", 1)
    await talking.discord.until(lambda: judges(choice))
    await talking.ends()

    assert header.thread is not None
    assert answers(header.thread) == [choice]
    assert TITLES[0] in choice.words
    assert WORDS.answer.which_paper not in choice.words


async def test_what_the_paper_does_not_tell_is_said_to_be_absent(talking: World) -> None:
    """Nothing is made up."""
    header = await talking.header()
    await talking.asks(talking.jin, header.thread, "#1 does it mention zebras or giraffes?")

    assert WORDS.answer.not_in_paper in (await talking.answer(header.thread)).words


async def test_a_changed_question_is_answered_anew_in_the_same_message(talking: World) -> None:
    """A preview of a link changes nothing; the old answer does not stay beside the new one."""
    header = await talking.header()
    asked = await talking.asks(talking.jin, header.thread, QUESTION)
    answer = await talking.answer(header.thread)
    talking.discord.world.unfurl(asked)
    await talking.jin.edits(asked, f"{talking.discord.bot} {OTHER_QUESTION}")
    await talking.discord.until(lambda: OTHER_QUOTE in answer.words and judges(answer))
    await talking.ends()

    assert header.thread is not None
    assert answers(header.thread) == [answer]
    assert QUOTE not in answer.words


async def test_a_deleted_question_takes_its_answer_along(talking: World) -> None:
    """Whoever takes a question back wants nobody to read on about it."""
    header = await talking.header()
    asked = await talking.asks(talking.jin, header.thread, QUESTION)
    answer = await talking.answer(header.thread)
    await talking.jin.deletes(asked)

    await talking.discord.until(lambda: answer.deleted, "the answer gone")
    assert len(bot_messages(header.thread)) == 3


async def test_the_button_opens_a_form_whose_answer_stands_in_the_thread(talking: World) -> None:
    """With the question above it, so that all know what is answered."""
    header = await talking.header()
    opened = await talking.jin.clicks(header.replies[0], "ask")
    sent = await asks_by_modal(talking, talking.jin, opened, "what does a short pass mend?")

    answer = await talking.answer(header.thread)
    assert QUOTE in answer.words
    shown = bot_messages(header.thread)[3]
    assert "what does a short pass mend?" in shown.words
    assert "@Jin" in shown.words
    assert not sent.failed


async def test_why_a_paper_is_rated_so_is_told_to_who_asks(talking: World) -> None:
    """After a restart as well: the button carries all that it needs."""
    header = await talking.header()
    await talking.ends()
    talking.stop.clear()
    await talking.starts()
    await talking.jin.clicks(header.replies[0], "why_rating")

    rating = await talking.discord.until(lambda: talking.jin.alone[0], "the rating")
    assert TITLES[0] in rating.words


async def test_direct_messages_are_answered_without_a_mention(talking: World) -> None:
    """And a greeting is told what one may write."""
    await talking.header()
    await talking.jin.writes(talking.jin.direct, "hello")
    await talking.discord.until(lambda: said_by_bot(talking.jin.direct), "a line")
    assert said_by_bot(talking.jin.direct) == [WORDS.chat.what_to_write]
    await talking.jin.writes(talking.jin.direct, QUESTION)

    assert QUOTE in (await talking.answer(talking.jin.direct)).words


async def test_a_question_by_command_is_answered_to_its_asker_alone(talking: World) -> None:
    """It was put so that nobody else sees it."""
    await talking.header()
    asked = {"paper": PAPERS[0], "question": "what does a short pass mend?"}
    await talking.jin.runs(talking.team, "papers ask", asked)

    answer = await talking.told(talking.jin, QUOTE)
    assert TITLES[0] in answer.words


async def test_whoever_has_the_app_alone_is_served_anywhere(talking: World) -> None:
    """A server that the bot is not in sees nothing, and is told nothing that it could not do."""
    other = talking.discord.guild("elsewhere", bot=False)
    lobby = other.text_channel("lobby")
    jin = talking.discord.person("jin", guild=other)
    linked = await jin.writes(lobby, f"look: https://arxiv.org/abs/{PAPERS[0]}")
    await jin.installs_app()
    await jin.runs(lobby, "papers today")
    shown = await talking.told(jin, TITLES[2])
    await jin.chooses_menu(linked, "Summarise this paper")
    await talking.discord.until(lambda: len(jin.alone) > 1, "a summary")
    await talking.ends()

    assert TITLES[0] in shown.words
    assert bot_messages(lobby) == []
    assert not any("papers:share" in str(m.components) for m in jin.alone)


async def test_a_linked_paper_is_summarised_and_shared_on_demand(talking: World) -> None:
    """The channel sees nothing until somebody has found it worth sharing."""
    linked = await talking.min.writes(talking.team, f"look: https://arxiv.org/abs/{PAPERS[0]}")
    await talking.jin.chooses_menu(linked, "Summarise this paper")
    preview = await talking.told(talking.jin, WORDS.chat.share)
    assert linked.thread is None
    await talking.jin.clicks(preview, "share")

    await talking.told(talking.jin, WORDS.chat.shared)
    assert [TITLES[0] in m.words for m in linked.replies if m.by_bot] == [True]
