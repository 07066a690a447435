"""How a bot stays connected, and what it hears again and what never, by discord.py's real clients."""

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest

from tests.servers.discord.conftest import INTENTS, Hearing, Sharded, connected, logged_in
from tests.servers.discord.gateway_faults import Late, lost, twice
from tests.servers.discord.intents import Intent
from tests.servers.discord.server import Discord


def words(client: Hearing) -> list[str]:
    """The last word of each message that a client has heard."""
    return [message.content.split()[-1] for message in client.said]


async def test_a_dropped_connection_resumes_and_hears_what_it_missed_in_order(
    server: Discord, client: Hearing
) -> None:
    """A question that somebody asks while the network is away must not be lost."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.said)

    server.gateway.drop()
    await ann.writes(team, f"{server.bot} two")
    await ann.writes(team, f"{server.bot} three")
    await server.until(lambda: len(client.said) == 3)

    assert words(client) == ["one", "two", "three"]
    assert len(server.gateway.resumed) == len(server.gateway.identified) == 1


async def test_a_client_that_is_asked_to_come_again_resumes_elsewhere(
    server: Discord, client: Hearing
) -> None:
    """Discord restarts its own servers all the time; another address takes the session over."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    server.gateway.reconnect()
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.said)

    assert len(server.gateway.resumed) == 1
    assert [c.request.path for c in server.gateway.connections] == ["/resume"]


@pytest.mark.parametrize(("resumable", "heard"), [(True, ["one", "two"]), (False, ["two"])])
async def test_an_invalid_session_may_be_resumed_or_has_lost_what_was_said(
    server: Discord, client: Hearing, *, resumable: bool, heard: list[str]
) -> None:
    """A new session knows nothing of what happened between: an app has to look for itself."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    server.gateway.invalidate(resumable=resumable)
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.named("RESUMED") or len(client.named("GUILD_CREATE")) == 2)
    await ann.writes(team, f"{server.bot} two")
    await server.until(lambda: words(client)[-1] == "two")

    assert words(client) == heard
    assert len(server.gateway.identified) == (1 if resumable else 2)


async def test_a_session_that_discord_has_forgotten_begins_anew(
    server: Discord, client: Hearing
) -> None:
    """What was said meanwhile is never told."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    server.gateway.forget()
    server.gateway.drop()
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: len(client.named("GUILD_CREATE")) == 2)
    await ann.writes(team, f"{server.bot} two")
    await server.until(lambda: client.said)

    assert words(client) == ["two"]
    assert len(server.gateway.identified) == 2


async def test_what_comes_twice_after_a_resume_has_the_same_ids(
    server: Discord, client: Hearing
) -> None:
    """By them an app finds out that it has answered already."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.said)

    server.gateway.overlap = 1
    server.gateway.drop()
    await server.until(lambda: len(client.said) == 2)

    assert len({message.id for message in client.said}) == 1


async def test_a_client_finds_out_that_a_connection_is_dead(server: Discord) -> None:
    """It looks open and nothing comes through: the missing heartbeats tell."""
    server.gateway.interval = 100
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    async with connected(server, Hearing(heartbeat_timeout=0.3)) as client:
        server.gateway.freeze()
        await ann.writes(team, f"{server.bot} one")
        await server.until(lambda: client.said)

    assert server.gateway.resumed


async def test_events_get_lost_come_twice_and_come_late(server: Discord, client: Hearing) -> None:
    """None of it may happen, and all of it does."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    late = Late()
    server.gateway.faults.order("MESSAGE_CREATE", lost, late, twice)

    for word in ("lost", "late", "twice"):
        await ann.writes(team, f"{server.bot} {word}")
    await server.until(lambda: len(client.said) == 2)
    late.release()
    await server.until(lambda: len(client.said) == 3)

    assert words(client) == ["twice", "twice", "late"]


