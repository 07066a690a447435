"""Posting, finding, changing and removing in servers that treat us as Discord does."""

import datetime as dt
from typing import Any

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting.marks import mark_of
from adapters.discord.wire.client import DiscordClient
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformProblem, Rejected
from bot.domain.language import Language
from bot.domain.message import Image, Message, Paragraph, Span
from bot.domain.place import Place, PostRef
from tests.fakes import FakeClock
from tests.servers.discord import faults, refusals
from tests.servers.discord.channels import Channel, Kind
from tests.servers.discord.messages import Message as Sent
from tests.servers.discord.permissions import May
from tests.servers.discord.server import Discord

PICTURE = Image(url="https://cdn.example/shears.png", alt="Shears, its thumbnail")
P = PlatformProblem


def message(text: str, *blocks: Any, **fields: Any) -> Message:
    return Message(summary=text, blocks=(Paragraph(text=(Span(text=text),)), *blocks), **fields)


def place(channel: Channel, thread: str | None = None) -> Place:
    server = channel.guild.id if channel.guild else "@me"
    return Place(platform="discord", workspace=server, channel=channel.id, thread=thread)


def sent(channel: Channel, post: PostRef) -> Sent:
    return channel.messages[post.id]


async def digest(platform: DiscordPlatform, team: Channel) -> tuple[PostRef, Place]:
    """A message with a thread, and the place in the thread."""
    header = await platform.post(place(team), message("five papers"), "header")
    await platform.begin_thread(header, "2026-02-16")
    return header, place(team, header.id)


# --- posting


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


@pytest.mark.parametrize("edited", [False, True])
async def test_a_picture_that_discord_refuses_is_left_out(
    discord: Discord, platform: DiscordPlatform, team: Channel, *, edited: bool
) -> None:
    """A thumbnail must not cost the digest, nor post it twice."""
    ref = await platform.post(place(team), message("a paper"), "key")
    refused = faults.refused(refusals.invalid("components.1.items.0", "URL_TYPE_INVALID", "no"))
    discord.fail("edit" if edited else "send", refused)

    if edited:
        await platform.edit(ref, message("a paper, revised", PICTURE))
    else:
        ref = await platform.post(place(team), message("a paper, revised", PICTURE), "other")

    assert sent(team, ref).words == "a paper, revised"
    assert sent(team, ref).components[0]["id"] == mark_of("key" if edited else "other")


async def test_where_no_layout_is_taken_the_words_are(
    discord: Discord, platform: DiscordPlatform, team: Channel, clock: FakeClock
) -> None:
    """And what has become words by that can become a layout again."""
    refused = faults.refused(refusals.invalid("components", "UNION_TYPE_CHOICES", "no"))
    discord.fail("send", refused, refused)

    ref = await platform.post(place(team), message("a paper"), "key")
    assert sent(team, ref).content == "a paper"
    await platform.edit(ref, message("a paper, revised"))

    assert sent(team, ref).content == ""
    assert sent(team, ref).words == "a paper, revised"


