"""Commands that people use, and what they see of an app's answers."""

import asyncio
from typing import Any

import discord
import pytest

from tests.servers.discord.app import Answer, Bot, Used, saying
from tests.servers.discord.clients import connected
from tests.servers.discord.permissions import May
from tests.servers.discord.server import Discord


async def test_a_command_is_answered_for_all_or_for_one(server: Discord, bot: Bot) -> None:
    """Both stand in the channel; what is for one person nobody else sees."""
    team, ann, ben = (
        server.guild().text_channel("papers"),
        server.person("ann"),
        server.person("ben"),
    )

    bot.answers["ask"] = saying("for all")
    await ann.runs(team, "papers ask", {"question": "new?"})
    bot.answers["ask"] = saying("for ann", ephemeral=True)
    seen = await ann.runs(team, "papers ask", {"question": "new?", "top": 5})

    assert ann.view(team) == ["for all", "for ann"]
    assert ben.view(team) == ["for all"]
    assert bot.used[1].extras["options"] == ("new?", 5, "")
    assert seen.answered_after is not None


async def test_an_app_thinks_and_then_answers_in_that_place(server: Discord, bot: Bot) -> None:
    """The first thing said after "thinking" takes its place; more comes below."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    go = asyncio.Event()

    async def think(used: Used) -> None:
        await used.response.defer(thinking=True)
        await go.wait()
        await used.edit_original_response(content="first")
        await used.followup.send("second")

    bot.answers["ask"] = think
    seen = await ann.runs(team, "papers ask", {"question": "new?"})
    thinking = ann.view(team)
    go.set()
    await server.until(lambda: len(seen.messages) == 2)

    assert (seen.failed, thinking) == (False, ["…"])
    assert ann.view(team) == ["first", "second"]


async def test_an_app_that_says_nothing_for_three_seconds_has_failed(
    server: Discord, bot: Bot
) -> None:
    """What it says later nobody reads."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    late: list[discord.NotFound] = []

    async def dawdle(used: Used) -> None:
        server.clock.advance(3.1)
        with pytest.raises(discord.NotFound) as refused:
            await used.response.defer()
        late.append(refused.value)

    bot.answers["ask"] = dawdle
    seen = await ann.runs(team, "papers ask", {"question": "new?"})
    await server.until(lambda: late)

    assert seen.failed
    assert late[0].code == 10062
    assert ann.view(team) == []


async def test_nobody_waits_for_an_app_that_is_not_there(server: Discord, bot: Bot) -> None:
    """The person is told at once; the app never is, not even when it comes."""
    await bot.close()
    server.gateway.forget()

    team = server.guild().text_channel("papers")
    seen = await server.person("ann").runs(team, "papers ask", {"question": "new?"})

    assert seen.failed


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("papers asks", {"question": "new?"}),
        ("papers", {}),
        ("papers ask", {}),
        ("papers ask", {"question": ""}),
        ("papers ask", {"question": "x" * 21}),
        ("papers ask", {"question": "new?", "top": 6}),
        ("papers ask", {"question": "new?", "top": True}),
        ("papers ask", {"question": "new?", "day": "today"}),
        ("admin reset", {}),
        ("other", {}),
    ],
)
async def test_discords_client_lets_nobody_send_what_is_not_registered(
    server: Discord, bot: Bot, line: str, values: dict[str, Any]
) -> None:
    """Else a test would prove that a command works which nobody can use."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    with pytest.raises(AssertionError):
        await ann.runs(team, line, values)

    assert bot.used == []


async def test_commands_are_offered_by_permission_and_place(server: Discord, bot: Bot) -> None:
    """What is for managers only they see; what is for servers not in direct messages."""
    team, ann, owner = (
        server.guild().text_channel("a"),
        server.person("ann"),
        server.person("owner"),
    )
    bot.answers["reset"] = saying("done")

    assert ann.offered(team) == {"papers ask": "papers ask: Ask about a paper"}
    assert set(owner.offered(team)) == {"papers ask", "admin reset"}
    assert set(owner.offered(owner.direct)) == {"papers ask"}
    assert not (await owner.runs(team, "admin reset")).failed


async def test_an_option_is_completed_while_somebody_types(server: Discord, bot: Bot) -> None:
    """What else they have filled in by then need not be right yet."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    seen = await ann.completes(team, "papers ask", "paper", "2602.1", question="x" * 30)

    assert seen.choices == [{"name": "2602.1!", "value": "2602.1"}]
    assert ann.view(team) == []


