"""Where the bot has begun no thread, people speak of the newest papers that they know."""

import datetime as dt

import pytest

from bot.domain.conversation import HeardKind, IncomingMessage, Replies, ThreadPaper
from bot.domain.delivery import DeliveryState, Part, PostState
from bot.domain.digest import Digest, Edition
from bot.domain.language import Language
from bot.domain.place import Place
from bot.use_cases.at_hand import PapersAtHand, newest_digest, note_digest, note_list
from tests.builders import (
    DAY,
    delivery,
    digest,
    entry,
    message,
    paper,
    provenance,
    thread_paper,
)
from tests.fakes import FakeClock, FakeDeliveries, FakeStore
from tests.use_cases.conftest import Room

CHANNEL = Place(platform="slack", workspace="lab", channel="papers")
ELSEWHERE = CHANNEL.model_copy(update={"thread": "90"})
MENTION = {"mentions_bot": True, "place": ELSEWHERE}
POSTED = Part(message=message("the digest"), state=PostState.DONE, post="1")


def ranks(papers: tuple[ThreadPaper, ...]) -> list[int]:
    return [one.rank for one in papers]


async def test_a_mention_anywhere_in_a_channel_is_about_its_newest_digest(room: Room) -> None:
    """Whoever read it there this morning need not look for its thread."""
    await room.deliveries.begin(delivery(POSTED))

    heard = await room.says("#2 which datasets?", **MENTION)

    assert heard.question is not None
    assert ranks(heard.question.papers) == [2]


async def test_a_digest_that_nobody_can_see_is_not_spoken_of(room: Room) -> None:
    """It was removed, or nothing of it got through; another channel's is not this one's."""
    yesterday = DAY - dt.timedelta(days=1)
    await room.deliveries.begin(delivery(POSTED, papers=(thread_paper(5),), edition_date=yesterday))
    await room.deliveries.begin(delivery(POSTED, state=DeliveryState.REMOVED))
    later = DAY + dt.timedelta(days=1)
    await room.deliveries.begin(delivery(edition_date=later))
    await room.deliveries.begin(delivery(POSTED, channel="other", edition_date=later))

    heard = await room.says("what is new in it?", **MENTION)

    assert heard.question is not None
    assert ranks(heard.question.papers) == [5]


async def test_where_nothing_was_posted_the_newest_digest_at_all_serves(room: Room) -> None:
    """A direct message right after the installation."""
    await note_digest(digest(entry(1), entry(2)), room.store)

    heard = await room.says("#2 which datasets?", **MENTION)

    assert heard.question is not None
    assert ranks(heard.question.papers) == [2]


async def test_where_no_paper_is_known_the_line_says_how_to_ask(room: Room) -> None:
    """No thread is begun about nothing."""
    heard = await room.says("which datasets?", **MENTION)

    assert (heard.kind, heard.papers) == (HeardKind.WHICH_PAPER, ())
    assert await room.conversations.thread(ELSEWHERE) is None


@pytest.mark.parametrize(
    ("fields", "replies"),
    [
        ({"mentions_bot": True, "id": "90"}, Replies.AUTO),
        ({"mentions_bot": True, "id": "91"}, Replies.MENTION),
        ({"direct": True, "id": "91"}, Replies.AUTO),
    ],
)
async def test_among_people_who_talk_already_it_waits_to_be_mentioned(
    room: Room, fields: dict[str, object], replies: Replies
) -> None:
    """A thread that began with a question to the bot is the bot's."""
    await room.deliveries.begin(delivery(POSTED))

    await room.says("#1 which datasets?", place=ELSEWHERE, **fields)

    thread = await room.conversations.thread(ELSEWHERE)
    assert thread is not None
    assert (thread.replies, ranks(thread.papers)) == (replies, [1, 2])


