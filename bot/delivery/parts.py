"""What a digest's delivery consists of, in the order in which it is posted."""

from collections.abc import Callable, Iterable, Iterator

from bot.domain.conversation import Thread, ThreadPaper
from bot.domain.delivery import Delivery, DeliveryKey, Layout, Part
from bot.domain.digest import Digest, DigestEntry
from bot.domain.message import Message
from bot.presentation.digest import (
    channel_message,
    header_message,
    inviting,
    item_message,
    paper_message,
    thread_title,
)

Plan = Callable[[Message], list[Message]]


def plan_delivery(key: DeliveryKey, digest: Digest, layout: Layout, plan: Plan) -> Delivery:
    """A delivery of a digest with at least one entry, nothing of it posted yet.

    `plan` is the platform's way of keeping its limits. Raises `ValueError` when it splits what
    stands in the channel.
    """
    build = _thread if layout is Layout.THREAD else _paper_threads
    return Delivery(
        key=key,
        language=digest.language,
        papers=tuple(ThreadPaper.of(entry) for entry in digest.entries),
        parts=tuple(build(digest, plan)),
        layout=layout,
    )


def _thread(digest: Digest, plan: Plan) -> Iterator[Part]:
    shown = inviting(channel_message(digest), digest.language)
    yield Part(message=_whole(shown, plan))
    for entry in digest.entries:
        yield from _under(0, entry, digest, plan)


def _paper_threads(digest: Digest, plan: Plan) -> Iterator[Part]:
    shown = inviting(header_message(digest), digest.language)
    yield Part(message=_whole(shown, plan))
    index = 1
    for entry in digest.entries:
        item = _whole(item_message(entry, digest.language), plan)
        yield Part(message=item, paper=entry.paper.id)
        below = list(_under(index, entry, digest, plan))
        yield from below
        index += 1 + len(below)


def _under(parent: int, entry: DigestEntry, digest: Digest, plan: Plan) -> Iterator[Part]:
    for message in plan(paper_message(entry, digest.language)):
        yield Part(message=message, parent=parent, paper=entry.paper.id)


def _whole(message: Message, plan: Plan) -> Message:
    parts = plan(message)
    if len(parts) != 1:
        raise ValueError(f"a message of the channel was planned in {len(parts)} parts, not in one")
    return parts[0]


def title_of_thread(index: int, delivery: Delivery) -> str:
    """What the thread is called that a part goes into; a delivery kept before has no title."""
    root = delivery.parts[delivery.parts[index].parent or 0].message
    return root.thread_title or thread_title(root.summary)


def thread_under(root: int, delivery: Delivery) -> Thread:
    """The thread under a part that is posted, each paper with its own message there if any."""
    header = delivery.parts[root]
    about = [p for p in delivery.papers if header.paper in {None, p.paper.id}]
    return Thread(
        place=delivery.key.place.model_copy(update={"thread": header.post}),
        language=delivery.language,
        papers=tuple(_with_post(paper, root, delivery.parts) for paper in about),
    )


def _with_post(paper: ThreadPaper, root: int, parts: Iterable[Part]) -> ThreadPaper:
    own = (part.post for part in parts if (part.parent, part.paper) == (root, paper.paper.id))
    return paper.model_copy(update={"post": next(own, None)})
