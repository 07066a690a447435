"""Threads, forums and direct messages."""

import pytest

from adapters.discord.platform import DiscordPlatform
from bot.domain.errors import Gone, InDoubt, PlatformProblem, Rejected
from bot.domain.place import PostRef
from tests.adapters.discord.posted import digest, message, place
from tests.fakes import FakeClock
from tests.servers.discord import faults, refusals
from tests.servers.discord.channels import Channel
from tests.servers.discord.permissions import May
from tests.servers.discord.server import Discord

P = PlatformProblem


async def test_a_thread_is_begun_once(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """After a crash nobody knows whether it was; its name stays."""
    header, _ = await digest(platform, team)

    await platform.begin_thread(header, "another name")

    (thread,) = team.threads
    assert (thread.name, thread.id) == ("2026-02-16", header.id)


@pytest.mark.parametrize(
    "title", ["질문 " * 60, "x" * 500, "🧪" * 100, "one\nline of @everyone", "…"], ids=len
)
async def test_a_thread_is_called_what_discord_takes(
    platform: DiscordPlatform, team: Channel, title: str
) -> None:
    """A question may be long, and is what somebody wrote."""
    header = await platform.post(place(team), message("x"), "key")

    await platform.begin_thread(header, title)

    (thread,) = team.threads
    assert thread.name.rstrip("…").strip() in " ".join(title.split())


async def test_a_title_that_moderation_does_not_like_costs_no_answer(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """It is a person's question; the server forbids a word of it."""
    header = await platform.post(place(team), message("x"), "key")
    blocked = refusals.Refusal(400, 200001, "Title was blocked by automatic moderation")
    discord.fail("begin_thread", faults.refused(blocked))

    await platform.begin_thread(header, "a word")

    assert [thread.name for thread in team.threads] == ["Daily Papers"]


async def test_a_thread_under_a_question_that_was_deleted_is_not_begun(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """There is nobody to answer."""
    asked = await discord.person("ann").writes(team, "what is new?")
    discord.world.delete(asked)

    with pytest.raises(Gone) as refused:
        await platform.begin_thread(PostRef(place=place(team), id=asked.id), "what is new?")

    assert refused.value.problem is P.NO_MESSAGE


async def test_an_archived_thread_opens_for_what_is_posted_or_changed_in_it(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """After a weekend without a word it is archived, and Discord allows no edit in it then."""
    header, place_there = await digest(platform, team)
    thread = discord.guild().threads[header.id]
    ref = await platform.post(place_there, message("the first"), "1")

    discord.world.change_thread(thread, archived=True)
    await platform.edit(ref, message("the first, revised"))
    discord.world.change_thread(thread, archived=True)
    await platform.post(place_there, message("the second"), "2")
    discord.world.change_thread(thread, archived=True)
    await platform.delete(ref)

    assert [post.words for post in thread.posts] == ["the second"]


async def test_a_locked_thread_stays_as_it_is(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """A moderator has closed it: that is told, and not tried for ever."""
    header, place_there = await digest(platform, team)
    ref = await platform.post(place_there, message("the first"), "1")
    thread = discord.guild().threads[header.id]
    discord.world.change_thread(thread, archived=True, locked=True)

    for refused in (
        platform.edit(ref, message("revised")),
        platform.post(place_there, message("the second"), "2"),
    ):
        with pytest.raises(Gone) as closed:
            await refused
        assert closed.value.problem is P.ARCHIVED
    assert (thread.archived, [post.words for post in thread.posts]) == (True, ["the first"])


@pytest.mark.parametrize("moderator", [True, False])
@pytest.mark.parametrize("talked", [True, False])
async def test_the_thread_of_a_digest_that_was_removed_is_put_away(
    discord: Discord, platform: DiscordPlatform, team: Channel, *, moderator: bool, talked: bool
) -> None:
    """What people wrote in it is theirs; an empty one is of no use to anybody."""
    if moderator:
        team.allow(discord.world.application.bot, allow=May.MANAGE_THREADS)
    header, _ = await digest(platform, team)
    (thread,) = team.threads
    if talked:
        await discord.person("ann").writes(thread, "nice")

    await platform.delete(header)

    assert team.posts == []
    assert thread.deleted == (moderator and not talked)
    assert thread.deleted or thread.archived


async def test_direct_messages_have_no_threads(
    discord: Discord, platform: DiscordPlatform, clock: FakeClock
) -> None:
    """What is said there stands where it was asked."""
    direct = discord.person("ann").direct

    ref = await platform.post(place(direct), message("hello"), "key")
    await platform.begin_thread(ref, "hello")
    await platform.edit(ref, message("hello, ann"))

    assert [post.words for post in direct.posts] == ["hello, ann"]
    assert await platform.find(place(direct), "key", clock.now()) == ref
    assert await platform.link(ref) == f"https://discord.com/channels/@me/{direct.id}/{ref.id}"


async def test_announcement_channels_are_as_others(
    discord: Discord, platform: DiscordPlatform
) -> None:
    """Many servers keep their news in one."""
    news = discord.guild().announcement_channel("news")

    header, thread = await digest(platform, news)
    await platform.post(thread, message("the first"), "1")

    assert [reply.words for reply in news.messages[header.id].replies] == ["the first"]


async def test_a_place_without_threads_says_so(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Such as a thread that somebody has given as a channel."""
    header, thread = await digest(platform, team)
    inside = thread.model_copy(update={"channel": header.id, "thread": None})
    ref = await platform.post(inside, message("x"), "key")

    with pytest.raises(Rejected):
        await platform.begin_thread(ref, "x")


@pytest.fixture
def forum(discord: Discord) -> Channel:
    """A channel that holds posts alone."""
    return discord.guild().forum("reading")


async def test_in_a_forum_a_digest_is_a_post_of_its_own(
    discord: Discord, platform: DiscordPlatform, forum: Channel, clock: FakeClock
) -> None:
    """Called by its date, with its papers below."""
    titled = message("five papers", thread_title="2026-02-16")

    header = await platform.post(place(forum), titled, "header")
    await platform.begin_thread(header, "2026-02-16")
    below = place(forum, header.id)
    first = await platform.post(below, message("the first"), "1")
    await platform.edit(header, message("five papers, revised"))

    (thread,) = forum.threads
    assert (thread.name, thread.id) == ("2026-02-16", header.id)
    assert [post.words for post in thread.posts] == ["five papers, revised", "the first"]
    assert await platform.find(place(forum), "header", clock.now()) == header
    assert await platform.find(below, "1", clock.now()) == first
    assert await platform.find(below, "header", clock.now()) is None
    assert await platform.own_posts(below) == [first]
    address = f"https://discord.com/channels/{discord.guild().id}/{thread.id}/{thread.id}"
    assert await platform.link(header) == address
    assert discord.pinged == []


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_post_in_a_forum_that_is_in_doubt_is_sent_once_and_found(
    discord: Discord,
    platform: DiscordPlatform,
    forum: Channel,
    clock: FakeClock,
    status: int,
    *,
    done: bool,
) -> None:
    """There is no nonce in forums: discord.py would make another post with each try."""
    discord.fail("begin_post", faults.failed(status, done=done))

    with pytest.raises(InDoubt):
        await platform.post(place(forum), message("five papers"), "key")

    found = await platform.find(place(forum), "key", clock.now())
    assert [thread.id for thread in forum.threads] == ([found.id] if found else [])
    assert bool(found) == done
    assert len(discord.api.calls["begin_post"]) == 1


async def test_a_post_is_found_in_a_forum_also_when_it_is_archived(
    discord: Discord, platform: DiscordPlatform, forum: Channel, clock: FakeClock
) -> None:
    """Others' posts, and other days, are not it."""
    await discord.person("ann").begins_thread(forum, "a question", "what is new?")
    await platform.post(place(forum), message("yesterday"), "old")
    ref = await platform.post(place(forum), message("today"), "new")
    discord.world.change_thread(discord.guild().threads[ref.id], archived=True)

    assert await platform.find(place(forum), "new", clock.now()) == ref
    assert await platform.find(place(forum), "none", clock.now()) is None


async def test_a_digest_in_a_forum_is_removed_with_its_post(
    discord: Discord, platform: DiscordPlatform, forum: Channel, clock: FakeClock
) -> None:
    """Twice, if need be; then there is nothing to be found or linked to."""
    forum.allow(discord.world.application.bot, allow=May.MANAGE_THREADS)
    ref = await platform.post(place(forum), message("five papers"), "key")

    for _ in range(2):
        await platform.delete(ref)

    assert forum.threads == []
    assert await platform.find(place(forum), "key", clock.now()) is None
    with pytest.raises(Gone) as gone:
        await platform.link(ref)
    assert gone.value.problem is P.NO_MESSAGE


async def test_a_forum_that_wants_a_tag_gets_one(
    discord: Discord, platform: DiscordPlatform, forum: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that everybody may give: Discord refuses a post without."""
    wire = forum.wire()
    tags = [
        {"id": str(n), "name": name, "moderated": n == 1, "emoji_id": None, "emoji_name": None}
        for n, name in enumerate(["papers", "news", "staff"][::-1], start=1)
    ]
    told = {**wire, "flags": 1 << 4, "available_tags": tags}
    monkeypatch.setattr(forum, "wire", lambda: told)

    await platform.post(place(forum), message("five papers"), "key")

    assert discord.api.calls["begin_post"][0]["applied_tags"] == ["2"]
