"""A message in a terminal: words are only words, lines are tidy and 80 columns wide."""

import io
import unicodedata
from typing import Any

import pytest

from adapters.console.platform import ConsolePlatform
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place

CHANNEL = Place(platform="console", workspace="terminal", channel="terminal")
KOREAN = "가지치기로 가중치를 덜어 내도 성능이 유지되는지 세 벤치마크에서 확인함. " * 6


def span(text: str, **fields: Any) -> dict[str, Any]:
    return {"text": text, **fields}


def paragraph(*spans: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "paragraph", "text": spans}


async def drawn(*blocks: dict[str, Any]) -> str:
    """The blocks as they stand in a file."""
    out = io.StringIO()
    message = Message.model_validate({"summary": "Summary", "blocks": blocks})
    await ConsolePlatform(Language.EN, out).post(CHANNEL, message, "key")
    return out.getvalue()


def columns(line: str) -> int:
    """How wide a terminal draws a line: East Asian letters take two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def every_block(text: str) -> list[dict[str, Any]]:
    """The text in each place that a message has for one."""
    own = "https://huggingface.co/papers/2602.00001"
    return [
        {"kind": "heading", "level": 1, "text": [span(text)]},
        {"kind": "heading", "level": 2, "text": [span("1. "), span(text, link=own)]},
        {"kind": "heading", "level": 3, "text": [span(text)]},
        paragraph(span(text, style="emphasis")),
        {"kind": "bullets", "items": [[span(text)], [span(text)]]},
        {"kind": "quote", "text": text, "source": text},
        {"kind": "context", "text": [span(text)]},
        {"kind": "context", "text": [span(text, link=own)]},
    ]


async def test_a_message_is_drawn_block_by_block() -> None:
    """What people see: headings apart, text indented, addresses to copy, no pictures or buttons."""
    own = "https://huggingface.co/papers/2602.00001"
    page = await drawn(
        {"kind": "heading", "level": 1, "text": [span("2026-02-16 Daily Papers")]},
        {"kind": "heading", "level": 2, "text": [span("1. "), span("Shears", link=own)]},
        {"kind": "context", "text": [span("Hugging Face", link=own), span(" · ")]},
        paragraph(span("It prunes."), span(" "), span("Fast.")),
        {"kind": "image", "url": "https://a.example/b.png", "alt": "Thumbnail"},
        {"kind": "heading", "level": 3, "text": [span("Key points")]},
        {"kind": "bullets", "items": [[span("No training.")], [span("Four steps.")]]},
        {"kind": "quote", "text": "in four steps", "source": "Abstract"},
        {"kind": "actions", "actions": [{"action": "ask", "subject": "x", "label": "Ask"}]},
    )

    assert page == (
        "2026-02-16 Daily Papers\n"
        "\n1. Shears\n"
        "  Hugging Face  https://huggingface.co/papers/2602.00001\n"
        "  It prunes. Fast.\n"
        "\nKey points\n"
        "  • No training.\n"
        "  • Four steps.\n"
        "    “in four steps”  — Abstract\n"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
        "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
        "over\rwritten \x08\x08 \x0b \x0c \x85 \u2028",
        "right \u202eto left\u2066 hidden\u200b\U000e0041",
    ],
)
async def test_control_characters_never_reach_the_terminal(hostile: str) -> None:
    """They would recolour, rename, overwrite or link; a bidirectional override would mislead."""
    page = await drawn(*every_block(hostile))

    assert {unicodedata.category(c) for c in page.replace("\n", "")}.isdisjoint({"Cc", "Cf", "Zl"})


@pytest.mark.parametrize("words", ["[bold]x[/bold]", "[/]", "[link=https://a.example]x", ":smile:"])
async def test_markup_of_the_drawing_library_is_shown_as_it_is(words: str) -> None:
    """Titles hold brackets; none of them styles anything, and none is an error."""
    page = await drawn(*every_block(words))

    assert page.count(words) == 10


@pytest.mark.parametrize(
    "text",
    [KOREAN, "漢字" * 100, "word " * 60, "x" * 300, "🧵 " * 80],
    ids=["korean", "no spaces", "english", "one long word", "emoji"],
)
async def test_lines_fit_eighty_columns_and_end_in_no_space(text: str) -> None:
    """A file is read anywhere, and spaces at line ends are noise in it."""
    page = await drawn(*every_block(text))

    for line in page.splitlines():
        assert columns(line) <= 80
        assert line == line.rstrip()


async def test_an_item_that_wraps_hangs_under_its_text() -> None:
    """The bullet stands alone at the left, so that items can be told apart."""
    page = await drawn({"kind": "bullets", "items": [[span(KOREAN)], [span("Next.")]]})
    first, *wrapped, last = page.splitlines()

    assert first.startswith("  • 가지치기로")
    assert wrapped
    assert all(line.startswith("    ") and line[4] != " " for line in wrapped)
    assert last == "  • Next."


async def test_no_word_of_an_item_is_lost_where_it_wraps() -> None:
    """Wide characters end lines at odd places."""
    text = "데이터 합성에 FAC Synthesis를 적용해 보기 " * 9

    page = await drawn({"kind": "bullets", "items": [[span(text.strip())]]})

    assert page.replace("•", "").split() == text.split()


async def test_an_address_is_never_broken() -> None:
    """It stays on one line, however long, so that it can be followed."""
    address = f"https://huggingface.co/papers/{'x' * 150}"

    page = await drawn({"kind": "context", "text": [span("Hugging Face", link=address)]})

    assert page == f"  Hugging Face  {address}\n"


async def test_a_file_is_as_wide_wherever_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The width of the terminal that runs the command says nothing about who reads the file."""
    monkeypatch.setenv("COLUMNS", "200")

    page = await drawn(paragraph(span("word " * 60)))

    assert max(len(line) for line in page.splitlines()) <= 80


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


async def test_a_terminal_is_used_in_its_width_and_titles_are_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """People click on what they see; the address is the paper's own."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    own = "https://huggingface.co/papers/2602.00001"
    blocks = [
        {"kind": "heading", "level": 2, "text": [span("Shears", link=own)]},
        paragraph(span("word " * 60)),
    ]
    out = Terminal()

    message = Message.model_validate({"summary": "S", "blocks": blocks})
    await ConsolePlatform(Language.EN, out).post(CHANNEL, message, "key")

    assert f";{own}\x1b\\" in out.getvalue()
    assert 80 < max(len(line) for line in out.getvalue().splitlines() if "word" in line) <= 120


async def test_a_paper_of_a_list_is_its_title_what_it_is_worth_and_a_line() -> None:
    """What is missing leaves no gap; a terminal shows no picture."""
    picture = {"url": "https://cdn.example/1.png", "alt": "A picture", "kind": "image"}
    item = {"kind": "item", "title": [span("1. "), span("Shears")], "votes": "▲ 31"}

    page = await drawn({**item, "ratings": "easy", "tags": "LLM", "line": "It prunes."})
    bare = await drawn({**item, "image": picture})

    assert page == "1. Shears\n  ▲ 31 · easy · LLM\n  It prunes.\n"
    assert bare == "1. Shears\n  ▲ 31\n"


async def test_a_choice_can_be_typed_and_other_buttons_are_not_shown() -> None:
    """A terminal has none to press."""
    choose, ask = (
        {"action": action, "subject": "2602.00001", "label": f"#1 {action}"}
        for action in ("choose", "ask")
    )
    feedback = {"kind": "feedback", "question": "m7", "good": "Good", "bad": "Bad"}

    assert await drawn({"kind": "actions", "actions": [choose, ask]}, feedback) == "  • #1 choose\n"
