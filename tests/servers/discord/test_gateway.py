"""The gateway's own ways, with discord.py's real clients."""

from tests.servers.discord.conftest import Hearing
from tests.servers.discord.server import Discord


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

    assert [m.content.split()[-1] for m in client.said] == ["one", "two", "three"]
    assert len(server.gateway.resumed) == len(server.gateway.identified) == 1
