"""`/papers …`: what Discord is told of it, and what it brings of it."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.domain.command import (
    Command,
    Date,
    ForgetMe,
    Help,
    Search,
    ShowPaper,
    ShowStatus,
    Today,
    Week,
)
from bot.domain.conversation import IncomingMessage
from bot.domain.errors import StoreError
from bot.ports.inbound import Heard
from tests.adapters.discord.wire.served import served
from tests.adapters.product import Product
from tests.servers.discord.permissions import May, Overwrite
from tests.servers.discord.server import Discord

PAPER = "2602.00001"


@pytest.fixture
def product() -> Product:
    """What the listeners ask."""
    return Product()


@pytest.fixture
async def discord(product: Product) -> AsyncIterator[Discord]:
    """A Discord that the bot is at work in."""
    async with Discord().serving() as server:
        server.guild("lab")
        async with served(server, product):
            yield server
        assert server.pinged == []


@pytest.mark.parametrize(
    ("line", "values", "command"),
    [
        ("today", {}, Today()),
        ("today", {"live": True}, Today(live=True)),
        ("date", {"day": "2026-02-13"}, Date(date=dt.date(2026, 2, 13))),
        ("date", {"day": "어제"}, Date(date=dt.date(2026, 2, 16))),
        ("week", {}, Week()),
        ("search", {"words": "  sparse   attention "}, Search(words="sparse attention")),
        ("paper", {"paper": PAPER}, ShowPaper(reference=PAPER)),
        (
            "paper",
            {"paper": f"https://arxiv.org/abs/{PAPER}v2"},
            ShowPaper(reference=f"{PAPER}v2"),
        ),
        ("status", {}, ShowStatus()),
        ("forget-me", {}, ForgetMe()),
        ("help", {}, Help()),
    ],
)
async def test_each_command_is_run_with_what_was_filled_in(
    discord: Discord, product: Product, line: str, values: dict[str, object], command: Command
) -> None:
    """In any form that is understood elsewhere; what comes of it only the asker sees."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    used = await ann.runs(team, f"papers {line}", values)
    await discord.until(lambda: ann.alone)

    ((ran, asker),) = product.ran
    assert (ran, used.failed) == (command, False)
    assert (asker.place.channel, asker.author) == (team.id, ann.id)
    assert [message.words for message in ann.alone] == ["what was asked for"]
    assert discord.person("ben").view(team) == []


async def test_a_question_is_kept_before_discord_is_told(
    discord: Discord, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord brings it once: what is not in the store by then is lost with the process."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    kept: list[bool] = []
    hear = product.hear

    async def hearing(message: IncomingMessage) -> Heard:
        kept.append(any(one.response for one in discord.api.interactions.all.values()))
        return await hear(message)

    monkeypatch.setattr(product, "hear", hearing)
    await ann.runs(team, "papers ask", {"paper": PAPER, "question": "which data?"})
    await discord.until(lambda: ann.alone)

    (message,) = product.heard
    assert kept == [False]
    assert (message.text, message.about, message.direct) == ("which data?", PAPER, True)
    assert [message.words for message in ann.alone] == ["re: which data?"]


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        ("date", {"day": "the day of the flood"}, "is not a date"),
        ("date", {"day": "2026-02-31"}, "is not in the calendar"),
        ("paper", {"paper": "Attention Is All You Need"}, "needs an arXiv id or address first"),
        ("ask", {"paper": "bananas", "question": "why?"}, "needs an arXiv id or address first"),
    ],
)
async def test_what_is_wrong_is_one_line_with_an_example(
    discord: Discord, product: Product, line: str, values: dict[str, str], said: str
) -> None:
    """The same as everywhere."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    await ann.runs(team, f"papers {line}", values)
    await discord.until(lambda: ann.alone)

    (told,) = ann.alone
    assert said in told.words
    assert "Example: /papers" in told.words
    assert (product.ran, product.heard) == ([], [])


async def test_what_the_channel_shows_is_not_said_again(discord: Discord, product: Product) -> None:
    """Nothing is left of "thinking…" either."""
    product.said = []
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    used = await ann.runs(team, "papers today")
    await discord.until(lambda: not ann.view(team))

    assert not used.failed
    assert len(product.ran) == 1


async def test_a_store_that_fails_is_told_to_who_waits(discord: Discord, product: Product) -> None:
    """Else Discord says that the application did not respond, which nobody can mend."""
    product.broken = StoreError("disk full", retryable=True)
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    used = await ann.runs(team, "papers ask", {"paper": PAPER, "question": "which data?"})
    await discord.until(lambda: ann.alone)

    assert not used.failed
    assert "disk full" not in ann.alone[0].words


# --- where the digest goes


async def test_where_the_bot_and_the_person_may_write_the_channel_gets_it(
    discord: Discord, product: Product
) -> None:
    """So the product is told that it may post."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    await ann.runs(team, "papers today")

    ((_, asker),) = product.ran
    assert not asker.direct


