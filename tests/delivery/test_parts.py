"""What a delivery consists of."""

import pytest

from bot.delivery.parts import plan_delivery, title_of_thread
from bot.domain.delivery import Layout
from bot.domain.message import Message
from bot.presentation.digest import (
    channel_message,
    header_message,
    inviting,
    item_message,
    paper_message,
)
from tests.builders import delivery_key, digest, entry, provenance

DIGEST = digest(entry(1), entry(2, provenance=provenance(sample=True)))
CHANNEL = (
    *(
        inviting(shown, DIGEST.language)
        for shown in (channel_message(DIGEST), header_message(DIGEST))
    ),
    *(item_message(one, DIGEST.language) for one in DIGEST.entries),
)


def in_two(message: Message) -> list[Message]:
    """A platform with so little room that a paper takes two messages."""
    return [message] if message in CHANNEL else [message, message]


@pytest.mark.parametrize(
    ("layout", "parents", "about"),
    [
        (Layout.THREAD, [None, 0, 0, 0, 0], [None, 1, 1, 2, 2]),
        (Layout.PAPER_THREADS, [None, None, 1, 1, None, 4, 4], [None, 1, 1, 1, 2, 2, 2]),
    ],
)
def test_every_part_stands_where_it_belongs(
    layout: Layout, parents: list[int | None], about: list[int | None]
) -> None:
    """In the order of the papers, however many messages one takes."""
    planned = plan_delivery(delivery_key(), DIGEST, layout, in_two)

    assert [part.parent for part in planned.parts] == parents
    assert [part.paper and int(part.paper[-1]) for part in planned.parts] == about
    assert (planned.layout, planned.language) == (layout, DIGEST.language)
    assert [(p.rank, p.sample) for p in planned.papers] == [(1, False), (2, True)]


def test_each_layout_says_all_of_each_paper() -> None:
    """What differs is where it stands."""
    whole = [paper_message(one, DIGEST.language) for one in DIGEST.entries]
    for layout in Layout:
        planned = plan_delivery(delivery_key(), DIGEST, layout, lambda message: [message])
        said = [part.message for part in planned.parts if part.parent is not None]
        assert said == whole


@pytest.mark.parametrize("layout", Layout)
def test_every_message_with_a_thread_says_what_that_is_called(layout: Layout) -> None:
    """Where threads have names, people find the day, or the paper, by it."""
    planned = plan_delivery(delivery_key(), DIGEST, layout, lambda message: [message])
    under = [i for i, part in enumerate(planned.parts) if part.parent is not None]

    names = list(dict.fromkeys(title_of_thread(index, planned) for index in under))

    day, *papers = "2026-02-16 · 논문 토론", *(f"{e.rank}. {e.paper.title}" for e in DIGEST.entries)
    assert names == ([day] if layout is Layout.THREAD else papers)
