"""The terminal keeps the promises of a platform."""

import io

import pytest

from adapters.console.platform import ConsolePlatform
from bot.domain.conversation import ReplyTo
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place
from tests.builders import NOON_AFTER, answer, ref, statement

CHANNEL = Place(platform="console", workspace="terminal", channel="terminal")
THREAD = CHANNEL.model_copy(update={"thread": "1"})


def message(text: str) -> Message:
    return Message.model_validate(
        {"summary": text, "blocks": [{"kind": "paragraph", "text": [{"text": text}]}]}
    )


async def test_what_was_posted_is_found_by_its_key_where_it_was_posted() -> None:
    """After a doubt the ledger looks before it posts again."""
    platform = ConsolePlatform(Language.EN, io.StringIO())

    post = await platform.post(CHANNEL, message("First."), "key")

    assert await platform.find(CHANNEL, "key", NOON_AFTER) == post
    assert await platform.find(THREAD, "key", NOON_AFTER) is None
    assert await platform.find(CHANNEL, "other", NOON_AFTER) is None


async def test_each_place_has_keys_of_its_own() -> None:
    """The same part of an edition is posted in more than one place."""
    platform = ConsolePlatform(Language.EN, io.StringIO())
    in_channel = await platform.post(CHANNEL, message("First."), "key")
    in_thread = await platform.post(THREAD, message("Second."), "key")

    assert await platform.find(CHANNEL, "key", NOON_AFTER) == in_channel
    assert await platform.find(THREAD, "key", NOON_AFTER) == in_thread


async def test_no_two_posts_share_an_id() -> None:
    """Also after a post was removed: the id of a thread is that of its parent."""
    platform = ConsolePlatform(Language.EN, io.StringIO())
    first = await platform.post(CHANNEL, message("First."), "1")
    second = await platform.post(CHANNEL, message("Second."), "2")
    await platform.delete(first)
    third = await platform.post(CHANNEL, message("Third."), "3")

    assert len({first.id, second.id, third.id}) == 3
    assert await platform.find(CHANNEL, "1", NOON_AFTER) is None
    assert await platform.find(CHANNEL, "2", NOON_AFTER) == second


async def test_an_edited_post_is_printed_anew_and_stays_the_same_post() -> None:
    """Nobody can rewrite what a terminal has shown."""
    out = io.StringIO()
    platform = ConsolePlatform(Language.EN, out)
    post = await platform.post(CHANNEL, message("First."), "key")

    await platform.edit(post, message("Mended."))

    assert out.getvalue() == "  First.\n  Mended.\n"
    assert await platform.find(CHANNEL, "key", NOON_AFTER) == post


def test_a_terminal_takes_a_message_of_any_length() -> None:
    """Nothing is split or cut."""
    long = message("word " * 300)

    assert ConsolePlatform(Language.EN, io.StringIO()).plan(long) == [long]


async def test_an_answer_is_printed_statement_by_statement_and_none_twice() -> None:
    """What passed the check late is appended below what was shown at once."""
    out = io.StringIO()
    stream = await ConsolePlatform(Language.EN, out).open_answer(
        ReplyTo(place=THREAD, language=Language.EN)
    )
    first, second = statement("It takes four steps."), statement("It needs no training.")

    await stream.show(first)
    await stream.finish(answer(first, second, scope=Scope.FULL_TEXT))

    assert out.getvalue() == (
        "  It takes four steps.\n"
        "    “in four steps”  — Abstract\n"
        "  It needs no training.\n"
        "    “in four steps”  — Abstract\n"
        "  read the full text\n"
    )


async def test_an_answer_in_a_talk_about_several_papers_names_its_own() -> None:
    """Whoever asks on without a number sees at once which paper was taken; an empty line parts it."""
    out = io.StringIO()
    platform = ConsolePlatform(Language.EN, out)
    for _ in range(2):
        stream = await platform.open_answer(
            ReplyTo(place=THREAD, language=Language.EN, papers=(ref(),))
        )
        await stream.show(statement())
        await stream.finish(answer(statement(), scope=Scope.FULL_TEXT))

    once = (
        "Shears: Pruning without Regret\n  It takes four steps.\n    “in four steps”  — Abstract\n"
        "  read the full text\n"
    )
    assert out.getvalue() == f"{once}\n{once}"


async def test_below_an_answer_stands_what_was_read_for_it() -> None:
    """The statements stand there already when that is added."""
    out = io.StringIO()
    stream = await ConsolePlatform(Language.EN, out).open_answer(
        ReplyTo(place=THREAD, language=Language.EN)
    )
    await stream.show(statement())
    before = out.getvalue()

    await stream.finish(answer(statement()))

    assert out.getvalue().removeprefix(before) == "  read the abstract only\n"


async def test_an_answer_that_comes_at_once_names_its_paper() -> None:
    """So that an abstention says of which paper it speaks."""
    out = io.StringIO()
    stream = await ConsolePlatform(Language.EN, out).open_answer(
        ReplyTo(place=THREAD, language=Language.EN)
    )

    await stream.finish(answer(scope=Scope.FULL_TEXT))

    title, line = out.getvalue().splitlines()[:2]
    assert (title, line.strip().split(":")[0]) == (
        "Shears: Pruning without Regret",
        "The paper does not seem to say",
    )


async def test_a_failure_is_said_in_a_line() -> None:
    """What went wrong may quote what somebody else wrote."""
    out = io.StringIO()
    stream = await ConsolePlatform(Language.EN, out).open_answer(
        ReplyTo(place=THREAD, language=Language.EN)
    )

    await stream.abort("the model is down: \x1b[2J[bold]HTTP 503\nBad gateway")

    assert out.getvalue() == "the model is down: [2J[bold]HTTP 503 Bad gateway\n"


class Watched(io.StringIO):
    """A terminal that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("language", "line"), [(Language.EN, "Reading…"), (Language.KO, "읽는 중")]
)
async def test_a_sign_of_life_is_for_those_who_wait(language: Language, line: str) -> None:
    """A person sees it at once and an empty line below it; a file holds the answer alone."""
    for out, shown in ((Watched(), True), (io.StringIO(), False)):
        stream = await ConsolePlatform(language, out).open_answer(
            ReplyTo(place=THREAD, language=language)
        )
        assert (line in out.getvalue()) is shown
        before = out.getvalue()
        await stream.finish(answer())
        assert out.getvalue().removeprefix(before).startswith("\n") is shown