@pytest.mark.parametrize("lacking", [May.SEND_MESSAGES, May.CREATE_PUBLIC_THREADS])
async def test_where_the_bot_may_not_post_one_sees_it_alone_and_why(
    discord: Discord, product: Product, lacking: May
) -> None:
    """Instead of a failure that only an admin could mend."""
    ann, guild = discord.person("ann"), discord.guild()
    team = guild.text_channel("papers")
    team.overwrites[discord.world.application.bot.id] = Overwrite(deny=lacking)

    await ann.runs(team, "papers today")
    await discord.until(lambda: len(ann.alone) == 2)

    assert product.ran[0][1].direct
    assert "The bot is not in this server, or lacks a permission" in ann.alone[0].words


async def test_who_may_not_write_posts_nothing_by_the_bot_either(
    discord: Discord, product: Product
) -> None:
    """A channel of announcements stays one, also for who may talk in its threads."""
    guild, ann = discord.guild(), discord.person("ann")
    news = guild.text_channel("news")
    thread = await ann.begins_thread(await ann.writes(news, "hello"), "talk")
    news.overwrites[guild.everyone.id] = Overwrite(deny=May.SEND_MESSAGES)
    news.overwrites[discord.world.application.bot.id] = Overwrite(allow=May.SEND_MESSAGES)

    await ann.runs(thread, "papers today")
    await discord.until(lambda: len(ann.alone) == 2)

    assert product.ran[0][1].direct
    assert "You may not write in this channel" in ann.alone[0].words


async def test_who_has_the_app_for_themselves_uses_it_where_the_bot_is_not(
    discord: Discord, product: Product
) -> None:
    """In a foreign server, among friends, and with the bot: everywhere it is theirs alone."""
    ann, ben = discord.person("ann"), discord.person("ben")
    foreign = discord.guild("foreign", bot=False)
    discord.person("ann", guild=foreign)
    await ann.installs_app()

    for channel in (foreign.text_channel("talk"), ann.talks_to(ben), ann.direct):
        used = await ann.runs(channel, "papers today")
        await discord.until(lambda: len(product.ran), "a run")
        assert not used.failed
        (_, asker) = product.ran.pop()
        assert asker.direct

    assert ben.alone == []


async def test_a_channel_that_is_not_on_the_list_is_told_so(product: Product) -> None:
    """The bot works where its owner wants it, and in direct messages."""
    async with Discord().serving() as discord:
        ann, guild = discord.person("ann"), discord.guild()
        team, other = guild.text_channel("papers"), guild.text_channel("other")
        async with served(discord, product, discord_channels=frozenset({team.id})):
            await ann.runs(other, "papers today")
            await discord.until(lambda: ann.alone)
            assert "this channel" in ann.alone[0].words
            assert product.ran == []

            await ann.runs(team, "papers today")
            await discord.until(lambda: product.ran)


# --- while somebody types


async def test_days_and_papers_are_offered(discord: Discord) -> None:
    """In the order in which they are likely to be wanted."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    days = await ann.completes(team, "papers date", "day", "")
    papers = await ann.completes(team, "papers ask", "paper", "#2")

    assert days.choices is not None
    assert [one["value"] for one in days.choices] == ["2026-02-16"]
    assert papers.choices is not None
    assert [one["name"].split()[0] for one in papers.choices] == ["#2"]


async def test_nothing_is_offered_where_the_store_fails(
    discord: Discord, product: Product, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was typed is taken all the same."""
    product.broken = StoreError("disk full")
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")

    days = await ann.completes(team, "papers date", "day", "")

    assert days.choices == []
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("locale", "line"),
    [("ko", "papers 오늘: 최신 다이제스트 보기"), ("fr", "papers today: The newest digest")],
)
async def test_discord_shows_the_commands_in_ones_own_language(
    discord: Discord, locale: str, line: str
) -> None:
    """Korean engineers with an English Discord read English, and the other way round."""
    ann = discord.person("ann")
    ann.user.locale = locale

    offered = ann.offered(discord.guild().text_channel("papers"))

    assert offered["papers today"] == line
    assert len(offered) == 9
