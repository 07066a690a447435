"""Threads and posts of the app, in text channels, announcements and forums."""

from typing import Any

import discord
import pytest

from tests.servers.discord.channels import Channel, Kind, Thread
from tests.servers.discord.clients import Hearing, ask
from tests.servers.discord.permissions import May
from tests.servers.discord.rooms import MOST_ACTIVE
from tests.servers.discord.server import Discord


def room(rest: Hearing, channel: Channel) -> discord.PartialMessageable:
    return rest.get_partial_messageable(int(channel.id))


async def begin(rest: Hearing, on: discord.Message, **body: Any) -> Any:
    """A thread under a message, as Discord tells of it."""
    return await ask(rest, "POST", f"/channels/{on.channel.id}/messages/{on.id}/threads", **body)


async def thread_of(server: Discord, rest: Hearing) -> Thread:
    """A thread of the bot's."""
    team = server.guild().text_channel("papers")
    await begin(rest, await room(rest, team).send("papers"), name="Friday")
    return team.threads[-1]


async def test_a_thread_has_the_id_of_its_message(server: Discord, rest: Hearing) -> None:
    """So that an app finds the one by the other; there is one thread at most."""
    team = server.guild().announcement_channel("news")
    sent = await room(rest, team).send("papers")
    begun = await begin(rest, sent, name="Friday", auto_archive_duration=60)

    with pytest.raises(discord.HTTPException) as refused:
        await begin(rest, sent, name="Saturday")

    assert (begun["id"], begun["parent_id"]) == (str(sent.id), team.id)
    assert (begun["name"], begun["thread_metadata"]["auto_archive_duration"]) == ("Friday", 60)
    assert team.threads[0].kind is Kind.ANNOUNCEMENT_THREAD
    assert refused.value.code == 160004


@pytest.mark.parametrize(
    "body",
    [{"name": ""}, {"name": " "}, {"name": "a" * 101}, {"name": "a", "auto_archive_duration": 61}],
)
async def test_a_thread_has_a_name(server: Discord, rest: Hearing, body: dict[str, Any]) -> None:
    """Of a hundred characters at most."""
    team = server.guild().text_channel("papers")
    sent = await room(rest, team).send("papers")

    with pytest.raises(discord.HTTPException) as refused:
        await begin(rest, sent, **body)
    await begin(rest, sent, name="a" * 100, auto_archive_duration=10_080)

    assert refused.value.code == 50035
    assert len(team.threads) == 1


async def test_there_are_no_threads_in_threads(server: Discord, rest: Hearing) -> None:
    """Nor in direct messages."""
    thread, ann = await thread_of(server, rest), server.person("ann")
    inside = await room(rest, thread).send("inside")
    channel = await rest.create_dm(discord.Object(int(ann.id)))

    for message in (inside, await channel.send("hello")):
        with pytest.raises(discord.HTTPException) as refused:
            await begin(rest, message, name="more")
        assert refused.value.code in {50013, 50024}


async def test_a_message_opens_an_archived_thread_and_an_edit_does_not(
    server: Discord, rest: Hearing
) -> None:
    """Whoever wants to change something there opens it before."""
    thread = await thread_of(server, rest)
    sent = await room(rest, thread).send("first")
    server.world.change_thread(thread, archived=True)

    for wrong in (sent.edit(content="second"), sent.delete()):
        with pytest.raises(discord.HTTPException) as refused:
            await wrong
        assert refused.value.code == 50083
    with pytest.raises(discord.HTTPException) as named:
        await ask(rest, "PATCH", f"/channels/{thread.id}", name="Saturday")
    await ask(rest, "PATCH", f"/channels/{thread.id}", archived=False)
    await sent.edit(content="second")
    server.world.change_thread(thread, archived=True)
    await room(rest, thread).send("third")

    assert named.value.code == 50083
    assert [m.words for m in thread.posts] == ["second", "third"]
    assert not thread.archived


async def test_a_locked_thread_is_for_moderators(server: Discord, rest: Hearing) -> None:
    """Even where the bot has begun it."""
    thread = await thread_of(server, rest)
    server.world.change_thread(thread, archived=True, locked=True)

    with pytest.raises(discord.HTTPException) as sent:
        await room(rest, thread).send("more")
    with pytest.raises(discord.Forbidden) as opened:
        await ask(rest, "PATCH", f"/channels/{thread.id}", archived=False)
    assert thread.parent is not None
    thread.parent.allow(server.world.application.bot, May.MANAGE_THREADS)
    await ask(rest, "PATCH", f"/channels/{thread.id}", archived=False, locked=False)
    await room(rest, thread).send("more")

    assert (sent.value.code, opened.value.code) == (160005, 50013)
    assert not thread.locked


