"""Buttons, menus and modals that people use, and what they see of it."""

import discord
import pytest
from discord import ui

from tests.servers.discord.app import Bot, Used, layout, saying, told
from tests.servers.discord.server import Discord


async def test_a_button_is_pressed_where_it_really_stands(server: Discord, bot: Bot) -> None:
    """Its answer may be private, change the message, or take it away."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    buttons = [
        ui.Button[ui.LayoutView](label=n, custom_id=n, disabled=n == "off") for n in ("on", "off")
    ]
    await bot.get_partial_messageable(int(team.id)).send(view=layout(*buttons))
    (post,) = team.posts

    async def change(used: Used) -> None:
        assert used.message is not None
        await used.response.edit_message(view=layout(ui.Button(label="done", custom_id="done")))

    bot.answers["on"] = change
    for name in ("off", "gone"):
        with pytest.raises(AssertionError):
            await ann.clicks(post, name)
    seen = await ann.clicks(post, "on")

    assert not seen.failed
    assert [button["custom_id"] for button in post.buttons] == ["done"]


async def test_what_one_person_sees_others_do_not_press(server: Discord, bot: Bot) -> None:
    """An app gets that message with the interaction, for it can read it in no other way."""
    team, ann, ben = (
        server.guild().text_channel("papers"),
        server.person("ann"),
        server.person("ben"),
    )
    menu = ui.Select[ui.LayoutView](custom_id="menu")
    menu.options = [discord.SelectOption(label=f"Paper {n}", value=str(n)) for n in range(3)]
    bot.answers["ask"] = saying("", view=layout(menu), ephemeral=True)
    bot.answers["menu"] = saying("thanks", ephemeral=True)
    seen = await ann.runs(team, "papers ask", {"question": "new?"})
    (message,) = seen.messages

    with pytest.raises(AssertionError):
        await ben.chooses(message, "1")
    with pytest.raises(AssertionError):
        await ann.chooses(message, "0", "1")
    await ann.chooses(message, "Paper 2")

    used = bot.used[-1]
    assert told(used)["values"] == ["2"]
    assert used.message is not None
    assert used.message.flags.ephemeral


async def test_a_modal_stays_until_the_app_has_taken_it(server: Discord, bot: Bot) -> None:
    """Nobody has to write their question twice."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    form = ui.Modal(title="Ask", custom_id="form")
    words = ui.TextInput[ui.Modal](custom_id="words", max_length=20)
    form.add_item(ui.Label(text="Question", component=words))

    async def open_form(used: Used) -> None:
        await used.response.send_modal(form)

    async def dawdle(_: Used) -> None:
        server.clock.advance(3.1)

    bot.answers["ask"], bot.answers["form"] = open_form, dawdle
    opened = await ann.runs(team, "papers ask", {"question": "new?"})
    for wrong in ("", "x" * 21):
        with pytest.raises(AssertionError):
            await ann.submits(opened, wrong)
    failed = await ann.submits(opened, "What is new?")
    bot.answers["form"] = saying("taken")
    await ann.submits(opened, words="What is new?")

    assert failed.failed
    assert ann.view(team) == ["taken"]
    with pytest.raises(AssertionError):
        await ann.submits(opened, "Once more?")