async def test_a_link_that_discord_blocks_does_not_cost_an_answer(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """A project's page may stand on a list of harmful ones; its words do not."""
    linked = Paragraph(text=(Span(text="project page", link="https://shears.example/"),))
    blocked = refusals.Refusal(400, 240000, "Message blocked by harmful links filter")
    discord.fail("send", faults.refused(blocked))

    ref = await platform.post(place(team), message("a paper", linked), "key")

    assert sent(team, ref).words == "a paper\nproject page"


# --- what is in doubt


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
    discord.world.delete(sent(team, ref))

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


# --- refusals


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


# --- threads


async def test_a_thread_is_begun_once(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """After a crash nobody knows whether it was; its name stays."""
    header, _ = await digest(platform, team)

    await platform.begin_thread(header, "another name")

    (thread,) = team.threads
    assert (thread.name, thread.id) == ("2026-02-16", header.id)


@pytest.mark.parametrize(
    "title", ["질문 " * 60, "x" * 500, "🧪" * 100, "one\nline of @everyone", "…"], ids=len
)
async def test_a_thread_is_called_what_discord_takes(
    platform: DiscordPlatform, team: Channel, title: str
) -> None:
    """A question may be long, and is what somebody wrote."""
    header = await platform.post(place(team), message("x"), "key")

    await platform.begin_thread(header, title)

    (thread,) = team.threads
    assert thread.name.rstrip("…").strip() in " ".join(title.split())


async def test_a_title_that_moderation_does_not_like_costs_no_answer(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """It is a person's question; the server forbids a word of it."""
    header = await platform.post(place(team), message("x"), "key")
    blocked = refusals.Refusal(400, 200001, "Title was blocked by automatic moderation")
    discord.fail("begin_thread", faults.refused(blocked))

    await platform.begin_thread(header, "a word")

    assert [thread.name for thread in team.threads] == ["Daily Papers"]


async def test_a_thread_under_a_question_that_was_deleted_is_not_begun(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """There is nobody to answer."""
    asked = await discord.person("ann").writes(team, "what is new?")
    discord.world.delete(asked)

    with pytest.raises(Gone) as refused:
        await platform.begin_thread(PostRef(place=place(team), id=asked.id), "what is new?")

    assert refused.value.problem is P.NO_MESSAGE


async def test_an_archived_thread_opens_for_what_is_posted_or_changed_in_it(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """After a weekend without a word it is archived, and Discord allows no edit in it then."""
    header, place_there = await digest(platform, team)
    thread = discord.guild().threads[header.id]
    ref = await platform.post(place_there, message("the first"), "1")

    discord.world.change_thread(thread, archived=True)
    await platform.edit(ref, message("the first, revised"))
    discord.world.change_thread(thread, archived=True)
    await platform.post(place_there, message("the second"), "2")
    discord.world.change_thread(thread, archived=True)
    await platform.delete(ref)

    assert [post.words for post in thread.posts] == ["the second"]


async def test_a_locked_thread_stays_as_it_is(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """A moderator has closed it: that is told, and not tried for ever."""
    header, place_there = await digest(platform, team)
    ref = await platform.post(place_there, message("the first"), "1")
    thread = discord.guild().threads[header.id]
    discord.world.change_thread(thread, archived=True, locked=True)

    for refused in (
        platform.edit(ref, message("revised")),
        platform.post(place_there, message("the second"), "2"),
    ):
        with pytest.raises(Gone) as closed:
            await refused
        assert closed.value.problem is P.ARCHIVED
    assert (thread.archived, [post.words for post in thread.posts]) == (True, ["the first"])


@pytest.mark.parametrize("moderator", [True, False])
@pytest.mark.parametrize("talked", [True, False])
async def test_the_thread_of_a_digest_that_was_removed_is_put_away(
    discord: Discord, platform: DiscordPlatform, team: Channel, *, moderator: bool, talked: bool
) -> None:
    """What people wrote in it is theirs; an empty one is of no use to anybody."""
    if moderator:
        team.allow(discord.world.application.bot, allow=May.MANAGE_THREADS)
    header, _ = await digest(platform, team)
    (thread,) = team.threads
    if talked:
        await discord.person("ann").writes(thread, "nice")

    await platform.delete(header)

    assert team.posts == []
    assert thread.deleted == (moderator and not talked)
    assert thread.deleted or thread.archived


async def test_direct_messages_have_no_threads(
    discord: Discord, platform: DiscordPlatform, clock: FakeClock
) -> None:
    """What is said there stands where it was asked."""
    direct = discord.person("ann").direct

    ref = await platform.post(place(direct), message("hello"), "key")
    await platform.begin_thread(ref, "hello")
    await platform.edit(ref, message("hello, ann"))

    assert [post.words for post in direct.posts] == ["hello, ann"]
    assert await platform.find(place(direct), "key", clock.now()) == ref
    assert await platform.link(ref) == f"https://discord.com/channels/@me/{direct.id}/{ref.id}"


async def test_announcement_channels_are_as_others(
    discord: Discord, platform: DiscordPlatform
) -> None:
    """Many servers keep their news in one."""
    news = discord.guild().announcement_channel("news")

    header, thread = await digest(platform, news)
    await platform.post(thread, message("the first"), "1")

    assert [reply.words for reply in news.messages[header.id].replies] == ["the first"]


async def test_a_place_without_threads_says_so(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Such as a thread that somebody has given as a channel."""
    header, thread = await digest(platform, team)
    inside = thread.model_copy(update={"channel": header.id, "thread": None})
    ref = await platform.post(inside, message("x"), "key")

    with pytest.raises(Rejected):
        await platform.begin_thread(ref, "x")


# --- forums


@pytest.fixture
def forum(discord: Discord) -> Channel:
    """A channel that holds posts alone."""
    return discord.guild().forum("reading")


async def test_in_a_forum_a_digest_is_a_post_of_its_own(
    discord: Discord, platform: DiscordPlatform, forum: Channel, clock: FakeClock
) -> None:
    """Called by its date, with its papers below."""
    titled = message("five papers", thread_title="2026-02-16")

    header = await platform.post(place(forum), titled, "header")
    await platform.begin_thread(header, "2026-02-16")
    below = place(forum, header.id)
    first = await platform.post(below, message("the first"), "1")
    await platform.edit(header, message("five papers, revised"))

    (thread,) = forum.threads
    assert (thread.name, thread.id) == ("2026-02-16", header.id)
    assert [post.words for post in thread.posts] == ["five papers, revised", "the first"]
    assert await platform.find(place(forum), "header", clock.now()) == header
    assert await platform.find(below, "1", clock.now()) == first
    assert await platform.find(below, "header", clock.now()) is None
    assert await platform.own_posts(below) == [first]
    address = f"https://discord.com/channels/{discord.guild().id}/{thread.id}/{thread.id}"
    assert await platform.link(header) == address
    assert discord.pinged == []


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_post_in_a_forum_that_is_in_doubt_is_sent_once_and_found(
    discord: Discord,
    platform: DiscordPlatform,
    forum: Channel,
    clock: FakeClock,
    status: int,
    *,
    done: bool,
) -> None:
    """There is no nonce in forums: discord.py would make another post with each try."""
    discord.fail("begin_post", faults.failed(status, done=done))

    with pytest.raises(InDoubt):
        await platform.post(place(forum), message("five papers"), "key")

    found = await platform.find(place(forum), "key", clock.now())
    assert [thread.id for thread in forum.threads] == ([found.id] if found else [])
    assert bool(found) == done
    assert len(discord.api.calls["begin_post"]) == 1


async def test_a_post_is_found_in_a_forum_also_when_it_is_archived(
    discord: Discord, platform: DiscordPlatform, forum: Channel, clock: FakeClock
) -> None:
    """Others' posts, and other days, are not it."""
    await discord.person("ann").begins_thread(forum, "a question", "what is new?")
    await platform.post(place(forum), message("yesterday"), "old")
    ref = await platform.post(place(forum), message("today"), "new")
    discord.world.change_thread(discord.guild().threads[ref.id], archived=True)

    assert await platform.find(place(forum), "new", clock.now()) == ref
    assert await platform.find(place(forum), "none", clock.now()) is None


async def test_a_digest_in_a_forum_is_removed_with_its_post(
    discord: Discord, platform: DiscordPlatform, forum: Channel, clock: FakeClock
) -> None:
    """Twice, if need be; then there is nothing to be found or linked to."""
    forum.allow(discord.world.application.bot, allow=May.MANAGE_THREADS)
    ref = await platform.post(place(forum), message("five papers"), "key")

    for _ in range(2):
        await platform.delete(ref)

    assert forum.threads == []
    assert await platform.find(place(forum), "key", clock.now()) is None
    with pytest.raises(Gone) as gone:
        await platform.link(ref)
    assert gone.value.problem is P.NO_MESSAGE


async def test_a_forum_that_wants_a_tag_gets_one(
    discord: Discord, platform: DiscordPlatform, forum: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that everybody may give: Discord refuses a post without."""
    wire = forum.wire()
    tags = [
        {"id": str(n), "name": name, "moderated": n == 1, "emoji_id": None, "emoji_name": None}
        for n, name in enumerate(["papers", "news", "staff"][::-1], start=1)
    ]
    told = {**wire, "flags": 1 << 4, "available_tags": tags}
    monkeypatch.setattr(forum, "wire", lambda: told)

    await platform.post(place(forum), message("five papers"), "key")

    assert discord.api.calls["begin_post"][0]["applied_tags"] == ["2"]


# --- the rest


async def test_a_link_leads_to_the_message(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """As long as it is there."""
    ref = await platform.post(place(team), message("five papers"), "key")

    address = f"https://discord.com/channels/{discord.guild().id}/{team.id}/{ref.id}"
    assert await platform.link(ref) == address
    discord.world.delete(sent(team, ref))
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
    assert Kind.TEXT is team.kind