async def test_who_has_begun_a_thread_changes_it_and_others_open_it_at_most(
    server: Discord, rest: Hearing
) -> None:
    """Nobody locks or deletes one who is no moderator."""
    own, ann = await thread_of(server, rest), server.person("ann")
    others = await ann.begins_thread(own.parent or own, "talk")
    await ann.changes_thread(others, archived=True)

    await ask(rest, "PATCH", f"/channels/{own.id}", archived=True)
    await ask(rest, "PATCH", f"/channels/{others.id}", archived=False)
    refusals = []
    wrong: list[tuple[str, Thread, dict[str, Any]]] = [
        ("PATCH", others, {"archived": True}),
        ("PATCH", others, {"name": "mine"}),
        ("PATCH", own, {"locked": True}),
        ("DELETE", own, {}),
    ]
    for method, thread, body in wrong:
        with pytest.raises(discord.Forbidden) as refused:
            await ask(rest, method, f"/channels/{thread.id}", **body)
        refusals.append(refused.value.code)

    assert refusals == [50013] * 4
    assert (own.archived, others.archived, others.name) == (True, False, "talk")


async def test_a_forum_holds_posts_alone(server: Discord, rest: Hearing) -> None:
    """Each is a thread with the id of its first message, which people read there."""
    forum = server.guild().forum("papers")
    channel = await rest.fetch_channel(int(forum.id))
    assert isinstance(channel, discord.ForumChannel)

    made = await channel.create_thread(name="Friday", content="five papers")
    with pytest.raises(discord.HTTPException) as refused:
        await room(rest, forum).send("more")
    with pytest.raises(discord.HTTPException) as empty:
        await ask(rest, "POST", f"/channels/{forum.id}/threads", name="nothing", message={})

    assert made.message.id == made.thread.id
    assert [server.person("ann").view(t) for t in forum.threads] == [["five papers"]]
    assert (refused.value.code, empty.value.code) == (50008, 50006)


async def test_a_forum_may_ask_for_a_tag(server: Discord, rest: Hearing) -> None:
    """One of its own, five at most."""
    forum = server.guild().forum("papers", "news", needs_tag=True)
    channel = await rest.fetch_channel(int(forum.id))
    assert isinstance(channel, discord.ForumChannel)

    codes = []
    for tags in ([], [discord.Object(7)], [channel.available_tags[0]] * 6):
        with pytest.raises(discord.HTTPException) as refused:
            await channel.create_thread(name="Friday", content="a", applied_tags=tags)  # type: ignore[arg-type]
        codes.append(refused.value.code)
    made = await channel.create_thread(
        name="Friday", content="a", applied_tags=channel.available_tags
    )

    assert channel.flags.require_tag
    assert codes == [40067, 10087, 50035]
    assert made.thread._applied_tags.tolist() == [int(forum.tags[0]["id"])]


async def test_archived_threads_are_listed_from_the_last_one_on(
    server: Discord, rest: Hearing
) -> None:
    """In pages; the active ones are listed for the whole server."""
    forum = server.guild().forum("papers")
    channel = await rest.fetch_channel(int(forum.id))
    assert isinstance(channel, discord.ForumChannel)
    for name in "abcd":
        await channel.create_thread(name=name, content=name)
        server.clock.advance(60)
    for thread in forum.threads[:3]:
        server.world.change_thread(thread, archived=True)
        server.clock.advance(60)

    first = await ask(rest, "GET", f"/channels/{forum.id}/threads/archived/public?limit=2")
    every = [thread.name async for thread in channel.archived_threads(limit=None)]
    active = await ask(rest, "GET", f"/guilds/{server.guild().id}/threads/active")

    assert [thread["name"] for thread in first["threads"]] == ["c", "b"]
    assert first["has_more"]
    assert every == ["c", "b", "a"]
    assert [thread["name"] for thread in active["threads"]] == ["d"]


async def test_a_server_has_so_many_active_threads_at_most(server: Discord, rest: Hearing) -> None:
    """The next one can begin when another is archived."""
    team, owner = server.guild().text_channel("papers"), server.guild().owner
    for n in range(MOST_ACTIVE):
        server.world.begin_thread(team, f"{n}", owner)
    sent = await room(rest, team).send("papers")

    with pytest.raises(discord.HTTPException) as refused:
        await begin(rest, sent, name="Friday")
    server.world.change_thread(team.threads[0], archived=True)
    await begin(rest, sent, name="Friday")

    assert refused.value.code == 160006


async def test_typing_is_seen_where_the_app_may_write(server: Discord, rest: Hearing) -> None:
    """And refused where it may not."""
    team = server.guild().text_channel("papers")
    await room(rest, team).typing()
    team.allow(server.world.application.bot, deny=May.SEND_MESSAGES)

    with pytest.raises(discord.Forbidden):
        await room(rest, team).typing()

    assert len(team.typing) == 1
