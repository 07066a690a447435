"""Answers to interactions over REST: once, in time, and for as long as their token lives."""

from typing import Any

import discord
import pytest

from tests.servers.discord.app import Bot, Used, layout, saying
from tests.servers.discord.channels import Channel
from tests.servers.discord.clients import ask
from tests.servers.discord.interactions import Interaction
from tests.servers.discord.people import Person
from tests.servers.discord.server import Discord

Form = discord.ui.Modal


async def thinking(server: Discord, bot: Bot, *, ephemeral: bool = False) -> Interaction:
    """A command that was answered with "thinking"."""

    async def think(used: Used) -> None:
        await used.response.defer(thinking=True, ephemeral=ephemeral)

    bot.answers["ask"] = think
    team, ann = where(server)
    return await ann.runs(team, "papers ask", {"question": "new?"})


def where(server: Discord) -> tuple[Channel, Person]:
    return server.guild().text_channel("papers"), server.person("ann")


async def test_a_token_lives_for_a_quarter_of_an_hour(server: Discord, bot: Bot) -> None:
    """After that the app has to write in the channel, if it may."""
    seen = await thinking(server, bot)
    (used,) = bot.used
    server.clock.advance(899)
    await used.edit_original_response(content="just in time")
    server.clock.advance(2)

    late = (
        used.edit_original_response(content="late"),
        used.followup.send("late"),
        used.delete_original_response(),
        used.original_response(),
    )
    codes = []
    for attempt in late:
        with pytest.raises(discord.HTTPException) as refused:
            await attempt
        codes.append((refused.value.status, refused.value.code))

    assert set(codes[:3]) == {(401, 50027)}
    assert [message.words for message in seen.messages] == ["just in time"]


async def test_nothing_follows_what_was_not_answered(server: Discord, bot: Bot) -> None:
    """Its token opens when the interaction is answered."""
    refusals: list[discord.HTTPException] = []

    async def hurry(used: Used) -> None:
        with pytest.raises(discord.NotFound) as refused:
            await used.followup.send("early")
        refusals.append(refused.value)
        server.clock.advance(3.1)

    bot.answers["ask"] = hurry
    team, ann = where(server)
    await ann.runs(team, "papers ask", {"question": "new?"})

    await server.until(lambda: refusals)
    assert refusals[0].code == 10015
    assert ann.view(team) == []


async def test_what_was_announced_to_one_person_is_for_them_alone(
    server: Discord, bot: Bot
) -> None:
    """Whatever the follow-up that takes its place wants to be."""
    await thinking(server, bot, ephemeral=True)
    (used,) = bot.used
    team, ann = where(server)

    await used.followup.send("first", ephemeral=False)
    await used.followup.send("second", ephemeral=False)

    assert ann.view(team) == ["first", "second"]
    assert server.person("ben").view(team) == ["second"]


async def test_thinking_becomes_a_layout_and_stays_one(server: Discord, bot: Bot) -> None:
    """As every message it is checked, and once it is a layout it has no content."""
    await thinking(server, bot)
    (used,) = bot.used
    button: discord.ui.Button[Any] = discord.ui.Button(label="Ask", custom_id="ask")

    with pytest.raises(discord.HTTPException) as empty:
        await used.edit_original_response(content="")
    await used.edit_original_response(view=layout(button))
    with pytest.raises(discord.HTTPException) as plain:
        await used.edit_original_response(content="plain")
    team, ann = where(server)

    assert (empty.value.code, plain.value.code) == (50006, 50035)
    assert ann.view(team) == ["Ask"]


async def test_an_answer_that_is_refused_may_be_given_again(server: Discord, bot: Bot) -> None:
    """A refusal acknowledges nothing."""
    refusals: list[int] = []

    async def answer(used: Used) -> None:
        for text in ("a" * 2_001, "a"):
            try:
                await used.response.send_message(text)
            except discord.HTTPException as error:
                refusals.append(error.code)

    bot.answers["ask"] = answer
    team, ann = where(server)
    await ann.runs(team, "papers ask", {"question": "new?"})

    assert refusals == [50035]
    assert ann.view(team) == ["a"]


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 99])
async def test_a_command_is_not_answered_as_a_button_is(
    server: Discord, bot: Bot, kind: int
) -> None:
    """There is no message that could be updated, and nothing to complete."""
    codes: list[int] = []

    async def answer(used: Used) -> None:
        path = f"/interactions/{used.id}/{used.token}/callback"
        with pytest.raises(discord.HTTPException) as refused:
            await ask(bot, "POST", path, type=kind, data={"content": "a"})
        codes.append(refused.value.code)
        await used.response.send_message("a")

    bot.answers["ask"] = answer
    team, ann = where(server)
    await ann.runs(team, "papers ask", {"question": "new?"})

    assert codes == [50035]
    assert ann.view(team) == ["a"]


async def test_a_button_changes_its_message_or_leaves_it(server: Discord, bot: Bot) -> None:
    """What it is answered with first decides what "@original" is."""
    team, ann = where(server)
    button: discord.ui.Button[Any] = discord.ui.Button(label="Ask", custom_id="ask")
    await bot.get_partial_messageable(int(team.id)).send("papers", view=rows(button))

    async def later(used: Used) -> None:
        await used.response.defer()
        await used.edit_original_response(content="changed", view=None)
        await used.followup.send("for you", ephemeral=True)

    bot.answers["ask"] = later
    seen = await ann.clicks(team.posts[0], "ask")
    await server.until(lambda: seen.messages)

    assert ann.view(team) == ["changed", "for you"]
    assert team.posts[0].buttons == []


def rows(button: discord.ui.Button[Any]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(button)
    return view


async def test_a_follow_up_is_read_changed_and_deleted_by_its_id(server: Discord, bot: Bot) -> None:
    """And by nobody else's token."""
    bot.answers["ask"] = saying("first")
    team, ann = where(server)
    await ann.runs(team, "papers ask", {"question": "new?"})
    await ann.runs(team, "papers ask", {"question": "newer?"})
    one, other = bot.used
    sent = await one.followup.send("second", wait=True)

    await one.followup.edit_message(sent.id, content="changed")
    with pytest.raises(discord.NotFound) as refused:
        await other.followup.edit_message(sent.id, content="stolen")
    read = await one.followup.fetch_message(sent.id)
    await one.followup.delete_message(sent.id)

    assert refused.value.code == 10008
    assert read.content == "changed"
    assert ann.view(team) == ["first", "first"]


async def test_messages_tell_by_what_they_were_asked_for(server: Discord, bot: Bot) -> None:
    """A slash command's first answer is of another type than a menu's, and than what follows."""
    team, ann = where(server)
    message = await ann.writes(team, "look")

    async def answer(used: Used) -> None:
        await used.response.send_message("first")
        await used.followup.send("second")

    bot.answers["ask"] = bot.answers["Summarise"] = answer
    used = [await ann.runs(team, "papers ask", {"question": "new?"})]
    used.append(await ann.chooses_menu(message, "Summarise"))
    await server.until(lambda: len(team.posts) == 5)

    assert [[m.type for m in one.messages] for one in used] == [[20, 0], [23, 0]]