async def test_an_interaction_tells_who_where_and_in_which_language(
    server: Discord, bot: Bot
) -> None:
    """By it an app knows what it may do there, and how to speak."""
    guild, ann = server.guild(), server.person("ann", locale="ja")
    team = guild.text_channel("papers")
    bot.answers["ask"] = saying("yes")
    await ann.runs(team, "papers ask", {"question": "new?"})
    await ann.runs(ann.direct, "papers ask", {"question": "new?"})

    there, direct = bot.used
    assert (str(there.locale), str(there.guild_locale)) == ("ja", "ko")
    assert (there.guild_id, there.channel_id) == (int(guild.id), int(team.id))
    assert there.app_permissions.send_messages
    assert there.permissions.send_messages
    assert not there.permissions.manage_channels
    assert (direct.guild_id, direct.channel_id) == (None, int(ann.direct.id))
    assert direct.context.dm_channel
    assert direct.user.id == int(ann.id)


async def test_somebody_has_the_app_for_themselves(server: Discord, bot: Bot) -> None:
    """In servers and among people where it is not, by five messages more at most."""
    away = server.guild("away", bot=False)
    ann, ben = server.person("ann", guild=away), server.person("ben", guild=away)
    team, private = away.text_channel("talk"), ann.talks_to(ben)
    refused: list[discord.HTTPException] = []

    async def chat(used: Used) -> None:
        await used.response.send_message("here")
        try:
            for _ in range(6):
                await used.followup.send("more")
        except discord.HTTPException as error:
            refused.append(error)

    bot.answers["ask"] = chat
    with pytest.raises(AssertionError):
        await ann.runs(team, "papers ask", {"question": "new?"})
    await ann.installs_app()
    await ann.runs(team, "papers ask", {"question": "new?"})
    await server.until(lambda: refused)
    bot.answers["ask"] = saying("hello")
    for place in (private, ann.direct):
        await ann.runs(place, "papers ask", {"question": "new?"})

    assert ben.view(team) == ["here", *["more"] * 5]
    assert ben.view(private) == ["hello"]
    assert [used.is_user_integration() for used in bot.used] == [True] * 3
    assert [used.is_guild_integration() for used in bot.used] == [False] * 3
    assert {message.channel.id for message in bot.said} <= {int(ann.direct.id)}


async def test_where_others_want_no_foreign_apps_their_answers_are_private(
    server: Discord, bot: Bot
) -> None:
    """Whatever the app meant it to be."""
    away = server.guild("away", bot=False)
    away.everyone.permissions &= ~May.USE_EXTERNAL_APPS
    ann, ben = server.person("ann", guild=away), server.person("ben", guild=away)
    team = away.text_channel("talk")
    await ann.installs_app()
    bot.answers["ask"] = saying("for all")

    await ann.runs(team, "papers ask", {"question": "new?"})

    assert (ann.view(team), ben.view(team)) == (["for all"], [])


async def test_a_menu_of_a_message_shows_the_app_what_it_may_not_read(
    server: Discord, bot: Bot
) -> None:
    """That somebody uses it there is their consent."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    bot.answers["Summarise"] = saying("in short", ephemeral=True)
    message = await ann.writes(team, "look at 2602.11111")

    await ann.chooses_menu(message, "Summarise")

    await server.until(lambda: bot.said)
    assert bot.said[0].content == ""
    assert bot.used[0].extras["message"].content == "look at 2602.11111"


async def test_only_the_first_of_two_clients_answers(server: Discord, bot: Bot) -> None:
    """The other one is told so, and the person sees one answer."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    refused: list[discord.HTTPException] = []

    def twice(name: str) -> Answer:
        async def answer(used: Used) -> None:
            try:
                await used.response.send_message(name)
            except discord.HTTPException as error:
                refused.append(error)

        return answer

    bot.answers["ask"] = twice("old")
    new = Bot()
    new.answers["ask"] = twice("new")
    async with connected(server, new):
        seen = await ann.runs(team, "papers ask", {"question": "new?"})
        await server.until(lambda: refused)

    assert [error.code for error in refused] == [40060]
    assert len(seen.messages) == 1
