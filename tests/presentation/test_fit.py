"""A list of papers that is too long loses in the order that people would choose."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import Digest, Notice, NoticeKind
from bot.domain.message import Context, Item, Message
from bot.presentation.digest import channel_message
from bot.presentation.fit import fitted
from bot.presentation.spoken import spoken, words
from tests.builders import digest, entry, ref, section
from tests.presentation.any_digest import LAW, digests

PICTURE = "https://cdn-thumbnails.example/1.png"
LINE = "It removes forty percent of the weights in four steps and costs next to nothing. " * 4


def ten_papers(**fields: Any) -> Message:
    """The channel's message with everything that one can have."""
    entries = [
        entry(
            rank,
            paper=ref(f"2602.{rank:05}", title="T" * 100, thumbnail_url=PICTURE),
            sections=(section("one_line", LINE.strip()),),
            tags=("LLM", "Agent"),
        )
        for rank in range(1, 11)
    ]
    return channel_message(digest(*entries, **fields))


def items(message: Message) -> list[Item]:
    return [block for block in message.blocks if isinstance(block, Item)]


def size(message: Message) -> int:
    """What a platform might count: pictures are dear."""
    pictures = sum(item.image is not None for item in items(message))
    return 500 * pictures + sum(len(line) for b in message.blocks for line in spoken(b))


def lost(message: Message) -> set[str]:
    """What no paper has any more."""
    names = ("image", "tags", "line", "ratings")
    return {n for n in names if all(getattr(item, n) is None for item in items(message))}


def test_what_fits_is_left_as_it_is() -> None:
    """Nothing goes without need."""
    message = ten_papers()

    assert fitted(message, lambda _: True) == message


@pytest.mark.parametrize(
    ("room", "pictures", "gone", "longest"),
    [
        (9_700, 10, set(), 323),
        (7_200, 5, set(), 323),
        (7_100, 5, {"tags"}, 323),
        (6_200, 5, {"tags"}, 240),
        (5_000, 5, {"tags"}, 100),
        (4_000, 5, {"tags", "line"}, 0),
        (3_700, 5, {"tags", "line", "ratings"}, 0),
    ],
)
def test_it_loses_step_by_step(room: int, pictures: int, gone: set[str], longest: int) -> None:
    """Thumbnails past five, tags, the line, ratings: what helps least to choose goes first."""
    small = fitted(ten_papers(), lambda message: size(message) <= room)

    assert size(small) <= room
    assert sum(item.image is not None for item in items(small)) == pictures
    assert lost(small) == gone
    assert max(len(item.line or "") for item in items(small)) <= longest


def test_a_line_is_shortened_at_a_word() -> None:
    """Half a word reads like a mistake."""
    small = fitted(ten_papers(), lambda message: size(message) <= 5_500)

    for item in items(small):
        assert item.line is not None
        assert item.line.endswith("…")
        assert LINE.startswith(f"{item.line.removesuffix('…')} ")


def test_a_long_notice_is_shortened_at_last() -> None:
    """A notice is said even where there is hardly room, and no paper gives way to it."""
    long = Notice(kind=NoticeKind.IMPORTED, detail="Read by hand. " * 140)

    small = fitted(ten_papers(notices=(long,)), lambda message: size(message) <= 4_200)

    (said,) = (words(b.text) for b in small.blocks if isinstance(b, Context))
    assert said.startswith("Read by hand.")
    assert len(said) <= 300
    assert len(items(small)) == 10


def test_long_titles_are_shortened_when_nothing_else_is_left() -> None:
    """Ten of the longest would fill a message that takes 4,000 characters."""
    small = fitted(ten_papers(), lambda message: size(message) <= 1_000)

    for rank, item in enumerate(items(small), start=1):
        numbered, title = item.title
        assert numbered.text == f"{rank}. "
        assert title.text == f"{'T' * 59}…"
        assert title.link is not None
        assert item.image is None


@LAW
@given(digests(), st.integers(0, 3_000))
def test_rank_title_and_votes_of_every_paper_stay(any_digest: Digest, room: int) -> None:
    """Whatever the platform takes, even nothing: a paper of the day is never hidden."""
    message = channel_message(any_digest)

    small = fitted(message, lambda message: size(message) <= room)

    for kept, item in zip(items(small), items(message), strict=True):
        assert kept.votes == item.votes
        assert [span.link for span in kept.title] == [span.link for span in item.title]
        assert words(item.title).startswith(words(kept.title).removesuffix("…"))
    assert size(small) <= max(room, size(fitted(message, lambda _: False)))
