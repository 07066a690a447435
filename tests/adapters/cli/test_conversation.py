"""`papers try`: a digest as a thread, then questions until the input ends."""

import datetime as dt
import io

import pytest

from tests.adapters.cli.conftest import Papers
from tests.servers.upstream import Upstream


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What somebody types, without a terminal."""
    lines = io.StringIO()
    monkeypatch.setattr("sys.stdin", lines)
    return lines


def type_(typed: io.StringIO, *lines: str) -> None:
    typed.write("".join(f"{line}\n" for line in lines))
    typed.seek(0)


async def test_it_ends_cleanly_without_input(papers: Papers, typed: io.StringIO) -> None:
    """`make run </dev/null` shows the digest and stops."""
    ran = await papers("try", "--offline", "--lang", "en")

    assert ran.code == 0
    assert "2026-02-16 Daily Papers (Top 5)" in ran.out
    assert ran.err == ""


async def test_a_question_finds_the_nearest_words_of_the_sample(
    papers: Papers, typed: io.StringIO
) -> None:
    """They are headed as what they are, and never in quotation marks."""
    type_(typed, "#2 Which languages are the queries in?")

    ran = await papers("try", "--offline", "--lang", "en")

    answer = ran.out.rpartition("SQuTR:")[2]
    assert "sample text, not the paper's words" in answer
    assert "English and Chinese" in answer
    assert "“" not in answer


async def test_a_real_papers_passages_are_quoted_with_their_place(
    papers: Papers, live: Upstream, typed: io.StringIO
) -> None:
    """Verbatim, and labelled as no answer while no model is set."""
    type_(typed, "#1 does it help small models?")

    ran = await _try_on_the_live_day(papers, live)

    answer = ran.rpartition("Not an answer")[2]
    assert "“It does not help models below 1B parameters.”  — Abstract" in answer.replace(
        "\n    ", " "
    )


async def test_a_question_goes_to_the_paper_talked_about_last(
    papers: Papers, live: Upstream, typed: io.StringIO
) -> None:
    """A number is needed once."""
    type_(typed, "#2 how many steps?", "and which benchmarks?")

    ran = await _try_on_the_live_day(papers, live)

    assert ran.count("\nPaper 5\n") == 2


async def test_when_it_is_unclear_which_paper_it_asks(
    papers: Papers, live: Upstream, typed: io.StringIO
) -> None:
    """No guess: the first question needs a number, and a wrong number is no paper."""
    type_(typed, "which benchmarks?", "#9 which benchmarks?")

    ran = await _try_on_the_live_day(papers, live)

    assert ran.count("Which paper do you mean?") == 2


async def test_a_rating_can_be_asked_for_its_signals(
    papers: Papers, live: Upstream, typed: io.StringIO
) -> None:
    """Each with its quote or "not found"."""
    type_(typed, "#1 why?")

    ran = await _try_on_the_live_day(papers, live)

    assert "no training needed: found" in ran
    assert "ablations: not found" in ran


async def test_a_question_without_words_gets_a_line_and_the_talk_goes_on(
    papers: Papers, live: Upstream, typed: io.StringIO
) -> None:
    """A mistake never ends the session."""
    type_(typed, "#1", "#1 what about 1B parameters?")

    ran = await _try_on_the_live_day(papers, live)

    assert "The question is empty" in ran
    assert "below 1B parameters" in ran


async def test_without_a_network_it_shows_the_sample_and_says_why(
    papers: Papers, typed: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first thing somebody sees is not an error."""
    monkeypatch.setenv("HF_BASE_URL", "http://127.0.0.1:9")

    ran = await papers("try", "--lang", "en")

    assert ran.code == 0
    assert "Sample data." in ran.out
    assert "Hugging Face cannot be read, so this is the bundled sample day" in ran.err


async def _try_on_the_live_day(papers: Papers, live: Upstream) -> str:
    """`papers try` where yesterday is the day with six papers."""
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    live.days[str(yesterday)] = live.days["2026-02-16"]
    ran = await papers("try", "--lang", "en")
    assert ran.code == 0, ran.err
    return ran.out


@pytest.mark.parametrize("word", ["quit", "exit", "종료"])
async def test_a_word_ends_it_too(papers: Papers, typed: io.StringIO, word: str) -> None:
    """It is not searched for in a paper."""
    type_(typed, word, "#1 sparse?")

    ran = await papers("try", "--offline", "--lang", "en")

    assert ran.code == 0
    assert "Not an answer" not in ran.out


@pytest.mark.parametrize(
    "question",
    ["#1 why", "1, why?", "#1왜", "＃1 why", "#1 왜 어려운가요?", "#1 why is it rated easy?"],
)
async def test_why_may_be_asked_in_several_ways(
    papers: Papers, typed: io.StringIO, question: str
) -> None:
    """Nobody reads the prompt to the letter."""
    type_(typed, question)

    ran = await papers("try", "--offline", "--lang", "en")

    assert "ablations: not found" in ran.out
