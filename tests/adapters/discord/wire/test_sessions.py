"""How often sessions of the gateway are begun: Discord takes the token of who begins too many."""

import pytest

from adapters.discord.wire.sessions import Sessions


def sessions(remaining: int = 1_000, lanes: int = 1) -> Sessions:
    """At moment 0, with an hour until Discord counts anew."""
    return Sessions(
        {
            "total": 1_000,
            "remaining": remaining,
            "reset_after": 3_600_000,
            "max_concurrency": lanes,
        },
        now=0.0,
    )


def test_two_connections_begin_five_seconds_apart() -> None:
    """The second would be told that its session is invalid, and begin again and again."""
    begun = sessions()

    assert [begun.wait(0, 0.0), begun.wait(1, 0.0), begun.wait(2, 1.0)] == [0.0, 5.0, 9.0]


def test_as_many_as_discord_allows_begin_at_once() -> None:
    """Large bots have sixteen lanes; a connection always takes its own."""
    begun = sessions(lanes=2)

    assert [begun.wait(shard, 0.0) for shard in range(4)] == [0.0, 0.0, 5.0, 5.0]


def test_who_has_waited_long_enough_waits_no_more() -> None:
    """After an hour of quiet a lost connection comes back at once."""
    begun = sessions()
    begun.wait(0, 0.0)

    assert begun.wait(0, 4_000.0) == 0.0


def test_a_circle_of_sessions_ends_before_the_token_is_lost() -> None:
    """A thousand in a day, and Discord resets the token and writes to its owner."""
    begun, now, count = sessions(), 0.0, 0
    while now < 86_400:
        now += begun.wait(0, now)
        count += 1

    assert count < 2 * 1_000  # two of Discord's days touch a day of ours


@pytest.mark.parametrize("remaining", [0, 20])
def test_the_last_ones_are_kept_back(remaining: int) -> None:
    """For whoever has to start the bot again by hand."""
    begun = sessions(remaining)

    assert begun.wait(0, 10.0) == 3_590.0


def test_a_lane_less_than_one_is_one() -> None:
    """Whatever Discord sends."""
    assert sessions(lanes=0).wait(3, 0.0) == 0.0
