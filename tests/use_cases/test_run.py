"""Commands, from the whole product: what a channel gets, and what its asker alone."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.app import App, open_app
from bot.domain.command import (
    Ask,
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
from bot.domain.conversation import HeardKind, IncomingMessage
from bot.domain.errors import Gone, PlatformProblem, TooMany
from bot.domain.language import Language
from bot.domain.message import Action, Actions, Item, Message
from bot.domain.place import Place
from bot.ports.inbound import Asker, DigestWish
from bot.settings import Settings
from tests.builders import DAY, daily_entry
from tests.fakes import FakeClock, FakePlatform, Fault, Heard
from tests.servers.upstream import Upstream

CHANNEL = Place(platform="slack", workspace="lab", channel="papers")
ASKER = Asker(place=CHANNEL, author="jin", language=Language.EN)
TODAY = DAY + dt.timedelta(days=1)


class Channel:
    """A channel of the product's, and who types commands there."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.platform = FakePlatform()

    async def run(self, command: Command, asker: Asker = ASKER) -> list[Message]:
        return await self.app.run(command, asker, self.platform, Heard())

    @property
    def posted(self) -> list[str]:
        """What everybody sees."""
        return [said.summary for ref, said in self.platform.posts if ref.place == CHANNEL]


@pytest.fixture
async def channel(
    upstream: Upstream, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Channel]:
    for name, value in upstream.environment.items():
        monkeypatch.setenv(name, value)
    upstream.days[str(DAY)] = [daily_entry("2602.00001", title="Shears")]
    upstream.days[str(TODAY)] = [daily_entry("2602.00002", title="Tongs")]
    monkeypatch.setenv("PAPERS_QUESTIONS_BY_PERSON", "2")
    async with open_app(settings=Settings(), clock=clock) as app:
        yield Channel(app)


def titles(message: Message) -> list[str]:
    items = [block for block in message.blocks if isinstance(block, Item)]
    return [item.title[-1].text for item in items]


def buttons(message: Message) -> list[Action]:
    return [a for block in message.blocks if isinstance(block, Actions) for a in block.actions]


def links(message: Message) -> list[str]:
    return [
        span.link for b in message.blocks if b.kind == "paragraph" for span in b.text if span.link
    ]


async def test_the_first_to_ask_for_today_brings_it_to_the_channel(channel: Channel) -> None:
    """In the language that the channel is served in; the asker sees it there like all."""
    assert await channel.run(Today()) == []

    assert channel.posted[0].startswith("2026-02-16 Daily Papers")
    (listed,) = (b for b in channel.platform.posts[0][1].blocks if isinstance(b, Item))
    assert (listed.ratings or "").startswith("도입 난이도")


async def test_whoever_asks_later_is_shown_where_it_is(channel: Channel) -> None:
    """With the short list, and a way to that of the running day; nothing is posted twice."""
    await channel.run(Today())

    line, listed = await channel.run(Today())

    assert len(channel.posted) == 1
    assert line.summary == "This digest is in the channel already."
    assert links(line) == ["https://chat.example/papers/1"]
    assert titles(listed) == ["Shears"]
    assert [(b.action, b.subject) for b in buttons(listed)] == [("live", "live")]


async def test_what_was_removed_is_not_posted_again(channel: Channel) -> None:
    """The asker is told, and can read it alone."""
    await channel.run(Today())
    await channel.app.remove(CHANNEL, channel.platform.posts[0][0].id, channel.platform)

    line, listed = await channel.run(Today())

    assert channel.posted == []
    assert "was removed" in line.summary
    assert (links(line), titles(listed)) == ([], ["Shears"])


@pytest.mark.parametrize("command", [Today(), Date(date=DAY)])
async def test_what_was_deleted_by_hand_is_said_to_be_gone(
    channel: Channel, command: Command
) -> None:
    """Who asks gets the list alone instead of a link to nothing."""
    await channel.run(Today())
    gone = Gone("no", problem=PlatformProblem.NO_MESSAGE)
    channel.platform.faults["link"] = [Fault(gone)]

    line, listed = await channel.run(command)

    assert "was removed" in line.summary
    assert (links(line), titles(listed)) == ([], ["Shears"])


async def test_where_the_bot_is_no_member_the_asker_is_told_what_to_do(channel: Channel) -> None:
    """And can read it alone."""
    refusal = Gone("not_in_channel", problem=PlatformProblem.NOT_A_MEMBER)
    channel.platform.faults["post"] = [Fault(refusal)]

    line, listed = await channel.run(Today())

    assert line.summary.startswith("It could not be posted to the channel. ")
    assert "invite" in line.summary.lower()
    assert titles(listed) == ["Shears"]


