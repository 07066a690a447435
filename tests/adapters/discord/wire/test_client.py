"""The client: what it asks for, what it keeps, and how little it says of it."""

import logging

import pytest

from adapters.discord.wire.client import DiscordClient, intents_of, open_client
from bot.domain.errors import PapersBotError
from tests.adapters.discord.wire.bare import BOT, Bare, refused

LOG = logging.getLogger("discord.shard")


def test_the_text_of_messages_is_asked_for_only_where_that_was_wished(bare: Bare) -> None:
    """It is a privilege: who asks without having it is not let in at all."""
    plain = bare.settings
    wishing = plain.model_copy(update={"discord_message_content": True})

    asked = {name for name, on in intents_of(plain) if on}

    assert asked == {"guilds", "guild_messages", "dm_messages"}
    assert {name for name, on in intents_of(wishing) if on} == {*asked, "message_content"}


async def test_it_knows_whose_token_it_is(client: DiscordClient) -> None:
    """By that it tells its own messages from those of others."""
    assert client.user is not None
    assert str(client.user.id) == BOT["id"]


async def test_it_pings_nobody(client: DiscordClient) -> None:
    """Whatever a message says, and whoever forgets to say so."""
    mentions = client.allowed_mentions
    assert mentions is not None
    assert mentions.to_dict()["parse"] == []


async def test_a_connection_that_is_opened_anew_is_one_line(
    client: DiscordClient, caplog: pytest.LogCaptureFixture
) -> None:
    """discord.py logs a trace of forty lines each time, which hides what matters."""
    reset = ConnectionResetError("reset by 203.0.113.7")
    LOG.error("Attempting a reconnect for shard ID %s in %.2fs", 0, 1.5, exc_info=reset)

    (record,) = caplog.records
    assert record.getMessage().endswith("in 1.50s (ConnectionResetError)")
    assert record.exc_info is None


async def test_debug_lines_of_the_library_are_not_written(client: DiscordClient) -> None:
    """They hold what people write, and the tokens of interactions."""
    assert not logging.getLogger("discord.http").isEnabledFor(logging.INFO)
    assert not logging.getLogger("discord.webhook.async_").isEnabledFor(logging.INFO)


async def test_a_proxy_is_used_where_the_environment_names_one(
    bare: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Companies let nothing out without theirs; what is at home needs none."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with open_client(bare.settings) as at_home:
        assert at_home.http.proxy is None

    monkeypatch.delenv("no_proxy")
    assert DiscordClient(bare.settings).http.proxy == "http://127.0.0.1:3128"


async def test_a_client_that_could_not_log_in_is_closed() -> None:
    """It is tried again for hours: each attempt would leave a session open."""
    async with Bare().serving() as server:
        server.next("/api/v10/oauth2/applications/@me", refused(0, 403))

        with pytest.raises(PapersBotError):
            async with open_client(server.settings):
                pass
