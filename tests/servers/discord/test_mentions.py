"""Whom a message of the app would ping, as Discord reads it."""

from typing import Any

import discord
import pytest

from tests.servers.discord.app import Bot, saying
from tests.servers.discord.clients import Hearing, ask
from tests.servers.discord.messages import V2
from tests.servers.discord.permissions import May
from tests.servers.discord.server import Discord

ALL = {"ann", "everyone", "team", "staff"}


async def pinged(server: Discord, rest: Hearing, text: str, **more: object) -> set[str]:
    """Their names, after a message that mentions them: `{ann}`, `{team}`, `{staff}`."""
    guild, ann = server.guild(), server.person("ann")
    roles = {"team": guild.role("team", mentionable=True), "staff": guild.role("staff")}
    names = {ann.id: "ann", "everyone": "everyone"} | {r.id: n for n, r in roles.items()}
    marks = {n: role.mention for n, role in roles.items()} | {"ann": ann.mention}
    body = {"content": text.format(**marks)} if text else {}
    await ask(rest, "POST", f"/channels/{guild.text_channel('a').id}/messages", **body, **more)
    return {names[who] for who in server.pinged}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ann} @everyone {team} {staff}", ALL),
        ("@here", {"everyone"}),
        ("\\{ann} \\@everyone", {"ann", "everyone"}),
        ("`{ann} @everyone` ```\n{team}\n``` ``{staff}``", set()),
        ("`{ann} @everyone", {"ann", "everyone"}),
        ("ann, every one", set()),
    ],
)
async def test_by_default_all_that_stands_in_the_text_pings(
    server: Discord, rest: Hearing, text: str, expected: set[str]
) -> None:
    """Outside of code; nobody should count on a backslash before it."""
    assert await pinged(server, rest, text) == expected


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ({"parse": []}, set()),
        ({}, set()),
        ({"parse": ["users"]}, {"ann"}),
        ({"parse": ["roles"]}, {"team", "staff"}),
        ({"parse": ["everyone"]}, {"everyone"}),
    ],
)
async def test_what_is_not_allowed_does_not_ping(
    server: Discord, rest: Hearing, allowed: dict[str, list[str]], expected: set[str]
) -> None:
    """`allowed_mentions` names the kinds of mentions that count."""
    text = "{ann} @everyone {team} {staff}"

    assert await pinged(server, rest, text, allowed_mentions=allowed) == expected


async def test_without_the_permission_no_bot_pings_all(server: Discord, rest: Hearing) -> None:
    """Nor a role that is not for all to mention."""
    server.guild().everyone.permissions &= ~May.MENTION_EVERYONE

    assert await pinged(server, rest, "{ann} @everyone {team} {staff}") == {"ann", "team"}


async def test_the_text_of_a_layout_pings_too(server: Discord, rest: Hearing) -> None:
    """The label of a button does not."""
    ann = server.person("ann")
    label = f"{server.bot} @everyone"
    button = {"type": 2, "style": 2, "label": label, "custom_id": "a"}
    layout = [
        {"type": 10, "content": f"look, {ann.mention}"},
        {"type": 1, "components": [button]},
    ]

    assert await pinged(server, rest, "", flags=V2, components=layout) == {"ann"}


async def test_an_edit_and_an_answer_to_a_command_ping_by_rules_of_their_own(
    server: Discord, bot: Bot
) -> None:
    """An edit by the same default as a message; an answer pings users alone."""
    guild, ann = server.guild(), server.person("ann")
    team = guild.text_channel("a")
    none = discord.AllowedMentions.none()
    sent = await bot.get_partial_messageable(int(team.id)).send("quiet", allowed_mentions=none)
    await sent.edit(content=f"{ann.mention} @everyone")
    edited = list(server.pinged)
    bot.answers["ask"] = saying(f"{ann.mention} @everyone")
    seen = await ann.runs(team, "papers ask", {"question": "new?"})

    assert edited == [ann.id, "everyone"]
    assert [message.pinged for message in seen.messages] == [[ann.id]]


@pytest.mark.parametrize(
    ("allowed", "pings"),
    [
        ({}, 1),
        ({"allowed_mentions": {"replied_user": True}}, 1),
        ({"allowed_mentions": {"replied_user": False}}, 0),
        ({"allowed_mentions": {"parse": []}}, 0),
    ],
)
async def test_a_reply_pings_whom_it_answers_unless_told_otherwise(
    server: Discord, rest: Hearing, allowed: dict[str, Any], pings: int
) -> None:
    """Without a word of them in its text."""
    team, ann = server.guild().text_channel("a"), server.person("ann")
    asked = await ann.writes(team, "new?")

    path, told = f"/channels/{team.id}/messages", {"message_id": asked.id}
    await ask(rest, "POST", path, content="yes", message_reference=told, **allowed)

    assert server.pinged == [ann.id] * pings
