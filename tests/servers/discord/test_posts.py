"""Messages of the app: what becomes of them, and what Discord refuses of them."""

import asyncio
from typing import Any

import discord
import pytest
from discord import ui

from tests.servers.discord.channels import Channel
from tests.servers.discord.clients import Hearing, ask
from tests.servers.discord.intents import Intent
from tests.servers.discord.permissions import May
from tests.servers.discord.server import Discord

NONE = discord.AllowedMentions.none()


def room(rest: Hearing, channel: Channel) -> discord.PartialMessageable:
    return rest.get_partial_messageable(int(channel.id))


def layout(words: str, id_: int | None = None) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(words, id=id_))
    return view


async def test_a_layout_is_posted_read_and_changed(server: Discord, rest: Hearing) -> None:
    """It keeps the id of a component, which people never see; others get theirs around it."""
    team = server.guild().text_channel("papers")
    view = layout("first", 2)
    view.add_item(ui.TextDisplay("second"))

    sent = await room(rest, team).send(view=view)
    await sent.edit(view=layout("third", 2))
    (read,) = [message async for message in room(rest, team).history()]

    assert server.person("ann").view(team) == ["third"]
    assert [one["id"] for one in team.posts[0].versions[0]["components"]] == [2, 1]
    assert [one.to_dict()["id"] for one in read.components] == [2]
    assert read.edited_at is not None


async def test_a_nonce_posts_once_for_some_minutes(server: Discord, rest: Hearing) -> None:
    """A post that is sent again is answered with the old one, whatever it says now."""
    place = room(rest, team := server.guild().text_channel("papers"))

    first = await place.send("once", nonce="a")
    again = await place.send("twice", nonce="a")
    server.clock.advance(299)
    still = await place.send("thrice", nonce="a")
    server.clock.advance(2)
    later = await place.send("much later", nonce="a")

    assert (again.id, again.content, still.id) == (first.id, "once", first.id)
    assert later.id != first.id
    assert len(team.posts) == 2


async def test_a_nonce_whose_message_was_deleted_posts_nothing(
    server: Discord, rest: Hearing
) -> None:
    """Discord still remembers it, and says that there is no such message."""
    place = room(rest, team := server.guild().text_channel("papers"))
    await (await place.send("once", nonce="a")).delete()

    with pytest.raises(discord.NotFound) as refused:
        await place.send("again", nonce="a")

    assert refused.value.code == 10008
    assert team.posts == []


async def test_two_at_once_with_one_nonce_are_one(server: Discord, rest: Hearing) -> None:
    """As where an app sends again what it believes lost."""
    place = room(rest, team := server.guild().text_channel("papers"))

    both = await asyncio.gather(*(place.send("once", nonce="a") for _ in range(2)))

    assert len({message.id for message in both}) == len(team.posts) == 1


async def test_a_layout_stays_one(server: Discord, rest: Hearing) -> None:
    """Its flag cannot be taken back, and what was text has to lose it in the same edit."""
    place = room(rest, server.guild().text_channel("papers"))
    sent, plain = await place.send(view=layout("words")), await place.send("words")
    path = f"/channels/{sent.channel.id}/messages"
    flags: list[dict[str, Any]] = [{"content": "plain"}, {"content": "plain", "flags": 0}]

    for body in flags:
        with pytest.raises(discord.HTTPException) as refused:
            await ask(rest, "PATCH", f"{path}/{sent.id}", **body)
        assert refused.value.code == 50035
    with pytest.raises(discord.HTTPException) as refused:
        await plain.edit(view=layout("words"))
    changed = await plain.edit(content=None, view=layout("words"))

    assert refused.value.code == 50035
    assert changed.flags.components_v2
    assert changed.content == ""


