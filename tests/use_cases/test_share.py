"""A paper's entry is posted where people talk of it."""

import pytest

from bot.domain.conversation import HeardKind, Replies
from bot.domain.language import Language
from bot.domain.place import PostRef
from bot.use_cases.share import share
from tests.builders import entry, ref
from tests.fakes import FakePlatform
from tests.use_cases.conftest import PAPERS, PLACE, Room

OURS = PLACE
THEIRS = PLACE.model_copy(update={"thread": "90"})


async def test_one_may_ask_about_it_there_by_mention(room: Room) -> None:
    """The people who talk there did not ask the bot to join them."""
    platform = FakePlatform()

    post = await share(
        entry(1),
        THEIRS,
        Language.EN,
        platform=platform,
        conversations=room.conversations,
        clock=room.clock,
    )

    assert [(ref.place, ref.id) for ref, _ in platform.posts] == [(THEIRS, post.id)]
    thread = await room.conversations.thread(THEIRS)
    assert thread is not None
    assert (thread.replies, thread.papers[0].post) == (Replies.MENTION, post.id)
    unasked = await room.says("which data sets?", place=THEIRS)
    asked = await room.says("which data sets?", place=THEIRS, mentions_bot=True)
    assert (unasked.kind, asked.kind) == (HeardKind.SILENT, HeardKind.QUESTION)


async def test_under_a_message_of_the_channel_the_thread_is_begun(room: Room) -> None:
    """It is named after the paper; where people talk in a thread already, nothing is begun."""
    platform = FakePlatform(strict=True)
    for message in ("90", "91"):
        platform.threads.setdefault(PostRef(place=OURS.surroundings, id="7"), "ours")
        place = THEIRS if message == "90" else OURS
        await share(
            entry(1),
            place,
            Language.EN,
            platform=platform,
            conversations=room.conversations,
            clock=room.clock,
            message=message,
        )

    assert [(post.id, name) for post, name in platform.threads.items()] == [
        ("7", "ours"),
        ("90", entry(1).paper.title),
    ]


async def test_a_thread_of_the_bots_own_keeps_its_papers(room: Room) -> None:
    """A number that people use there must not change its meaning."""
    other = entry(1, paper=ref("2602.00009"))

    await share(
        other,
        OURS,
        Language.EN,
        platform=FakePlatform(),
        conversations=room.conversations,
        clock=room.clock,
    )

    thread = await room.conversations.thread(OURS)
    assert thread is not None
    assert (thread.papers, thread.replies) == (PAPERS, Replies.AUTO)


async def test_it_is_never_posted_to_a_whole_channel(room: Room) -> None:
    """The bot is quiet there."""
    platform = FakePlatform()

    with pytest.raises(ValueError, match="in a thread"):
        await share(
            entry(1),
            THEIRS.surroundings,
            Language.EN,
            platform=platform,
            conversations=room.conversations,
            clock=room.clock,
        )

    assert platform.posts == []
