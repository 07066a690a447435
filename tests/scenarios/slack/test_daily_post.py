"""A digest in a channel: by `papers post`, by the schedule, by `/papers today`, in either layout."""

import pytest

from bot.domain.delivery import DeliveredKind, Layout
from tests.scenarios.papers import DATE, PAPERS, QUESTION, QUOTE, TITLES, WORDS
from tests.scenarios.slack.world import World
from tests.servers.slack.messages import Message


def _titled(messages: list[Message]) -> list[str]:
    """Which paper each message is about."""
    return [next(title for title in TITLES if title in one.words) for one in messages]


async def test_a_morning_is_one_message_with_its_papers_in_the_thread(world: World) -> None:
    """In the papers' order, pinging nobody; the second wish finds it there."""
    first, again = await world.delivers(), await world.delivers()

    (header,) = world.team.posts
    assert (first.kind, again.kind) == (DeliveredKind.POSTED, DeliveredKind.THERE)
    assert [title for title in TITLES if title in header.words] == list(TITLES)
    assert _titled(header.replies) == list(TITLES)
    assert header.text.startswith(WORDS.daily_title.format(date=DATE, count=3))
    sent = world.slack.calls("chat.postMessage", "ok")
    assert all(call["unfurl_links"] is False and call["unfurl_media"] is False for call in sent)


async def test_paper_threads_are_a_message_and_a_thread_for_each_paper(world: World) -> None:
    """Who follows one paper is not woken by talk about another."""
    await world.delivers(Layout.PAPER_THREADS)

    day, *papers = world.team.posts
    assert day.replies == []
    assert _titled(papers) == list(TITLES)
    assert [_titled(paper.replies) for paper in papers] == [[title] for title in TITLES]

    asked = await world.jin.says(world.team, "what does a short pass mend?", papers[0])
    assert TITLES[0] in (await world.answer(asked)).words


async def test_today_posts_it_once_and_then_links_to_it(world: World) -> None:
    """Whoever comes second is told where it is, and may see the running day's list."""
    team, jin, minn = world.team, world.jin, world.min
    first = await jin.runs("/papers", "today", team)
    (header,) = await world.slack.until(lambda: team.posts if len(team.posts) == 1 else [])
    await world.slack.until(lambda: len(header.replies) == 3)
    await minn.runs("/papers", "오늘", team)

    link = await world.told(minn.private, WORDS.commands.open_there)
    offered = await world.told(minn.private, WORDS.commands.show_live)
    await minn.presses(offered, "papers_live")
    await world.ends()

    assert first.taken
    assert [m.words for m in jin.private()] == [WORDS.chat.working]
    assert header.ts.replace(".", "") in link.links[0]
    assert team.posts == [header]
    assert len(header.replies) == 3


async def test_a_day_is_shown_to_who_asks_and_posted_when_they_press(world: World) -> None:
    """`/papers date` fills no channel by itself."""
    jin, team = world.jin, world.team
    await jin.runs("/papers", f"date {DATE}", team)
    shown = await world.told(jin.private, WORDS.commands.post_here)
    assert team.posts == []
    await jin.presses(shown, "papers_post")

    await world.told(jin.private, WORDS.commands.there)
    assert [len(header.replies) for header in team.posts] == [3]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("search shears", TITLES[0]),
        (f"paper {PAPERS[1]}", TITLES[1]),
        ("week", TITLES[2]),
        ("status", WORDS.commands.papers_kept.split("{", maxsplit=1)[0]),
        ("도움말", WORDS.commands.title),
        ("serach shears", "search"),
        (f"ask {PAPERS[0]} what does a short pass mend?", QUOTE),
    ],
)
async def test_every_other_command_is_for_who_gave_it(world: World, typed: str, said: str) -> None:
    """Nobody else's channel is filled; a slip of the pen is explained."""
    await world.digest()
    await world.delivers()
    before = list(world.team.messages)
    await world.jin.runs("/papers", typed, world.team)

    await world.told(world.jin.private, said)
    await world.ends()
    assert list(world.team.messages) == before
    assert world.jin.errors == []


async def test_who_may_manage_removes_a_post_for_good(world: World) -> None:
    """With its thread and the answers there; it does not come back, and only they may."""
    boss = world.slack.person("boss", admin=True)
    header = await world.header()
    await world.answer(await world.jin.says(world.team, QUESTION, header))
    await world.jin.uses("remove_post", header)
    await world.told(world.jin.private, WORDS.chat.who_may_remove)
    await boss.uses("remove_post", header)
    asked = await world.told(boss.private, WORDS.chat.remove)
    assert not header.deleted
    await boss.presses(asked, "papers_remove")

    await world.told(boss.private, WORDS.chat.removed)
    assert [m for m in world.team.messages.values() if m.by_bot and not m.deleted] == []
    assert (await world.delivers()).kind is DeliveredKind.REMOVED
    await boss.runs("/papers", "today", world.team)
    await world.told(boss.private, WORDS.commands.taken_down)


async def test_a_post_that_somebody_deleted_by_hand_is_gone_for_good(world: World) -> None:
    """Nobody is sent to a message that is not there, and it does not come back."""
    header = await world.header()
    await world.jin.deletes(header)
    await world.min.runs("/papers", "today", world.team)

    await world.told(world.min.private, WORDS.commands.taken_down)
    assert [post for post in world.team.posts if post.by_bot] == []
