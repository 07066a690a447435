"""What a bot hears of what happens, and what it does not, by discord.py's real clients."""

import discord

from tests.servers.discord.clients import INTENTS, Hearing, connected
from tests.servers.discord.intents import Intent
from tests.servers.discord.server import Discord


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

    assert client.words == ["public"]
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

    assert client.words == ["welcome"]
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
