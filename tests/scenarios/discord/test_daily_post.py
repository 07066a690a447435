"""A digest in a channel: by `papers post`, by `/papers today`, in either layout, in a forum."""

import pytest

from bot.domain.delivery import DeliveredKind, Layout
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from tests.scenarios.discord.world import World, bot_messages, said_by_bot, titled
from tests.scenarios.papers import DATE, PAPERS, QUESTION, QUOTE, TITLES, WORDS
from tests.servers.discord.messages import V2


async def test_a_morning_is_one_message_with_its_papers_in_the_thread(world: World) -> None:
    """In the papers' order, in a thread named after the day; the second wish finds it there."""
    first, again = await world.delivers(), await world.delivers()

    (header,) = world.team.posts
    assert (first.kind, again.kind) == (DeliveredKind.POSTED, DeliveredKind.THERE)
    assert [title for title in TITLES if title in header.words] == list(TITLES)
    assert titled(header.replies, TITLES) == list(TITLES)
    assert header.thread is not None
    assert DATE in header.thread.name
    assert all(m.flags & V2 for m in (header, *header.replies))


async def test_paper_threads_are_a_message_and_a_thread_for_each_paper(world: World) -> None:
    """Who follows one paper is not woken by talk about another."""
    await world.delivers(Layout.PAPER_THREADS)

    day, *papers = world.team.posts
    assert day.thread is None
    assert titled(papers, TITLES) == list(TITLES)
    names = [paper.thread.name if paper.thread else None for paper in papers]
    assert names == [f"{rank}. {title}" for rank, title in enumerate(TITLES, 1)]

    await world.asks(world.jin, papers[0].thread, "what does a short pass mend?")
    assert TITLES[0] in (await world.answer(papers[0].thread)).words


async def test_a_forum_gets_a_post_for_the_day(world: World) -> None:
    """There is no place for a message of its own; what is asked in the post is answered there."""
    forum = world.discord.guild().forum("reading")
    first = await world.delivers(channel=forum)
    again = await world.delivers(channel=forum)

    (post,) = forum.threads
    assert (first.kind, again.kind) == (DeliveredKind.POSTED, DeliveredKind.THERE)
    assert DATE in post.name
    assert titled(post.posts[1:], TITLES) == list(TITLES)

    await world.asks(world.jin, post, QUESTION)
    assert QUOTE in (await world.answer(post)).words


async def test_today_posts_it_once_and_then_links_to_it(world: World) -> None:
    """Whoever comes second is told where it is, and may see the running day's list."""
    await world.jin.runs(world.team, "papers today")
    header = await world.discord.until(lambda: world.team.posts[0], "the digest")
    await world.discord.until(lambda: len(header.replies) == 3)
    await world.min.runs(world.team, "papers today")

    there = await world.told(world.min, WORDS.commands.open_there)
    assert f"/{world.team.id}/{header.id}" in there.words
    offered = await world.told(world.min, WORDS.commands.show_live)
    await world.min.clicks(offered, "live")
    await world.ends()

    assert [m for m in world.team.posts if m.by_bot] == [header]
    assert len(header.replies) == 3


async def test_a_day_is_shown_to_who_asks_and_posted_when_they_press(world: World) -> None:
    """`/papers date` fills no channel by itself."""
    await world.jin.runs(world.team, "papers date", {"day": DATE})
    shown = await world.told(world.jin, WORDS.commands.post_here)
    assert world.team.posts == []
    await world.jin.clicks(shown, "post")

    await world.told(world.jin, WORDS.commands.there)
    assert [len(header.replies) for header in world.team.posts] == [3]


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        ("papers search", {"words": "shears"}, TITLES[0]),
        ("papers paper", {"paper": PAPERS[1]}, TITLES[1]),
        ("papers week", {}, TITLES[2]),
        ("papers status", {}, WORDS.commands.papers_kept.split("{", maxsplit=1)[0]),
        ("papers help", {}, WORDS.commands.title),
        ("papers forget-me", {}, ""),
        ("papers date", {"day": "2026-13-01"}, "2026"),
        ("papers paper", {"paper": "nonsense"}, "/papers paper"),
    ],
)
async def test_what_is_asked_by_one_person_is_told_to_them(
    world: World, line: str, values: dict[str, str], said: str
) -> None:
    """The channel sees none of it, and mistakes are told in one line."""
    await world.delivers()
    before = list(world.team.messages)
    used = await world.jin.runs(world.team, line, values)

    await world.discord.until(lambda: any(said in m.words for m in world.jin.alone), said)
    await world.ends()
    assert list(world.team.messages) == before
    assert not used.failed


async def test_days_and_papers_are_offered_while_one_types(world: World) -> None:
    """Nobody has to know an id."""
    await world.delivers()
    days = await world.jin.completes(world.team, "papers date", "day", "")
    papers = await world.jin.completes(world.team, "papers ask", "paper", "tongs")

    offered = await world.discord.until(lambda: days.choices)
    assert [one["value"] for one in offered or ()] == [DATE]
    found = await world.discord.until(lambda: papers.choices)
    assert [one["value"] for one in found or ()] == [PAPERS[1]]


async def test_who_may_manage_removes_a_post_for_good(world: World) -> None:
    """With its thread and the answers there; it does not come back."""
    owner = world.discord.person("owner")
    header = await world.header()
    await world.asks(world.jin, header.thread, QUESTION)
    await world.answer(header.thread)
    await owner.chooses_menu(header, "Remove this digest")
    asked = await world.told(owner, WORDS.chat.remove)
    assert not header.deleted
    await owner.clicks(asked, "remove")

    await world.told(owner, WORDS.chat.removed)
    assert bot_messages(world.team) == []
    assert said_by_bot(header.thread) == []
    assert (await world.delivers()).kind is DeliveredKind.REMOVED


async def test_a_post_that_somebody_deleted_by_hand_is_gone_for_good(world: World) -> None:
    """Nobody is sent to a message that is not there, and it does not come back."""
    header = await world.header()
    await world.discord.person("owner").deletes(header)
    await world.min.runs(world.team, "papers today")

    await world.told(world.min, WORDS.commands.taken_down)
    assert bot_messages(world.team) == []


async def test_commands_speak_korean_to_koreans(world: World) -> None:
    """Names and descriptions stand in the definition that Discord has."""
    (papers,) = [c for c in world.discord.world.application.commands if c["name"] == "papers"]
    korean = {o["name"]: o["name_localizations"]["ko"] for o in papers["options"]}

    assert korean["today"] == "오늘"
    assert (
        "오늘" in catalogue(Language.KO).commands.help["today"].usage or korean["help"] == "도움말"
    )


async def test_commands_are_told_once_and_not_at_every_start(world: World) -> None:
    """Discord takes two hundred changes a day."""
    await world.ends()
    world.stop.clear()
    await world.starts()

    assert world.discord.world.application.syncs == 1
