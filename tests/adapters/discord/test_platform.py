"""Posting, finding, changing and removing in servers that treat us as Discord does."""

import datetime as dt

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting.marks import mark_of
from adapters.discord.wire.client import DiscordClient
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformProblem
from bot.domain.language import Language
from bot.domain.place import Place, PostRef
from tests.adapters.discord.posted import digest, message, place
from tests.fakes import FakeClock
from tests.servers.discord import faults
from tests.servers.discord.channels import Channel
from tests.servers.discord.permissions import May
from tests.servers.discord.server import Discord

P = PlatformProblem


async def test_a_post_pings_nobody_and_carries_its_key(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Whatever stands in it; and it can be found again when Discord has forgotten its nonce."""
    ann = discord.person("ann")
    words = f"five papers @everyone {ann.mention}"

    ref = await platform.post(place(team), message(words), "key")
    await platform.edit(ref, message(f"{words}, revised"))

    (post,) = team.posts
    assert (post.id, post.components[0]["id"]) == (ref.id, mark_of("key"))
    assert post.words == f"{words}, revised"
    assert (discord.pinged, post.mentions) == ([], [])
    told = [*discord.api.calls["send"], *discord.api.calls["edit"]]
    assert all(call["allowed_mentions"]["parse"] == [] for call in told)
    assert discord.api.calls["send"][0]["enforce_nonce"]


async def test_a_post_goes_into_its_thread(platform: DiscordPlatform, team: Channel) -> None:
    """A digest is one message in the channel; the rest of it stands under that."""
    _, thread = await digest(platform, team)

    await platform.post(thread, message("the first"), "1")

    assert [post.words for post in team.posts] == ["five papers"]
    assert [reply.words for reply in team.posts[0].replies] == ["the first"]


@pytest.mark.parametrize("name", ["papers", "#papers", "１２３", "-1"])
async def test_a_channel_is_known_by_its_id_alone(
    discord: Discord, platform: DiscordPlatform, team: Channel, name: str
) -> None:
    """Nothing else is a place that anybody could know again."""
    with pytest.raises(Gone) as refused:
        await platform.post(place(team).model_copy(update={"channel": name}), message("x"), "0")

    assert (refused.value.problem, discord.api.calls["send"]) == (P.NO_CHANNEL, [])


@pytest.mark.parametrize("fault", [faults.reset(done=True), faults.failed(520, done=True)])
async def test_a_post_whose_answer_was_lost_stands_once_and_is_found(
    discord: Discord,
    platform: DiscordPlatform,
    team: Channel,
    clock: FakeClock,
    fault: faults.Fault,
) -> None:
    """Whoever looks finds it, and whoever only tries again gets the same one."""
    discord.fail("send", fault)

    with pytest.raises(InDoubt):
        await platform.post(place(team), message("five papers"), "key")
    found = await platform.find(place(team), "key", clock.now())
    again = await platform.post(place(team), message("five papers"), "key")

    (post,) = team.posts
    assert found == again == PostRef(place=place(team), id=post.id)


async def test_what_did_not_get_through_is_not_found(
    discord: Discord, platform: DiscordPlatform, team: Channel, clock: FakeClock
) -> None:
    """Then it may be posted again."""
    discord.fail("send", faults.reset(done=False))

    with pytest.raises(InDoubt):
        await platform.post(place(team), message("five papers"), "key")

    assert await platform.find(place(team), "key", clock.now()) is None


async def test_a_key_is_looked_for_in_its_own_place(
    platform: DiscordPlatform, team: Channel, clock: FakeClock
) -> None:
    """The parent does not stand in its thread, and a thread is not the channel."""
    header, thread = await digest(platform, team)
    reply = await platform.post(thread, message("the first"), "reply")

    async def found(there: Place, key: str) -> PostRef | None:
        return await platform.find(there, key, clock.now())

    assert await found(place(team), "header") == header
    assert await found(thread, "reply") == reply
    assert await found(thread, "header") is None
    assert await found(place(team), "reply") is None


async def test_a_mark_on_somebody_elses_message_is_not_ours(
    discord: Discord, platform: DiscordPlatform, team: Channel, clock: FakeClock
) -> None:
    """Another app may number its components as it likes."""
    layout = [{"type": 10, "id": mark_of("key"), "content": "posted already"}]
    mallory = discord.person("mallory").user
    discord.world.post(team, mallory, {"flags": 1 << 15, "components": layout})

    assert await platform.find(place(team), "key", clock.now()) is None


async def test_a_post_is_found_among_many_and_after_an_edit(
    discord: Discord, platform: DiscordPlatform, team: Channel, clock: FakeClock
) -> None:
    """A busy channel has more than a page since then; an edit says nothing of the key."""
    ann, begun = discord.person("ann"), clock.now()
    for number in range(130):
        await ann.writes(team, f"remark {number}")
    ref = await platform.post(place(team), message("five papers"), "key")
    await platform.edit(ref, message("five papers, revised"))

    assert await platform.find(place(team), "key", begun) == ref
    assert await platform.find(place(team), "key", begun + dt.timedelta(hours=1)) is None


async def test_what_was_deleted_can_be_posted_again_at_once(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Discord remembers the nonce for minutes, and says that its message is unknown."""
    ref = await platform.post(place(team), message("which paper?"), "key")
    discord.world.delete(team.messages[ref.id])

    again = await platform.post(place(team), message("which paper?"), "key")

    assert [post.id for post in team.posts] == [again.id]


async def test_the_same_key_in_two_channels_is_two_posts(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Discord compares nonces over all channels."""
    other = discord.guild().text_channel("reading")

    for channel in (team, other):
        await platform.post(place(channel), message("hello"), "key")

    assert [len(channel.posts) for channel in (team, other)] == [1, 1]


@pytest.mark.parametrize(
    ("deny", "problem"),
    [(May.VIEW_CHANNEL, P.NO_PERMISSION), (May.SEND_MESSAGES, P.NO_PERMISSION)],
    ids=str,
)
async def test_a_missing_permission_is_told(
    discord: Discord, platform: DiscordPlatform, team: Channel, deny: May, problem: PlatformProblem
) -> None:
    """Nothing helps but an admin."""
    team.allow(discord.world.application.bot, deny=deny)

    with pytest.raises(Gone) as refused:
        await platform.post(place(team), message("x"), "key")

    assert refused.value.problem is problem


async def test_a_limit_that_is_too_far_away_is_told_with_its_time(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """A delivery is held for half a minute: who may wait longer is for others to decide."""
    discord.fail("send", faults.ratelimited(300))

    with pytest.raises(NotSent) as refused:
        await platform.post(place(team), message("x"), "key")

    assert (refused.value.problem, refused.value.retry_after) == (P.TOO_FAST, 300)
    assert len(discord.api.calls["send"]) == 1


async def test_a_channel_that_was_deleted_is_gone(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Its subscription ends."""
    discord.world.remove_channel(team)

    with pytest.raises(Gone) as refused:
        await platform.post(place(team), message("x"), "key")

    assert refused.value.problem is P.NO_CHANNEL


@pytest.mark.parametrize("begun", [True, False])
async def test_a_thread_that_is_not_there_is_as_a_message_that_is_not_there(
    discord: Discord, platform: DiscordPlatform, team: Channel, clock: FakeClock, *, begun: bool
) -> None:
    """To invite the bot to it would help nobody; and nothing of ours is in it."""
    header, thread = await digest(platform, team)
    there = await platform.post(thread, message("the first"), "1")
    if begun:
        discord.world.remove_channel(discord.guild().threads[header.id])
    else:
        thread = place(team, "123")

    assert await platform.own_posts(thread) == []
    assert await platform.find(thread, "1", clock.now()) is None
    await platform.delete(PostRef(place=thread, id=there.id))
    for refused in (
        platform.post(thread, message("x"), "2"),
        platform.edit(PostRef(place=thread, id=there.id), message("x")),
        platform.link(PostRef(place=thread, id=there.id)),
    ):
        with pytest.raises(Gone) as gone:
            await refused
        assert gone.value.problem is P.NO_MESSAGE


async def test_a_link_leads_to_the_message(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """As long as it is there."""
    ref = await platform.post(place(team), message("five papers"), "key")

    address = f"https://discord.com/channels/{discord.guild().id}/{team.id}/{ref.id}"
    assert await platform.link(ref) == address
    discord.world.delete(team.messages[ref.id])
    with pytest.raises(Gone) as gone:
        await platform.link(ref)

    assert gone.value.problem is P.NO_MESSAGE


async def test_what_is_ours_in_a_thread_is_what_we_wrote_there(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Not what people did, and not Discord's own lines."""
    header, thread = await digest(platform, team)
    first = await platform.post(thread, message("the first"), "1")
    await discord.person("ann").writes(discord.guild().threads[header.id], "nice")
    second = await platform.post(thread, message("the second"), "2")

    assert await platform.own_posts(thread) == [first, second]


async def test_nothing_waits_for_a_channel_that_others_fill(platform: DiscordPlatform) -> None:
    """discord.py waits where it has to; all together keep below Discord's limit."""
    assert platform.gaps.channel == 0
    assert 1 / 50 < platform.gaps.total < 1 / 40


@pytest.mark.parametrize("language", Language)
def test_how_to_invite_is_told(platform: DiscordPlatform, language: Language) -> None:
    """Behind a sentence of the core's."""
    assert platform.how_to_invite(language)


async def test_no_view_is_kept_for_what_was_posted(
    client: DiscordClient, platform: DiscordPlatform, team: Channel
) -> None:
    """Buttons are heard by their names: a bot that runs for months must not keep every message."""
    for number in range(3):
        await platform.post(place(team), message(f"paper {number}"), str(number))

    assert not list(client.persistent_views)
    assert not client._connection._view_store._views
