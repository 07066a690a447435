"""What `papers doctor` finds out about Discord, and how each is mended."""

import pytest

from adapters.discord.wire.connection import DiscordAdapter
from bot.ports.inbound import Check
from tests.adapters.discord.wire.bare import APPLICATION, Bare
from tests.adapters.discord.wire.served import adapter_of
from tests.servers.discord import faults
from tests.servers.discord.permissions import May, Overwrite
from tests.servers.discord.refusals import Refusal
from tests.servers.discord.server import Discord

ELSEWHERE = "41771983423143937"
LIMITED = 1 << 19  # the flag of an application that may read messages, of fewer than 10,000 people


async def findings(discord: Discord, **settings: object) -> dict[str, Check]:
    return {check.name: check async for check in adapter_of(discord, **settings).check()}


async def test_all_is_well(discord: Discord) -> None:
    """Somebody who did everything right sees nothing else."""
    team = discord.guild().text_channel("papers")

    found = await findings(discord, discord_channels=frozenset({team.id}))

    assert {name: check.state for name, check in found.items()} == dict.fromkeys(
        ("discord", "discord events", "discord intents", team.id), "good"
    )
    assert found["discord"].finding == "the bot is @papers, in 1 server"


async def test_a_bot_in_no_server_is_told_how_to_get_into_one(discord: Discord) -> None:
    """The step between the token and the first post."""
    check = (await findings(discord))["discord"]

    assert check.state == "warning"
    assert check.mend is not None
    assert "papers discord invite" in check.mend


async def test_a_wrong_token_is_one_line_with_its_mend(discord: Discord) -> None:
    """Everything else would fail for the same reason."""
    discord.fail("me", faults.refused(Refusal(401, 0, "401: Unauthorized")))

    (check,) = (await findings(discord)).values()

    assert (check.name, check.state) == ("discord", "failure")
    assert check.mend is not None
    assert "Reset Token" in check.mend


@pytest.mark.parametrize(
    ("wished", "flags", "state"),
    [(False, 0, "good"), (False, LIMITED, "good"), (True, LIMITED, "good"), (True, 0, "failure")],
)
async def test_the_intent_that_was_wished_for_has_to_be_switched_on(
    discord: Discord, *, wished: bool, flags: int, state: str
) -> None:
    """Found here, and not when the gateway lets nobody in."""
    discord.world.application.flags = flags

    check = (await findings(discord, discord_message_content=wished))["discord intents"]

    assert check.state == state
    assert (check.mend is not None) == (state == "failure")


async def test_commands_that_go_to_a_web_address_are_named(bare: Bare) -> None:
    """With an endpoint set, the gateway brings no command and no button."""
    bare.application = {**APPLICATION, "interactions_endpoint_url": "https://example.com"}
    found = {check.name: check async for check in DiscordAdapter(bare.settings).check()}

    check = found["discord events"]
    assert check.state == "failure"
    assert check.mend is not None
    assert "Interactions Endpoint URL" in check.mend


async def test_sessions_that_are_used_up_are_named(discord: Discord) -> None:
    """Else it is only seen that nothing starts any more."""
    discord.world.application.sessions_left = 0

    assert (await findings(discord))["discord events"].state == "failure"


async def test_what_lacks_in_a_channel_is_named_as_discord_names_it(discord: Discord) -> None:
    """By its roles the bot may everything; the channel's own settings take it away."""
    guild = discord.guild()
    team = guild.text_channel("papers")
    team.overwrites[guild.everyone.id] = Overwrite(
        deny=May.CREATE_PUBLIC_THREADS | May.SEND_MESSAGES
    )

    check = (await findings(discord, discord_channels=frozenset({team.id})))[team.id]

    assert check.finding == "the bot lacks there: Send Messages, Create Public Threads"
    assert check.mend is not None


async def test_channels_that_the_bot_does_not_see_are_told_apart(discord: Discord) -> None:
    """One does not exist, in one it is not let in, one is a thread; the rest is looked at too."""
    ann, guild = discord.person("ann"), discord.guild()
    team, secret = guild.text_channel("papers"), guild.text_channel("secret")
    secret.overwrites[guild.everyone.id] = Overwrite(deny=May.VIEW_CHANNEL)
    thread = await ann.begins_thread(await ann.writes(team, "hello"), "a thread")
    channels = frozenset({ELSEWHERE, secret.id, thread.id, team.id})

    found = await findings(discord, discord_channels=channels)

    assert found[team.id].state == "good"
    assert "unknown channel (10003)" in found[ELSEWHERE].finding
    assert "missing access (50001)" in found[secret.id].finding
    assert "no channel of a server" in found[thread.id].finding
    assert all(found[one].mend for one in (ELSEWHERE, secret.id, thread.id))