async def test_a_day_without_papers_is_said_and_not_posted(
    channel: Channel, upstream: Upstream
) -> None:
    """No empty thread."""
    upstream.days[str(DAY)] = []

    (said,) = await channel.run(Date(date=DAY))
    (newest,) = await channel.run(Today())

    assert channel.posted == []
    assert buttons(said) == buttons(newest) == []


async def test_the_running_day_is_shown_to_its_asker_alone(channel: Channel) -> None:
    """It still moves, and never becomes what a channel keeps."""
    (listed,) = await channel.run(Today(live=True))

    assert titles(listed) == ["Tongs"]
    assert channel.posted == []


async def test_a_date_offers_to_post_itself_until_it_is_there(channel: Channel) -> None:
    """Then it shows where."""
    (offered,) = await channel.run(Date(date=DAY))
    digest = await channel.app.digest(DigestWish(date=DAY), Heard())
    await channel.app.deliver(digest, CHANNEL, channel.platform)
    line, listed = await channel.run(Date(date=DAY))

    assert [(b.action, b.subject) for b in buttons(offered)] == [("post", "2026-02-16")]
    assert links(line) == ["https://chat.example/papers/1"]
    assert (titles(listed), buttons(listed)) == (["Shears"], [])


@pytest.mark.parametrize("command", [Today(), Date(date=DAY)])
async def test_where_there_are_no_threads_an_edition_is_shown_and_not_posted(
    channel: Channel, command: Command
) -> None:
    """In a direct message; its asker reads it in their language, and nothing offers to post it."""
    direct = ASKER.model_copy(update={"direct": True})

    (listed,) = await channel.run(command, direct)

    (item,) = (block for block in listed.blocks if isinstance(block, Item))
    assert (item.ratings or "").startswith("Adoption difficulty")
    assert [b.action for b in buttons(listed)] == (["live"] if command == Today() else [])
    assert channel.platform.posts == []


async def test_a_date_that_was_removed_is_not_offered_again(channel: Channel) -> None:
    """It would not be posted."""
    await channel.run(Today())
    await channel.app.remove(CHANNEL, channel.platform.posts[0][0].id, channel.platform)

    line, listed = await channel.run(Date(date=DAY))

    assert "was removed" in line.summary
    assert buttons(listed) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (Week(), "2026-02-16 Weekly Papers"),
        (ShowPaper(reference="2602.00001"), "1. Shears"),
        (Search(words="pruning"), "Results for: pruning"),
        (ShowStatus(), "Status"),
        (ForgetMe(), "None of your questions are stored."),
        (Help(), "Commands"),
    ],
)
async def test_everything_else_is_for_its_asker_alone(
    channel: Channel, upstream: Upstream, command: Command, said: str
) -> None:
    """In their language."""
    upstream.papers["2602.00001"] = daily_entry("2602.00001", title="Shears")["paper"]
    await channel.app.digest(DigestWish(date=DAY), Heard())

    (shown,) = await channel.run(command)

    assert shown.summary.startswith(said)
    assert channel.posted == []


async def test_a_paper_that_is_only_looked_at_is_not_found_by_a_search(
    channel: Channel, upstream: Upstream
) -> None:
    """What is searched is what was digested."""
    upstream.papers["2602.00007"] = daily_entry("2602.00007", title="Anvil")["paper"]
    await channel.run(ShowPaper(reference="2602.00007"))

    assert await channel.app.search("Anvil") == []


@pytest.mark.parametrize(
    "command", [ShowPaper(reference="2602.00001"), Date(date=DAY), Week(), Today(live=True)]
)
async def test_what_makes_a_model_work_counts_with_the_questions(
    channel: Channel, upstream: Upstream, command: Command
) -> None:
    """Or one person could spend the day's tokens on papers that nobody else looks at."""
    upstream.papers["2602.00001"] = daily_entry("2602.00001", title="Shears")["paper"]
    await channel.run(command)
    asked = IncomingMessage(
        place=CHANNEL, id="m1", author="jin", text="which?", direct=True, about="2602.00001"
    )
    heard = await channel.app.hear(asked)

    assert heard.kind is HeardKind.QUESTION
    with pytest.raises(TooMany):
        await channel.run(command)


async def test_what_all_share_or_costs_nothing_has_no_limit(channel: Channel) -> None:
    """The day's digest is made once, however often it is asked for."""
    for _ in range(3):
        for command in (Today(), Search(words="pruning"), ShowStatus(), Help(), ForgetMe()):
            await channel.run(command)


async def test_a_question_is_heard_and_not_run(channel: Channel) -> None:
    """It would be answered without being kept."""
    with pytest.raises(ValueError, match="heard"):
        await channel.run(Ask(reference="2602.00001", question="why?"))
