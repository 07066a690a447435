"""The links that add the bot: what they ask for is what it needs, and no more."""

import datetime as dt

import pytest
from yarl import URL

from adapters.discord.platform import DiscordPlatform
from adapters.discord.wire.client import open_client
from adapters.discord.wire.invite import (
    PERMISSIONS,
    invitation,
    needed,
    person_link,
    server_link,
)
from bot.domain.errors import PlatformError, SettingsError
from bot.domain.place import Place
from bot.presentation.heard import line_message
from tests.adapters.discord.wire.served import settings_of
from tests.fakes import FakeClock
from tests.servers.discord.permissions import NOTHING, May
from tests.servers.discord.server import Discord


async def test_both_links_are_those_of_the_application(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its id is asked for: with old bots it is another one than the bot's own."""
    for name, value in discord.environment.items():
        monkeypatch.setenv(name, value)

    told = await invitation()

    id_ = int(discord.world.application.id)
    assert [line for line in told.splitlines() if line.startswith("https:")] == [
        server_link(id_),
        person_link(id_),
    ]
    assert all(name in told for name in PERMISSIONS.values())


async def test_without_a_token_it_is_said_where_there_is_one() -> None:
    """Whoever reads backwards begins here."""
    with pytest.raises(SettingsError, match=r"DISCORD_TOKEN is not set.*README"):
        await invitation()


def test_a_server_is_asked_for_the_bot_its_commands_and_the_permissions() -> None:
    """As Discord's own generator of links writes them."""
    query = URL(server_link(7)).query

    assert query["client_id"] == "7"
    assert set(query["scope"].split()) == {"bot", "applications.commands"}
    assert (query["integration_type"], query["permissions"]) == ("0", str(needed().value))


def test_a_person_is_asked_for_the_commands_alone() -> None:
    """Nobody gives permissions for themselves."""
    query = dict(URL(person_link(7)).query)

    assert query == {"client_id": "7", "integration_type": "1", "scope": "applications.commands"}


async def posted(discord: Discord, permissions: May) -> bool:
    """Whether a digest can be posted, found again, mended and removed with these alone."""
    guild, clock = discord.guild(bot=False), FakeClock()
    team = guild.text_channel("papers")
    guild.everyone.permissions = NOTHING
    discord.world.install(guild, permissions)
    channel = Place(platform="discord", workspace=guild.id, channel=team.id)
    async with open_client(settings_of(discord)) as client:
        platform = DiscordPlatform(client, clock)
        try:
            header = await platform.post(channel, line_message("a digest"), "header")
            await platform.begin_thread(header, "2026-02-16")
            thread = channel.model_copy(update={"thread": header.id})
            entry = await platform.post(thread, line_message("an entry"), "entry")
            await platform.edit(entry, line_message("an entry, mended"))
            long_ago = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
            found = await platform.find(thread, "entry", long_ago)
            await platform.delete(entry)
        except PlatformError:
            return False
    return found == entry


async def test_a_digest_can_be_posted_with_what_is_asked_for(discord: Discord) -> None:
    """Where nobody is allowed anything else, as on servers that are careful."""
    assert await posted(discord, May(needed().value))


@pytest.mark.parametrize("lacking", PERMISSIONS)
async def test_and_without_any_of_it_it_cannot(discord: Discord, lacking: str) -> None:
    """What can be left out need not be asked for."""
    allowed = needed()
    allowed.update(**{lacking: False})

    assert not await posted(discord, May(allowed.value))


def test_nothing_that_makes_a_moderator_is_asked_for() -> None:
    """Servers are careful with bots, and rightly so."""
    asked = {name for name, on in needed() if on}

    assert not asked & {"administrator", "manage_messages", "manage_threads", "mention_everyone"}
    assert not asked & {"embed_links", "attach_files"}
