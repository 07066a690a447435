"""A talk with the whole product: from a message in a channel to its answer, and all that follows."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.app import App, open_app
from bot.domain.conversation import HeardKind, IncomingMessage, QuestionState, Verdict
from bot.domain.language import Language
from bot.domain.place import Place, PostRef
from bot.ports.inbound import DigestWish
from bot.settings import Settings
from tests.builders import DAY, daily_entry
from tests.fakes import FakeClock, FakePlatform, Heard
from tests.full_texts import SHEARS, as_page
from tests.servers.upstream import Upstream

ROOT = Place(platform="slack", workspace="lab", channel="papers", thread="90")
ALONE = ROOT.model_copy(update={"thread": None})
SHEARS_ID, TONGS_ID = "2602.00001", "2602.00002"


@pytest.fixture
async def app(
    upstream: Upstream, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[App]:
    """The product over loopback, with yesterday's two papers."""
    for name, value in upstream.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PAPERS_EMBEDDINGS", "off")
    upstream.days[str(DAY)] = [
        daily_entry(SHEARS_ID, title="Shears", upvotes=9),
        daily_entry(TONGS_ID, title="Tongs"),
    ]
    for paper_id in (SHEARS_ID, TONGS_ID):
        upstream.records[paper_id] = {"version": "2"}
        upstream.pages[f"{paper_id}v2"] = as_page("Shears", SHEARS)
    async with open_app(settings=Settings(), clock=clock) as opened:
        yield opened


def mention(text: str, place: Place = ROOT, **fields: object) -> IncomingMessage:
    given = {"place": place, "id": "90", "author": "jin", "text": text, "mentions_bot": True}
    return IncomingMessage.model_validate({**given, **fields})


async def test_a_mention_in_a_channel_is_answered_judged_and_taken_back(app: App) -> None:
    """All from what was digested this morning; the newest digest need not stand in the channel."""
    platform = FakePlatform()
    await app.digest(DigestWish(), Heard())

    heard = await app.hear(mention("#1 what does a short pass mend?"))
    await app.respond(heard, platform, Heard())
    judged = [await app.judge(ROOT, message, "min", Verdict.GOOD) for message in ("90", "91")]
    await app.retract(ROOT, "90")
    await app.remove_orphans("slack", platform)

    (answer,) = platform.answers
    assert answer.finished is not None
    assert [paper.title for paper in answer.finished.papers] == ["Shears"]
    assert judged == [True, False]
    assert platform.removed == [PostRef(place=ROOT, id="answer-1")]
    assert not await app.judge(ROOT, "90", "min", Verdict.BAD)


async def test_on_a_cold_morning_the_list_of_the_day_is_enough(
    app: App, upstream: Upstream
) -> None:
    """No digest is built for it, and of two who ask at once one fetches."""
    platform = FakePlatform()
    questions = (
        mention("#1 what does a short pass mend?"),
        mention("#1 is it fast?", ROOT.model_copy(update={"thread": "91"}), id="91"),
    )
    heard = [await app.hear(question) for question in questions]

    await asyncio.gather(*(app.respond(one, platform, Heard()) for one in heard))

    assert [one.kind for one in heard] == [HeardKind.WHICH_PAPER] * 2
    titles = [answer.finished and answer.finished.title for answer in platform.answers]
    assert titles == ["Shears", "Shears"]
    assert await app.newest(Language.KO) is None
    assert upstream.asked("/api/daily_papers") == 2  # the page, and that there is no second one


async def test_the_list_of_a_day_is_fetched_once(app: App, upstream: Upstream) -> None:
    """`papers serve` asks for it every hour."""
    await app.fetch_list(Heard())
    asked = len(upstream.requests)

    await app.fetch_list(Heard())

    assert len(upstream.requests) == asked
    heard = await app.hear(mention("#2 what is it?"))
    assert heard.question is not None
    assert [one.paper.title for one in heard.question.papers] == ["Tongs"]


async def test_the_newest_digest_is_there_without_waiting(app: App) -> None:
    """In the language in which it was built."""
    built = await app.digest(DigestWish(language=Language.KO), Heard())

    assert await app.newest(Language.KO) == built
    assert await app.newest(Language.EN) is None


async def test_an_answer_is_judged_before_it_is_kept_too(app: App) -> None:
    """People press as soon as they see the buttons, which is before that."""
    await app.digest(DigestWish(), Heard())
    await app.hear(mention("#1 what does a short pass mend?"))

    assert await app.judge(ROOT, "90", "min", Verdict.GOOD)


async def test_a_paper_known_by_its_id_alone_gets_its_title_when_it_is_read(
    app: App, upstream: Upstream
) -> None:
    """`/papers ask` with the id of a paper that no digest had."""
    upstream.papers["2602.00009"] = daily_entry("2602.00009", title="Anvil")["paper"]
    platform = FakePlatform()

    asked = mention("what does it remove?", ALONE, direct=True, about="arxiv.org/abs/2602.00009v1")
    await app.respond(await app.hear(asked), platform, Heard())

    (answer,) = platform.answers
    assert answer.finished is not None
    assert answer.finished.title == "Anvil"


async def test_a_choice_is_answered_after_a_restart_too(app: App) -> None:
    """The button was pressed, and then the program died."""
    platform = FakePlatform()
    await app.digest(DigestWish(), Heard())
    await app.respond(await app.hear(mention("which weights are removed?")), platform, Heard())

    chosen = await app.choose(ROOT, "90", TONGS_ID)
    again = await app.choose(ROOT, "90", SHEARS_ID)
    await app.resume("slack", platform, Heard())

    assert [heard.kind for heard in (chosen, again)] == [HeardKind.QUESTION, HeardKind.REPEATED]
    (answer,) = platform.answers
    assert answer.to is not None
    assert answer.to.post == platform.posts[0][0].id
    assert [paper.id for paper in answer.to.papers] == [TONGS_ID]
    assert await app.left_over("slack") == ([], [])
    assert chosen.question is not None
    assert chosen.question.state is QuestionState.OPEN


async def test_why_a_paper_is_rated_so_is_told_from_what_was_digested(
    app: App, upstream: Upstream
) -> None:
    """Nobody is asked again, and what people have read is what is explained; others are made."""
    await app.digest(DigestWish(language=Language.KO), Heard())
    upstream.papers["2602.00009"] = daily_entry("2602.00009", title="Anvil")["paper"]
    asked = len(upstream.requests)

    kept = await app.rating(SHEARS_ID, Language.EN, Heard())
    assert len(upstream.requests) == asked
    made = await app.rating("2602.00009", Language.EN, Heard())

    assert kept.summary.startswith("Shears: ▲ 9 · Adoption difficulty")
    assert made.summary.startswith("Anvil: ")


async def test_a_paper_is_shared_where_people_talk(app: App, upstream: Upstream) -> None:
    """And one may ask about it there by mention."""
    platform = FakePlatform()
    upstream.papers[SHEARS_ID] = daily_entry(SHEARS_ID, title="Shears")["paper"]
    post = await app.share(
        "https://huggingface.co/papers/2602.00001v1", ROOT, Language.EN, platform, Heard()
    )

    heard = await app.hear(mention("what does a short pass mend?", id="95"))

    assert platform.posts[0][0] == post
    assert heard.question is not None
    assert [one.paper.title for one in heard.question.papers] == ["Shears"]