async def test_each_shard_hears_of_its_guilds_and_the_first_of_direct_messages(
    server: Discord,
) -> None:
    """A shard that drops takes nothing from the other one."""
    server.world.application.max_concurrency = 16
    guilds = [server.guild(f"lab{n}", shard=(n, 2)) for n in range(2)]
    ann = server.person("ann", guild=guilds[0])
    server.world.join(guilds[1], ann.user)
    async with connected(server, Sharded(shard_count=2)) as client:
        server.gateway.drop(shard=1)
        for place in (guilds[0].text_channel("a"), guilds[1].text_channel("b"), ann.direct):
            await ann.writes(place, f"{server.bot} {place.id}")
        await server.until(lambda: len(client.said) == 3)
        shards = {guild.name: guild.shard_id for guild in client.guilds}

    assert shards == {"lab0": 0, "lab1": 1}
    assert [asked["shard"] for asked in server.gateway.identified] == [[0, 2], [1, 2]]
    assert len(server.gateway.resumed) == 1


@pytest.mark.parametrize(
    ("prepare", "options", "code"),
    [
        (lambda s: setattr(s.gateway, "most_guilds", 0), {}, 4011),
        (lambda _: None, {"intents": INTENTS | discord.Intents(message_content=True)}, 4014),
        (lambda _: None, {"shard_id": 2, "shard_count": 2}, 4010),
    ],
)
async def test_a_client_that_must_not_connect_gives_up_with_the_reason(
    server: Discord, prepare: Callable[[Discord], object], options: dict[str, Any], code: int
) -> None:
    """It is for the operator to mend, and trying again would cost the token."""
    server.guild()
    prepare(server)
    async with Hearing(**options) as client:
        await logged_in(server, client)
        with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)) as end:
            await client.connect()

    assert getattr(end.value, "code", 4014) == code


async def test_the_content_of_messages_needs_the_intent_or_a_reason(server: Discord) -> None:
    """A mention, a reply that pings, direct messages, and what the app wrote are told in full."""
    guild, ann = server.guild(), server.person("ann")
    team = guild.text_channel("papers")
    async with connected(server, Hearing()) as client:
        own = await client.get_partial_messageable(int(team.id)).send("mine")
        mine = team.messages[str(own.id)]
        await ann.writes(team, "to nobody")
        await ann.writes(team, f"{server.bot} mention")
        await ann.writes(team, "reply", reply_to=mine)
        await ann.writes(team, "quiet", reply_to=mine, ping=False)
        await ann.writes(ann.direct, "direct")
        await server.until(lambda: len(client.said) == 6)

    heard = [message.content for message in client.said]
    assert heard == ["mine", "", f"{server.bot} mention", "reply", "", "direct"]
    quoted = client.named("MESSAGE_CREATE")[4]["referenced_message"]
    assert quoted["content"] == "mine"


async def test_a_reply_that_is_edited_is_still_one(server: Discord, client: Hearing) -> None:
    """Its new words are told as the old ones were."""
    guild, ann = server.guild(), server.person("ann")
    team = guild.text_channel("papers")
    own = await client.get_partial_messageable(int(team.id)).send("mine")
    reply = await ann.writes(team, "what is now?", reply_to=team.messages[str(own.id)])

    await ann.edits(reply, "what is new?")
    await server.until(lambda: client.named("MESSAGE_UPDATE"))

    assert client.named("MESSAGE_UPDATE")[0]["content"] == "what is new?"


async def test_with_the_intent_all_content_is_told(server: Discord) -> None:
    """So that an app may hear plain questions in its threads."""
    server.world.application.privileged = Intent.MESSAGE_CONTENT
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    intents = INTENTS | discord.Intents(message_content=True)
    async with connected(server, Hearing(intents=intents)) as client:
        await ann.writes(team, "to nobody")
        await server.until(lambda: client.said)

    assert client.said[0].content == "to nobody"


