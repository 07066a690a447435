"""How fast Discord takes requests, and what discord.py makes of it."""

from typing import Any

import discord
import pytest

from tests.servers.clock import Clock
from tests.servers.discord.channels import Channel
from tests.servers.discord.clients import Hearing
from tests.servers.discord.rates import GLOBAL, Rates
from tests.servers.discord.refusals import Refusal
from tests.servers.discord.server import Discord


def rates() -> tuple[Rates, Clock]:
    clock = Clock(lambda: 1_000.0)
    return Rates(clock, strict=True), clock


def refusal(rates: Rates, bucket: str = "send", where: str = "1", **how: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        rates.take(bucket, where, **{"counted": True} | how)
    return refused.value


def test_each_channel_has_a_bucket_of_its_own_for_each_kind_of_call() -> None:
    """What one channel has used up another has not."""
    limits, clock = rates()

    left = [limits.take("send", "1", counted=True)["X-RateLimit-Remaining"] for _ in range(5)]
    refused = refusal(limits)
    other = limits.take("send", "2", counted=True), limits.take("edit", "1", counted=True)
    clock.advance(5)
    again = limits.take("send", "1", counted=True)

    assert left == ["4", "3", "2", "1", "0"]
    assert (refused.status, refused.body["retry_after"], refused.body["global"]) == (
        429,
        5.0,
        False,
    )
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert [one["X-RateLimit-Remaining"] for one in (*other, again)] == ["4"] * 3
    assert len({one["X-RateLimit-Bucket"] for one in (*other, again)}) == 2


def test_all_calls_together_have_a_limit_too() -> None:
    """Whatever the channel; interactions do not count there."""
    limits, clock = rates()
    for n in range(GLOBAL):
        limits.take("send", str(n), counted=True)

    refused = refusal(limits, "", "")
    limits.take("hook", "token", counted=False)
    clock.advance(1)
    limits.take("send", "x", counted=True)

    assert refused.body["global"]
    assert refused.headers["X-RateLimit-Global"] == "true"
    assert limits.refused == 1


def test_what_counts_towards_a_ban_is_counted() -> None:
    """All that is refused for who asks or how often, but not what others have used up."""
    limits, _ = rates()
    shared = Refusal(429, 0, "", headers={"X-RateLimit-Scope": "shared"})

    for refused in (Refusal(401, 0, ""), Refusal(403, 50013, ""), Refusal(404, 10008, ""), shared):
        limits.note(refused)

    assert limits.invalid == 2


async def messages(rest: Hearing, channel: Channel, count: int) -> list[discord.Message]:
    place = rest.get_partial_messageable(int(channel.id))
    return [await place.send(str(n)) for n in range(count)]


async def test_old_messages_are_edited_rarely(server: Discord, rest: Hearing) -> None:
    """Four in a row in a channel are too many after an hour."""
    team = server.guild().text_channel("papers")
    sent = await messages(rest, team, 4)
    server.clock.advance(3_601)
    server.api.rates.strict = True
    rest.http.max_ratelimit_timeout = 5.0

    for message in sent[:3]:
        await message.edit(content="changed")
    with pytest.raises(discord.RateLimited) as refused:
        await sent[3].edit(content="changed")

    assert 15 < refused.value.retry_after <= 20
    assert [m.words for m in team.posts] == ["changed", "changed", "changed", "3"]
    assert server.api.calls["edit"][3]["content"] == "changed"
