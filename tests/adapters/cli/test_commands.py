"""`/papers …` typed in a thread in the terminal."""

import datetime as dt

import pytest

from tests.adapters.cli.conftest import Papers, Typed
from tests.builders import daily_entry
from tests.full_texts import SHEARS, as_page
from tests.servers.upstream import Upstream


async def after_the_digest(papers: Papers, typed: Typed, *lines: str) -> str:
    """What is shown below the sample day when these lines are typed."""
    typed()
    before = (await papers("try", "--offline", "--lang", "en")).out
    typed(*lines)
    ran = await papers("try", "--offline", "--lang", "en")
    assert ran.code == 0, ran.err
    return ran.out.removeprefix(before)


@pytest.mark.parametrize("line", ["/papers help", "/help", "/", "/papers 도움말", "／도움말"])
async def test_help_lists_every_command(papers: Papers, typed: Typed, line: str) -> None:
    """In the language of the talk, whatever the command's."""
    said = await after_the_digest(papers, typed, line)

    for usage in ("date YYYY-MM-DD", "search WORDS", "ask ID-or-URL QUESTION", "forget-me"):
        assert usage in said


async def test_search_goes_over_everything_digested(
    papers: Papers, live: Upstream, typed: Typed
) -> None:
    """What was shown a moment ago is found, and what is nowhere is said to be."""
    said = await after_the_digest(
        papers, typed, "/date 2026-02-16", "/papers search pruning", "/검색 xyzzy"
    )

    assert "Results for: pruning" in said
    assert "1. Paper" in said.partition("Results for: pruning")[2]
    assert "No paper matches “xyzzy”." in said


async def test_a_date_shows_its_digest(papers: Papers, live: Upstream, typed: Typed) -> None:
    """In the same thread; the papers asked about by number stay those of the beginning."""
    said = await after_the_digest(papers, typed, "/papers date 2026-02-16")

    assert "2026-02-16 Daily Papers (Top 5)" in said
    assert "Paper 6" in said


async def test_today_and_the_week_show_theirs(papers: Papers, live: Upstream, typed: Typed) -> None:
    """The newest day that is over, the running one, and seven days together."""
    today = dt.datetime.now(dt.UTC).date()
    live.days[str(today)] = [daily_entry("2602.00009", title="Paper of today")]
    live.days[str(today - dt.timedelta(days=1))] = [
        daily_entry("2602.00008", title="Paper of yesterday")
    ]

    settled = await after_the_digest(papers, typed, "/today")
    running = await after_the_digest(papers, typed, "/오늘 라이브")
    week = await after_the_digest(papers, typed, "/week")

    assert ("Paper of yesterday" in settled, "Paper of today" in settled) == (True, False)
    assert "Paper of today" in running
    assert "Weekly Papers" in week


async def test_any_paper_is_shown_and_asked_about(
    papers: Papers, live: Upstream, typed: Typed
) -> None:
    """It need not be one of the thread's."""
    live.papers["2602.00003"] = daily_entry("2602.00003", title="Paper 3")["paper"]
    live.pages["2602.00003v2"] = as_page(
        "Paper 3", [*SHEARS, ("B More", ["Words of no weight. " * 60])]
    )

    shown = await after_the_digest(papers, typed, "/papers paper 2602.00003")
    asked = await after_the_digest(
        papers, typed, "/papers ask https://arxiv.org/abs/2602.00003 what does a short pass mend?"
    )

    assert "Paper 3" in shown
    assert "“A short pass mends what was cut.”" in " ".join(asked.split())


async def test_what_was_asked_is_forgotten_on_demand(papers: Papers, typed: Typed) -> None:
    """The status counts it before, and it is gone afterwards."""
    said = await after_the_digest(
        papers, typed, "#1 which data?", "/status", "/forget-me", "/forget-me", "/status"
    )

    said = " ".join(said.split())
    assert "0 waiting for an answer, 1 answered today" in said
    assert "Questions deleted: 1." in said
    assert "None of your questions are stored." in said
    assert said.rstrip().partition("None of your")[2].count("0 answered today") == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/papers serch SQuTR", "Did you mean search? Example: /papers search sparse attention"),
        ("/papers date tomorrowish", "is not a date"),
        ("/papers search", "search needs words to look for"),
        ("/papers ask 2602.10388", "ask needs a question after the paper"),
        ("/papers subscribe", "Schedules are not there yet"),
        ("/papers paper 2602.99999", "Neither Hugging Face nor arXiv knows a paper 2602.99999."),
        ("/papers ask 2602.99999 why?", "Neither Hugging Face nor arXiv knows a paper 2602.99999."),
    ],
)
async def test_a_wrong_command_gets_a_line_and_the_talk_goes_on(
    papers: Papers, live: Upstream, typed: Typed, line: str, said: str
) -> None:
    """With an example where one helps."""
    shown = await after_the_digest(papers, typed, line, "/papers help")

    assert said in " ".join(shown.split())
    assert "ask ID-or-URL QUESTION" in shown
