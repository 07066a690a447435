"""What people are told when something fails: in their language, never in a gateway's words."""

import datetime as dt
import re

import pytest

from bot.commands.parse import parse_command
from bot.domain.errors import (
    Gone,
    InputError,
    NotFound,
    PapersBotError,
    PlatformProblem,
    SourceError,
    StoreError,
    Trouble,
    UsageError,
)
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import failure_line, problem_line

TODAY = dt.date(2026, 2, 17)


@pytest.mark.parametrize("language", Language)
def test_each_problem_has_a_line_of_its_own(language: Language) -> None:
    """Whoever reads it has to know whether to invite the bot, to wait, or to call somebody."""
    lines = {problem_line(problem, language) for problem in PlatformProblem}

    assert len(lines) == len(PlatformProblem)
    assert [line for line in lines if "{" in line] == []


@pytest.mark.parametrize("language", Language)
def test_each_trouble_has_a_line_of_its_own(language: Language) -> None:
    """Which paper, which day, and what to do now."""
    errors = [InputError("no such thing", trouble=t, about="2602.1") for t in Trouble]

    lines = {failure_line(error, language) for error in errors}

    assert len(lines) == len(Trouble)
    assert [line for line in lines if "{" in line or "no such thing" in line] == []


@pytest.mark.parametrize("language", Language)
def test_the_examples_in_them_can_be_typed(language: Language) -> None:
    """In the language that they stand in."""
    examples = [
        example
        for line in catalogue(language).troubles.values()
        for example in re.findall("/papers .*", line)
    ]

    assert len(examples) == 9
    for example in examples:
        parse_command(example, TODAY)
        assert language is Language.EN or not re.search("[a-z]{4}", example.partition("s ")[2])


def test_what_a_platform_lacks_comes_with_its_own_way_to_mend_it() -> None:
    """The core does not know how a bot is invited."""
    error = Gone("not_in_channel", problem=PlatformProblem.NOT_A_MEMBER)

    line = failure_line(error, Language.KO, "초대 단추를 누르세요.")

    assert (
        line == "봇이 이 채널에 없습니다. 봇을 초대한 뒤 다시 시도해 주세요. 초대 단추를 누르세요."
    )


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (SourceError("cannot reach 127.0.0.1", retryable=True), Trouble.SOURCE_UNREACHABLE),
        (SourceError("answered with a web page"), Trouble.SOURCE_REFUSED),
        (NotFound("x is not there (HTTP 404)"), Trouble.SOURCE_REFUSED),
        (StoreError("disk full"), Trouble.STORE),
        (InputError("only the digest of a day"), Trouble.OTHER),
        (PapersBotError("x"), Trouble.OTHER),
        (KeyError("a bug"), Trouble.OTHER),
    ],
)
def test_a_reader_hears_nothing_technical(error: Exception, trouble: Trouble) -> None:
    """What exactly happened is in the log."""
    assert failure_line(error, Language.KO) == catalogue(Language.KO).troubles[trouble]


def test_what_is_in_the_words_of_whoever_asked_stays_as_it_is() -> None:
    """A command that cannot be read is told with what was typed."""
    assert failure_line(UsageError("“오눌” 명령어는 없습니다."), Language.KO).startswith("“오눌”")
