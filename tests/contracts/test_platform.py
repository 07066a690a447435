"""`Platform`: the fake and the console keep the same promises."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from adapters.console.platform import ConsolePlatform
from bot.domain.delivery import Place
from bot.domain.language import Language
from bot.domain.message import Message, Paragraph, Span
from bot.ports.outbound import Platform
from tests.builders import NOON_AFTER, answer, statement
from tests.fakes import FakePlatform

PLACE = Place(platform="console", workspace="here", channel="general")
THREAD = PLACE.model_copy(update={"thread": "1"})


@dataclass
class Seen:
    """A platform, and the lines that people there have been shown, in order."""

    platform: Platform
    lines: Callable[[], list[str]]


def fake() -> Seen:
    platform = FakePlatform()

    def lines() -> list[str]:
        posted = [message.summary for _, message in platform.posts]
        answers = [s.text for a in platform.answers for s in a.shown]
        rest = [s.text for a in platform.answers if a.finished for s in a.finished.statements]
        return (
            posted
            + list(dict.fromkeys(answers + rest))
            + [a.aborted for a in platform.answers if a.aborted]
        )

    return Seen(platform, lines)


def console() -> Seen:
    out = io.StringIO()

    def lines() -> list[str]:
        return [line.strip() for line in out.getvalue().splitlines() if line.strip()]

    return Seen(ConsolePlatform(Language.EN, out), lines)


@pytest.fixture(params=[fake, console])
def seen(request: pytest.FixtureRequest) -> Seen:
    made: Seen = request.param()
    return made


def message(text: str) -> Message:
    return Message(summary=text, blocks=(Paragraph(text=(Span(text=text),)),))


async def test_what_is_planned_is_posted_in_order(seen: Seen) -> None:
    """The parts of a message together say all of it."""
    for number, text in enumerate(["digest of the day", "its first paper"]):
        for part in seen.platform.plan(message(text)):
            await seen.platform.post(PLACE, part, f"key-{number}")

    assert seen.lines() == ["digest of the day", "its first paper"]


async def test_a_post_is_found_by_its_key_in_its_place(seen: Seen) -> None:
    """After a crash this decides whether to post again."""
    posted = await seen.platform.post(PLACE, message("digest"), "key")

    assert await seen.platform.find(PLACE, "key", NOON_AFTER) == posted
    assert await seen.platform.find(THREAD, "key", NOON_AFTER) is None
    assert await seen.platform.find(PLACE, "another", NOON_AFTER) is None


async def test_posts_are_told_apart(seen: Seen) -> None:
    """An edit or a removal must reach its own message, also after another one is gone."""
    one = await seen.platform.post(PLACE, message("one"), "key-1")
    two = await seen.platform.post(PLACE, message("two"), "key-2")
    await seen.platform.delete(one)
    three = await seen.platform.post(PLACE, message("three"), "key-3")

    assert len({ref.id for ref in (one, two, three)}) == 3
    assert await seen.platform.find(PLACE, "key-2", NOON_AFTER) == two


async def test_the_same_key_in_two_places_is_two_posts(seen: Seen) -> None:
    """An edition goes to many channels; finding one must not hide the other."""
    here = await seen.platform.post(PLACE, message("digest"), "key")
    there = await seen.platform.post(THREAD, message("digest"), "key")

    assert await seen.platform.find(PLACE, "key", NOON_AFTER) == here
    assert await seen.platform.find(THREAD, "key", NOON_AFTER) == there


async def test_an_edit_shows_the_new_text(seen: Seen) -> None:
    """A note on a withdrawn paper has to be seen."""
    posted = await seen.platform.post(PLACE, message("digest"), "key")

    await seen.platform.edit(posted, message("digest, with a note"))

    assert seen.lines()[-1] == "digest, with a note"
    assert await seen.platform.find(PLACE, "key", NOON_AFTER) == posted


async def test_what_was_removed_is_not_found(seen: Seen) -> None:
    """Nothing is edited or counted that is no longer there."""
    posted = await seen.platform.post(PLACE, message("digest"), "key")

    await seen.platform.delete(posted)

    assert await seen.platform.find(PLACE, "key", NOON_AFTER) is None


async def test_an_answer_appears_statement_by_statement(seen: Seen) -> None:
    """Each is shown when it is checked, the rest at the end, none twice."""
    one, two = statement("It is pruned."), statement("It is fast.")
    stream = await seen.platform.open_answer(THREAD, Language.EN)

    await stream.show(one)
    assert "It is pruned." in seen.lines()[0]
    await stream.finish(answer(one, two))

    shown = "\n".join(seen.lines())
    assert (shown.count("It is pruned."), shown.count("It is fast.")) == (1, 1)


async def test_an_answer_that_fails_says_why(seen: Seen) -> None:
    """Whoever asked is not left waiting."""
    stream = await seen.platform.open_answer(THREAD, Language.EN)

    await stream.abort("the model is down")

    assert seen.lines() == ["the model is down"]
