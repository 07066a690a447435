"""What somebody may do where, by roles, overwrites and threads."""

import discord
import pytest

from tests.servers.discord.clients import Hearing, ask
from tests.servers.discord.permissions import EVERYTHING, NOTHING, May
from tests.servers.discord.server import Discord

M = May


def test_a_role_allows_what_another_denies_in_a_channel() -> None:
    """Of all roles of somebody those that allow win, whatever the order."""
    discord_ = Discord()
    guild, ann = discord_.guild(), discord_.person("ann")
    team, readers, writers = guild.text_channel("a"), guild.role("readers"), guild.role("writers")
    guild.members[ann.id].roles += [writers, readers]
    team.allow(guild.everyone, deny=M.SEND_MESSAGES)
    team.allow(readers, deny=M.SEND_MESSAGES)
    team.allow(writers, M.SEND_MESSAGES)

    assert M.SEND_MESSAGES in team.may(ann.user)
    team.allow(ann, deny=M.SEND_MESSAGES)
    assert M.SEND_MESSAGES not in team.may(ann.user)


def test_who_does_not_see_a_channel_may_do_nothing_there() -> None:
    """Whatever else was allowed."""
    server = Discord()
    guild, ann = server.guild(), server.person("ann")
    team = guild.text_channel("a")
    team.allow(guild.everyone, M.SEND_MESSAGES, deny=M.VIEW_CHANNEL)
    stranger = server.world.user("zoe")

    assert team.may(ann.user) == NOTHING
    assert team.may(stranger) == NOTHING
    assert team.may(guild.owner) == EVERYTHING


def test_an_administrator_may_do_all_that_a_channel_denies() -> None:
    """Overwrites are nothing to them."""
    server = Discord()
    guild, ann = server.guild(), server.person("ann")
    guild.members[ann.id].roles.append(guild.role("admins", M.ADMINISTRATOR))
    team = guild.text_channel("a")
    team.allow(ann, deny=M.VIEW_CHANNEL)

    assert team.may(ann.user) == EVERYTHING


def test_a_thread_has_its_parents_permissions_and_one_of_its_own() -> None:
    """Who may not write in the channel may write in its threads, and the other way round."""
    server = Discord()
    guild, ann = server.guild(), server.person("ann")
    team = guild.text_channel("a")
    thread = server.world.begin_thread(team, "talk", guild.owner)
    team.allow(guild.everyone, deny=M.SEND_MESSAGES)

    assert M.SEND_MESSAGES_IN_THREADS in thread.may(ann.user)
    assert M.ATTACH_FILES in thread.may(ann.user)
    assert M.ATTACH_FILES not in team.may(ann.user)
    team.allow(guild.everyone, M.SEND_MESSAGES, deny=M.SEND_MESSAGES_IN_THREADS)
    assert M.ATTACH_FILES not in thread.may(ann.user)


def test_who_was_told_to_be_quiet_only_reads() -> None:
    """For as long as their timeout lasts."""
    server = Discord()
    guild, ann = server.guild(), server.person("ann")
    guild.members[ann.id].in_timeout = True

    may = guild.text_channel("a").may(ann.user)

    assert may == M.VIEW_CHANNEL | M.READ_MESSAGE_HISTORY


@pytest.mark.parametrize(
    ("deny", "method", "path", "code"),
    [
        (M.VIEW_CHANNEL, "GET", "", 50001),
        (M.VIEW_CHANNEL, "POST", "/messages", 50001),
        (M.SEND_MESSAGES, "POST", "/messages", 50013),
        (M.SEND_MESSAGES, "POST", "/typing", 50013),
        (M.READ_MESSAGE_HISTORY, "GET", "/messages/{post}", 50013),
        (M.READ_MESSAGE_HISTORY, "GET", "/threads/archived/public", 50013),
        (M.CREATE_PUBLIC_THREADS, "POST", "/messages/{post}/threads", 50013),
        (NOTHING, "DELETE", "", 50013),
        (NOTHING, "PATCH", "", 50013),
    ],
)
async def test_what_the_bot_may_not_do_is_refused(
    server: Discord, rest: Hearing, deny: May, method: str, path: str, code: int
) -> None:
    """An app learns from the code whether it does not see a place, or may not act there."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    post = await ann.writes(team, "hello")
    team.allow(server.world.application.bot, deny=deny)

    where = f"/channels/{team.id}{path.format(post=post.id)}"
    with pytest.raises(discord.Forbidden) as refused:
        await ask(rest, method, where, content="a", name="a")

    assert refused.value.code == code
    assert team.posts == [post]


async def test_who_may_not_read_history_reads_nothing_and_answers_nobody(
    server: Discord, rest: Hearing
) -> None:
    """The list is empty rather than refused."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    post = await ann.writes(team, "hello")
    team.allow(server.world.application.bot, deny=M.READ_MESSAGE_HISTORY)

    path, told = f"/channels/{team.id}/messages", {"message_id": post.id}

    read = await ask(rest, "GET", path)
    with pytest.raises(discord.Forbidden) as refused:
        await ask(rest, "POST", path, content="a", message_reference=told)

    assert read == []
    assert refused.value.code == 160002


async def test_a_bot_that_was_removed_has_no_access(server: Discord, rest: Hearing) -> None:
    """To nothing of that server."""
    guild = server.guild()
    team = guild.text_channel("papers")
    server.world.remove_app(guild)

    for path in (f"/channels/{team.id}", f"/guilds/{guild.id}"):
        with pytest.raises(discord.Forbidden) as refused:
            await ask(rest, "GET", path)
        assert refused.value.code == 50001
