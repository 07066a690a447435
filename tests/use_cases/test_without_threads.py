"""Where there are no threads, as in some direct messages, one person's words hang together."""

import datetime as dt

from bot.domain.conversation import HeardKind, Question
from bot.domain.language import Language
from bot.ports.inbound import Heard
from bot.use_cases.at_hand import note_digest
from bot.use_cases.choose import choose
from bot.use_cases.retract import retract
from tests.builders import DAY, digest, entry, provenance, ref
from tests.use_cases.conftest import PLACE, Room

HERE = PLACE.model_copy(update={"channel": "jin", "thread": None})
TITLES = ["Shears: Pruning without Regret", "Tongs: Sparse Retrieval", "Anvil: Forging Datasets"]


async def read(room: Room, first: int = 1, days: int = 0) -> None:
    """The newest digest at all, of three papers from a number on, some days later."""
    entries = [
        entry(rank, paper=ref(f"2602.{first + rank - 1:05}", title=title))
        for rank, title in enumerate(TITLES, 1)
    ]
    day = DAY + dt.timedelta(days=days)
    await note_digest(digest(*entries, date=day, language=Language.EN), room.store)


async def says(room: Room, text: str, **fields: object) -> Heard:
    return await room.says(text, place=HERE, direct=True, **fields)


async def answered(room: Room, text: str, **fields: object) -> Question:
    heard = await says(room, text, **fields)
    await room.answers(heard, post=f"answer to {heard.message}")
    assert heard.question is not None
    return heard.question


def asked_of(heard: Heard) -> list[str]:
    assert heard.question is not None
    return [one.paper.id for one in heard.question.papers]


async def test_one_asks_on_about_the_paper_that_was_talked_of(room: Room) -> None:
    """Nobody names the paper in every line of a conversation."""
    await read(room)
    await answered(room, "#2 which benchmarks?")

    assert asked_of(await says(room, "and which seeds?")) == ["2602.00002"]
    assert (await says(room, "thanks!")).kind is HeardKind.SILENT


async def test_one_asks_on_when_a_new_day_has_come(room: Room) -> None:
    """Number 2 is another paper from then on, the one talked of is still the same."""
    await read(room)
    await answered(room, "#2 which benchmarks?")
    await says(room, "#3 why")
    await read(room, first=11, days=1)

    assert asked_of(await says(room, "and which seeds?")) == ["2602.00002"]
    assert asked_of(await says(room, "#2 which seeds?")) == ["2602.00012"]


async def test_one_asks_on_about_any_paper_that_was_named(room: Room) -> None:
    """By a command or a button, and before any day is known."""
    await answered(room, "which benchmarks?", about="2401.00009")

    assert asked_of(await says(room, "and which seeds?")) == ["2401.00009"]
    await read(room)
    assert asked_of(await says(room, "and which weights?")) == ["2401.00009"]


async def test_a_reply_is_about_the_paper_of_that_answer_however_old(room: Room) -> None:
    """People scroll up."""
    await read(room)
    old = await answered(room, "#2 which benchmarks?")
    await room.clock.sleep(3 * 86_400)
    await read(room, first=11, days=3)
    await answered(room, "#1 which benchmarks?")

    heard = await says(room, "and which seeds?", reply_to=f"answer to {old.message}")

    assert asked_of(heard) == ["2602.00002"]


async def test_what_was_talked_of_long_ago_is_not_meant(room: Room) -> None:
    """The next morning a question is about the digest of the morning."""
    await read(room)
    await answered(room, "#2 which benchmarks?")
    await room.clock.sleep(7 * 3_600)

    heard = await says(room, "which seeds?")

    assert heard.kind is HeardKind.WHICH_PAPER
    assert len(heard.papers) == 3


async def test_a_number_that_is_typed_picks_up_the_question_that_waits(room: Room) -> None:
    """As in a thread; what another person left unclear there stays theirs."""
    await read(room)
    await says(room, "which benchmarks?", id="m7")
    await says(room, "which licence?", id="m8", author="min")

    heard = await says(room, "2")

    assert heard.question is not None
    assert (heard.question.text, asked_of(heard)) == ("which benchmarks?", ["2602.00002"])


async def test_what_others_asked_for_themselves_alone_is_no_context(room: Room) -> None:
    """A channel outside of its threads is such a place as well."""
    await read(room)
    await answered(room, "#2 which benchmarks?", author="min")

    heard = await says(room, "and which seeds?")

    assert heard.kind is HeardKind.WHICH_PAPER


async def test_a_message_that_comes_twice_is_answered_once(room: Room) -> None:
    """A platform repeats what it brought before a connection broke; a line counts as well."""
    await read(room)
    for text, kind in (("#2 which seeds?", "question"), ("#2 why", "why_rating"), ("?", "empty")):
        told = [(await says(room, text, id=f"of {kind}")).kind for _ in range(2)]
        assert told == [kind, "repeated"]


async def test_a_button_knows_the_paper_that_it_offered(room: Room) -> None:
    """Its title, and that it is a sample whose text is not the paper's."""
    sample = provenance(sample=True)
    entries = [entry(rank, provenance=sample) for rank in (1, 2)]
    await note_digest(digest(*entries, language=Language.EN), room.store)
    await says(room, "which benchmarks?", id="m7")

    heard = await choose(
        HERE,
        "m7",
        "2602.00002",
        Language.EN,
        conversations=room.conversations,
        at_hand=room.at_hand,
        clock=room.clock,
    )

    assert heard.question is not None
    (paper,) = heard.question.papers
    assert (paper.sample, paper.paper) == (True, entries[1].paper)


async def test_what_is_taken_back_or_forgotten_is_no_context(room: Room) -> None:
    """A deleted message was never said, and nor was that of who wants to be forgotten."""
    await read(room)
    await answered(room, "#1 which benchmarks?")
    last = await answered(room, "#2 which benchmarks?")

    assert await retract(HERE, last.message, room.conversations)
    assert asked_of(await says(room, "and which seeds?", id="m8")) == ["2602.00001"]
    await room.conversations.forget_author("slack", "lab", "jin")
    assert (await says(room, "and which weights?")).kind is HeardKind.WHICH_PAPER