async def test_an_edit_that_would_leave_nothing_is_refused(server: Discord, rest: Hearing) -> None:
    """There is no empty message; what an edit does not name stays."""
    sent = await room(rest, server.guild().text_channel("papers")).send("words")

    with pytest.raises(discord.HTTPException) as refused:
        await sent.edit(content=" ")
    kept = await sent.edit(suppress=True)

    assert refused.value.code == 50006
    assert (kept.content, kept.flags.suppress_embeds) == ("words", True)


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/channels/1/messages", 10003),
        ("GET", "/channels/papers/messages", 50035),
        ("GET", "/channels/99999999999999999999/messages", 50035),
        ("GET", "/channels/{team}/messages?limit=101", 50035),
        ("GET", "/channels/{team}/messages?before=1&after=1", 50035),
        ("GET", "/channels/{team}/messages/1", 10008),
        ("PATCH", "/channels/{team}/messages/1", 10008),
        ("PATCH", "/channels/{team}/messages/{other}", 50005),
        ("DELETE", "/channels/{team}/messages/{other}", 50013),
        ("DELETE", "/channels/{direct}/messages/{asked}", 50003),
        ("GET", "/guilds/1", 10004),
        ("GET", "/guilds/{away}", 50001),
        ("GET", "/nothing", 0),
    ],
)
async def test_what_is_not_there_or_not_ours_is_refused(
    server: Discord, rest: Hearing, method: str, path: str, code: int
) -> None:
    """Each with the code by which an app knows what to do about it."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    other, asked = await ann.writes(team, "hello"), await ann.writes(ann.direct, "hello")
    away = server.guild("away", bot=False)
    ids = {"team": team.id, "direct": ann.direct.id, "away": away.id}
    ids |= {"other": other.id, "asked": asked.id}

    with pytest.raises(discord.HTTPException) as refused:
        await ask(rest, method, path.format(**ids), content="a")

    assert refused.value.code == code
    assert (team.posts, ann.direct.posts) == ([other], [asked])


async def test_a_reply_needs_its_message(server: Discord, rest: Hearing) -> None:
    """One that was deleted is no longer answered, unless the app said that this is all right."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    asked = await ann.writes(team, "what is new?")
    await room(rest, team).send("this", reference=reference(team, asked.id), allowed_mentions=NONE)
    await ann.deletes(asked)

    with pytest.raises(discord.HTTPException) as refused:
        await room(rest, team).send("that", reference=reference(team, asked.id))
    kept = reference(team, asked.id, strict=False)
    await room(rest, team).send("even so", reference=kept)

    assert refused.value.code == 50035
    assert "message_reference" in str(refused.value)
    assert ann.view(team) == ["this", "even so"]
    assert server.pinged == []


def reference(channel: Channel, id_: str, *, strict: bool = True) -> discord.MessageReference:
    return discord.MessageReference(
        message_id=int(id_), channel_id=int(channel.id), fail_if_not_exists=strict
    )


async def test_nobody_answers_discords_own_words(server: Discord, rest: Hearing) -> None:
    """Nor changes them, nor begins a thread there."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    await ann.begins_thread(await ann.writes(team, "look"), "papers")
    (said,) = [message for message in team.messages.values() if message.type == 18]
    path = f"/channels/{team.id}/messages"
    told = {"message_id": said.id}

    with pytest.raises(discord.HTTPException) as answered:
        await ask(rest, "POST", path, content="a", message_reference=told)
    with pytest.raises(discord.HTTPException) as begun:
        await ask(rest, "POST", f"{path}/{said.id}/threads", name="a")

    assert (answered.value.code, begun.value.code) == (50035, 50068)


async def test_history_is_read_from_any_side(server: Discord, rest: Hearing) -> None:
    """`after` gives the oldest of them, though newest first; `around` both sides."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    ids = [int((await ann.writes(team, str(n))).id) for n in range(7)]

    async def read(**how: Any) -> list[int]:
        query = "&".join(f"{name}={value}" for name, value in how.items())
        found = await ask(rest, "GET", f"/channels/{team.id}/messages?{query}")
        return [ids.index(int(message["id"])) for message in found]

    assert await read(limit=2) == [6, 5]
    assert await read(before=ids[3], limit=2) == [2, 1]
    assert await read(after=ids[3], limit=2) == [5, 4]
    assert await read(around=ids[3], limit=3) == [4, 3, 2]


async def test_without_the_intent_what_others_wrote_is_empty(
    server: Discord, rest: Hearing
) -> None:
    """Over REST as over the gateway; what the app wrote or is mentioned in is not."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    await ann.writes(team, "for us alone")
    await ann.writes(team, f"{server.bot} for you")
    await room(rest, team).send("mine")

    blind = [message.content async for message in room(rest, team).history(oldest_first=True)]
    server.world.application.privileged = Intent.MESSAGE_CONTENT
    reading = [message.content async for message in room(rest, team).history(oldest_first=True)]

    assert blind == ["", f"{server.bot} for you", "mine"]
    assert reading == ["for us alone", f"{server.bot} for you", "mine"]


async def test_who_takes_no_direct_messages_gets_none(server: Discord, rest: Hearing) -> None:
    """The channel opens all the same."""
    ann = server.person("ann")
    ann.user.closed = True
    channel = await rest.create_dm(discord.Object(int(ann.id)))

    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")

    assert refused.value.code == 50007
    assert ann.direct.posts == []


async def test_a_moderator_deletes_what_others_wrote(server: Discord, rest: Hearing) -> None:
    """If the bot is made one."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    team.allow(server.world.application.bot, May.MANAGE_MESSAGES)
    asked = await ann.writes(team, "hello")

    await room(rest, team).get_partial_message(int(asked.id)).delete()

    assert team.posts == []