async def test_what_is_not_for_the_bot_begins_nothing(room: Room) -> None:
    """People talk in their own threads."""
    await room.deliveries.begin(delivery(POSTED))

    heard = await room.says("#1 which datasets?", place=ELSEWHERE)

    assert heard.kind is HeardKind.SILENT
    assert await room.conversations.thread(ELSEWHERE) is None


async def test_a_channel_outside_of_threads_never_becomes_a_thread(room: Room) -> None:
    """Else the bot would answer whatever is asked in the channel."""
    await room.deliveries.begin(delivery(POSTED))

    heard = await room.says("#1 which datasets?", place=CHANNEL, direct=True)

    assert heard.kind is HeardKind.QUESTION
    assert await room.conversations.thread(CHANNEL) is None


@pytest.fixture
def shelf_of(clock: FakeClock) -> FakeStore:
    return FakeStore(clock)


async def noted(store: FakeStore, clock: FakeClock, *digests: Digest) -> list[str]:
    """The papers at hand after these digests were built."""
    for one in digests:
        await note_digest(one, store)
    asked = IncomingMessage(place=ELSEWHERE, id="90", author="jin", text="", mentions_bot=True)
    thread = await PapersAtHand(FakeDeliveries(clock), store).thread(asked, Language.KO)
    return [one.paper.id for one in thread.papers] if thread else []


async def test_an_older_day_looked_at_later_is_not_the_newest(
    shelf_of: FakeStore, clock: FakeClock
) -> None:
    """`/papers date` must not change what everybody speaks of."""
    older = digest(entry(1), date=DAY - dt.timedelta(days=1))

    assert await noted(shelf_of, clock, digest(entry(1), entry(2)), older) == [
        "2602.00001",
        "2602.00002",
    ]


@pytest.mark.parametrize("fields", [{"edition": Edition.LIVE}, {"period": "week"}, {"entries": ()}])
async def test_what_is_no_settled_days_list_is_not_noted(
    shelf_of: FakeStore, clock: FakeClock, fields: dict[str, object]
) -> None:
    """Ranks that still move, or mean something else, would name the wrong paper."""
    assert await noted(shelf_of, clock, digest(entry(1)).model_copy(update=fields)) == []


async def test_a_sample_stays_a_sample(room: Room) -> None:
    """Its text is never passed off as the paper's."""
    sample = entry(1, provenance=provenance(sample=True))
    await note_digest(digest(sample), room.store)

    heard = await room.says("#1 which datasets?", **MENTION)

    assert heard.question is not None
    assert heard.question.papers[0].sample


async def test_the_list_of_a_day_serves_before_its_digest_is_built(room: Room) -> None:
    """What is asked about is the paper; nobody has to wait for what is written of it."""
    await note_digest(digest(entry(1), date=DAY - dt.timedelta(days=1)), room.store)
    await note_list(DAY, [paper("2602.00008"), paper("2602.00009")], Language.KO, room.store)

    heard = await room.says("#2 which datasets?", **MENTION)

    assert heard.question is not None
    assert [one.paper.id for one in heard.question.papers] == ["2602.00009"]


async def test_a_shorter_digest_of_the_same_day_takes_no_paper_away(
    shelf_of: FakeStore, clock: FakeClock
) -> None:
    """Somebody wished for the first one alone."""
    whole = digest(entry(1), entry(2))

    assert await noted(shelf_of, clock, whole, digest(entry(1))) == ["2602.00001", "2602.00002"]


async def test_the_newest_digest_is_kept_in_each_language(shelf_of: FakeStore) -> None:
    """It is shown while a newer one is being made; a sample is no news."""
    korean = digest(entry(1))
    older = digest(entry(1), entry(2), date=DAY - dt.timedelta(days=1))
    sample = digest(entry(1, provenance=provenance(sample=True)), language=Language.EN)
    for one in (korean, older, sample):
        await note_digest(one, shelf_of)

    assert await newest_digest(Language.KO, shelf_of) == korean
    assert await newest_digest(Language.EN, shelf_of) is None
