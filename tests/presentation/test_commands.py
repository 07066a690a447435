"""What commands answer: search results, status, help, what was forgotten."""

import datetime as dt
from typing import Any

import pytest

from bot.commands.parse import parse_command
from bot.domain.command import COMMAND_KINDS, CommandKind
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.message import Block, Bullets, Context, Heading, Message, Paragraph, Span
from bot.domain.status import Status
from bot.domain.usage import TokenUsage
from bot.presentation.catalogue import catalogue
from bot.presentation.commands import (
    forgotten_message,
    found_message,
    help_message,
    status_message,
)
from tests.builders import DAY, entry


def said(block: Block) -> str:
    assert isinstance(block, Heading | Paragraph | Context)
    return "".join(span.text for span in block.text)


def items(message: Message) -> list[str]:
    (bullets,) = [block for block in message.blocks if isinstance(block, Bullets)]
    return ["".join(span.text for span in item) for item in bullets.items]


def help_of(language: Language, **more: Any) -> Message:
    return help_message(language, **{"keep_days": 30, "asks_model": True, **more})


def found(rank: int, snippet: str = "It prunes.") -> Found:
    return Found(date=DAY, language=Language.KO, entry=entry(rank), snippet=snippet)


def status(**fields: object) -> Status:
    given = {
        "usage": TokenUsage(calls=12, prompt_tokens=1_000, completion_tokens=234),
        "daily_tokens": 5_000,
        "papers": 1_005,
        "last_digest": DAY,
        "open": 1,
        "answered": 7,
        "retention_days": 30,
    }
    return Status.model_validate({**given, **fields})


def test_results_are_numbered_linked_and_dated() -> None:
    """By their place among the results, whatever their rank was on their day."""
    message = found_message("pruning", [found(3), found(1, "가지치기")], Language.KO)

    heading, first, date, snippet, second, *_ = message.blocks
    assert said(heading) == "검색 결과: pruning"
    assert isinstance(first, Heading)
    assert first.text == (
        Span(text="1. "),
        Span(
            text="Shears: Pruning without Regret",
            link="https://huggingface.co/papers/2602.00003",
        ),
    )
    assert (said(date), said(snippet)) == ("2026-02-16 · arXiv 2602.00003", "It prunes.")
    assert said(second).startswith("2. ")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("hits", [0, 10])
def test_whatever_was_searched_for_is_shown_as_text(language: Language, hits: int) -> None:
    """Braces are filled in once, and a pasted page is shortened."""
    results = [found(rank) for rank in range(1, hits + 1)]

    message = found_message("{count} {words} " + "x" * 3_000, results, language)

    assert "{count} {words}" in said(message.blocks[0])
    assert len(said(message.blocks[0])) < 300


def test_status_is_told_in_figures() -> None:
    """All of them, in the words of the language."""
    assert items(status_message(status(), Language.KO)) == [
        "오늘(UTC) 모델 사용량: 호출 12회, 토큰 1,234개",
        "오늘 남은 토큰: 3,766개",
        "저장된 논문: 1,005편",
        "최신 다이제스트: 2026-02-16",
        "질문: 답변 대기 1건, 오늘(UTC) 답변 7건",
        "질문과 답변 보관 기간: 30일",
    ]


@pytest.mark.parametrize("language", Language)
def test_a_new_installation_says_what_there_is_not(language: Language) -> None:
    """No budget and no digest are said, not shown as zero or "None"."""
    lines = items(status_message(status(daily_tokens=None, last_digest=None), language))

    words = catalogue(language).commands
    assert words.no_budget in lines
    assert words.no_digest in lines
    assert not any("None" in line or "{" in line for line in lines)


@pytest.mark.parametrize("language", Language)
def test_forgetting_says_how_much_was_deleted(language: Language) -> None:
    """Or that there was nothing."""
    assert "1,234" in forgotten_message(1_234, language).summary
    assert "0" not in forgotten_message(0, language).summary


@pytest.mark.parametrize("language", Language)
def test_help_lists_every_command(language: Language) -> None:
    """With the name that works in all languages."""
    lines = items(help_of(language))

    assert len(lines) == len(COMMAND_KINDS)
    for kind, line in zip(COMMAND_KINDS, lines, strict=True):
        assert kind.replace("_", "-") in line


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", COMMAND_KINDS)
def test_what_help_shows_can_be_typed(language: Language, kind: CommandKind) -> None:
    """Each example is a command of its kind, and so is the name that the usage begins with."""
    today = dt.date(2026, 2, 17)
    words = catalogue(language).commands.help[kind]

    assert parse_command(words.example, today).kind == kind
    name = words.example.split(" ")[0]
    assert words.usage.startswith(name)
    assert words.example in "".join(items(help_of(language)))


@pytest.mark.parametrize("language", Language)
def test_the_short_forms_that_help_shows_can_be_typed(language: Language) -> None:
    """A date or a paper alone, in the words of the language."""
    forms = catalogue(language).commands.short_forms.split(": ", 1)[1].split(" · ")

    kinds = [parse_command(form, dt.date(2026, 2, 17)).kind for form in forms]
    assert kinds == ["date", "date", "paper", "ask"]


@pytest.mark.parametrize("language", Language)
def test_help_says_what_is_kept_of_people(language: Language) -> None:
    """For how long, how to be rid of it, and whether a model gets to read it."""
    words = catalogue(language).commands

    asking, alone = help_of(language, keep_days=7), help_of(language, asks_model=False)

    told = said(asking.blocks[-1])
    assert "7" in told
    assert f"/papers {words.help['forget_me'].example}" in told
    assert told.endswith(words.privacy_model)
    assert words.privacy_model not in said(alone.blocks[-1])


def test_help_leads_to_where_more_is_told_when_that_is_set() -> None:
    """Nobody but whoever runs the bot knows the address."""
    note = help_of(Language.KO, privacy="https://lab.example/privacy").blocks[-1]

    assert isinstance(note, Context)
    assert note.text[-1] == Span(text="개인정보 안내", link="https://lab.example/privacy")