async def test_only_what_was_asked_for_is_told(server: Discord) -> None:
    """An app that declares no intent for messages hears none, and nothing of who types."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    async with connected(server, Hearing(intents=discord.Intents(guilds=True))) as client:
        await ann.types(team)
        await ann.writes(team, f"{server.bot} anybody?")
        server.guild().text_channel("news")
        await server.until(lambda: client.named("CHANNEL_CREATE"))

    told = {event["t"] for event in client.events} - {None}
    assert told == {"READY", "GUILD_CREATE", "CHANNEL_CREATE"}


async def test_edits_and_deletions_are_told(server: Discord, client: Hearing) -> None:
    """A question may change or go while it is being answered."""
    guild, ann = server.guild(), server.person("ann")
    team, moderator = guild.text_channel("papers"), server.person("owner")
    asked = await ann.writes(team, f"{server.bot} what is now?")
    more = [await ann.writes(team, f"{server.bot} {n}") for n in range(2)]

    await ann.edits(asked, f"{server.bot} what is new?")
    await ann.deletes(asked)
    await moderator.deletes(*more)
    await server.until(lambda: client.named("MESSAGE_DELETE_BULK"))

    (edit,), (gone,) = client.named("MESSAGE_UPDATE"), client.named("MESSAGE_DELETE")
    assert (edit["content"], edit["edited_timestamp"]) != (asked.content, None)
    assert gone == {"id": asked.id, "channel_id": team.id, "guild_id": guild.id}
    assert client.named("MESSAGE_DELETE_BULK")[0]["ids"] == [message.id for message in more]


async def test_threads_come_change_and_go(server: Discord, client: Hearing) -> None:
    """With them come lines that Discord writes itself, which are no questions of anybody."""
    guild, ann = server.guild(), server.person("ann")
    team, owner = guild.text_channel("papers"), server.person("owner")
    asked = await ann.writes(team, f"{server.bot} what is new?")
    thread = await ann.begins_thread(asked, "what is new")
    await ann.writes(thread, f"{server.bot} and why?")
    await owner.changes_thread(thread, archived=True, locked=True)
    await owner.writes(thread, "it opens again")
    server.world.remove_channel(thread)
    await server.until(lambda: client.named("THREAD_DELETE"))

    assert thread.id == asked.id
    kinds = [message.type.name for message in client.said]
    assert kinds == ["default", "thread_starter_message", "thread_created", "default", "default"]
    states = [d["thread_metadata"]["archived"] for d in client.named("THREAD_UPDATE")]
    assert states == [True, False]


async def test_a_channel_that_the_app_may_not_see_is_silent_until_it_may(
    server: Discord, client: Hearing
) -> None:
    """Then it is told of the threads there, and of no word that was said before."""
    guild, ann = server.guild(), server.person("ann")
    team, bot = guild.text_channel("papers"), server.world.application.bot
    may = type(team.may(bot)).VIEW_CHANNEL
    team.allow(bot, deny=may)
    asked = await ann.writes(team, f"{server.bot} secret")
    await ann.begins_thread(asked, "secret")

    team.allow(bot, allow=may)
    await ann.writes(team, f"{server.bot} public")
    await server.until(lambda: client.said)

    assert words(client) == ["public"]
    (sync,) = client.named("THREAD_LIST_SYNC")
    assert [thread["name"] for thread in sync["threads"]] == ["secret"]
    assert not client.named("THREAD_CREATE")


async def test_an_app_that_is_thrown_out_hears_nothing_more(
    server: Discord, client: Hearing
) -> None:
    """And of a server that it is added to it hears at once."""
    guild, owner = server.guild(), server.person("owner")
    team = guild.text_channel("papers")
    other = server.guild("other", bot=False)

    await owner.removes_app(guild)
    await owner.writes(team, f"{server.bot} where are you?")
    await owner.adds_app(other)
    await owner.writes(other.text_channel("papers"), f"{server.bot} welcome")
    await server.until(lambda: client.said)

    assert words(client) == ["welcome"]
    assert client.named("GUILD_DELETE") == [{"id": guild.id}]
    assert [guild.name for guild in client.guilds] == ["other"]


async def test_an_outage_is_no_farewell(server: Discord, client: Hearing) -> None:
    """A server that Discord cannot reach for a while is still one that the app is in."""
    guild = server.guild()
    server.world.outage(guild)
    server.world.outage(guild, over=True)
    await server.until(lambda: len(client.named("GUILD_CREATE")) == 2)

    assert client.named("GUILD_DELETE") == [{"id": guild.id, "unavailable": True}]
    assert client.named("GUILD_CREATE")[1]["unavailable"] is False


async def test_two_clients_with_one_token_both_hear_everything(server: Discord) -> None:
    """As while a new version starts before the old one stops: both must not answer."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    async with connected(server, Hearing()) as old, connected(server, Hearing()) as new:
        await ann.writes(team, f"{server.bot} one")
        await asyncio.gather(server.until(lambda: old.said), server.until(lambda: new.said))

    assert old.said[0].id == new.said[0].id
