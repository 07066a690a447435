"""`papers ask`: about a paper of arXiv's, an HTML page, a PDF."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.cli.conftest import ARXIV_ID as ID
from tests.adapters.cli.conftest import Papers
from tests.builders import ABSTRACT
from tests.full_texts import as_page
from tests.servers.loopback import status
from tests.servers.model import CHAT, ModelServer
from tests.servers.upstream import Upstream

KEEPS = "On three benchmarks Shears keeps 98% of the accuracy."
HIDDEN = "\x1b[2J\x9b31m\u202etxt\u2066\u200b"
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")


def line_of(out: str) -> str:
    return " ".join(out.split())


async def test_without_a_model_it_shows_the_nearest_passages(papers: Papers, page: str) -> None:
    """Word for word with their sections, said to be no answer; nothing else is on either stream."""
    ran = await papers("ask", page, "On which benchmarks is accuracy kept?")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "Shears: Pruning without Regret\n"
        "  Not an answer: the passages of the paper and its public record nearest to your\n"
        "  question, word for word.\n"
    )
    assert f"“{KEEPS}” — 4 Experiments > 4.2 Main Results" in line_of(ran.out)


async def test_a_pdf_is_read_as_well(papers: Papers, document: str) -> None:
    """As people have them on disk."""
    ran = await papers("ask", document, "on which GPU?")

    assert "“Tongs was run on a single A100 GPU for two days." in line_of(ran.out)


async def test_a_model_answers_from_a_files_own_words(
    papers: Papers, page: str, model: ModelServer
) -> None:
    """Each statement with its quote; one call."""
    ran = await papers("ask", page, "On which benchmarks is accuracy kept?")

    assert "The paper says the following (" in ran.out
    assert f"“{KEEPS}” — 4 Experiments > 4.2 Main Results" in line_of(ran.out)
    assert "Not an answer" not in ran.out
    assert model.asked(CHAT) == 1
    assert "model use today (UTC): 1 call," in ran.err


async def test_a_paper_is_read_from_arxiv_once(
    papers: Papers, arxiv: Upstream, model: ModelServer
) -> None:
    """The second question finds it in the store; so does the same one again, its answer too."""
    for question in ("Which benchmarks?", "Which benchmarks? ", "What was healed?"):
        ran = await papers("ask", f"https://arxiv.org/abs/{ID}", question)
        assert ran.code == 0, ran.err

    assert arxiv.asked(f"/html/{ID}v2") == 1
    assert arxiv.asked(f"/api/papers/{ID}") == 1
    assert model.asked(CHAT) == 2


async def test_the_public_record_answers_what_the_text_does_not(
    papers: Papers, arxiv: Upstream
) -> None:
    """Credited as what it is, and not in quotation marks."""
    ran = await papers("ask", ID, "where is the code repository?")

    assert "Code repository: https://github.com/example/shears — Hugging Face" in line_of(ran.out)


async def test_a_korean_question_is_answered_in_korean(
    papers: Papers, page: str, model: ModelServer
) -> None:
    """With the paper's own English as quotes."""
    ran = await papers("ask", page, "몇 개의 벤치마크에서 평가했나요?")

    assert "이 논문의 내용을 그대로 옮기면 다음과 같습니다" in ran.out
    assert "“" in ran.out


async def test_the_language_may_be_told(papers: Papers, page: str, model: ModelServer) -> None:
    """Somebody asks in English for colleagues who read Japanese."""
    ran = await papers("ask", page, "Which benchmarks?", "--lang", "ja")

    assert "この論文の内容は次のとおりです" in ran.out


async def test_the_engine_may_be_told(papers: Papers, page: str, model: ModelServer) -> None:
    """No call is made for somebody who wants the passages."""
    ran = await papers("ask", page, "Which benchmarks?", "--engine", "extractive")

    assert "Not an answer" in ran.out
    assert model.calls == []


async def test_a_model_that_is_wanted_has_to_be_set(papers: Papers, page: str) -> None:
    """Passages would pass for its answer."""
    ran = await papers("ask", page, "Which benchmarks?", "--engine", "llm")

    assert (ran.code, ran.out) == (1, "")
    assert "OPENAI_MODEL" in ran.last_line


async def test_a_model_that_is_down_leaves_the_passages(
    papers: Papers, page: str, model: ModelServer
) -> None:
    """The line above them says that this is no answer, and why."""
    model.always(CHAT, status(401, '{"error": {"message": "wrong key"}}'))

    ran = await papers("ask", page, "On which benchmarks is accuracy kept?")

    assert ran.code == 0
    assert "The model did not answer." in ran.out
    assert f"“{KEEPS}”" in line_of(ran.out)


async def test_json_has_the_fields_that_programs_rely_on(
    papers: Papers, arxiv: Upstream, model: ModelServer
) -> None:
    """A quote's place is that in the paper's text; nothing else is on standard output."""
    answer = json.loads((await papers("ask", ID, "Which benchmarks keep accuracy?", "--json")).out)
    text = json.loads((await papers("text", ID, "--json")).out)

    assert set(answer) == {
        "answer", "statements", "abstained", "reason", "passages", "scope", "lacking", "language",
        "cut_off", "title", "paper", "provenance",
    }  # fmt: skip
    assert answer["answer"] == " ".join(s["text"] for s in answer["statements"])
    assert (answer["abstained"], answer["reason"], answer["scope"]) == (False, None, "full_text")
    assert (answer["paper"]["id"], answer["provenance"]["model"]) == (ID, "loopback")
    own = "\n".join(p["text"] for p in text["passages"] if p["origin"] == "paper")
    quotes = [quote for s in answer["statements"] for quote in s["quotes"]]
    assert quotes
    for quote in quotes:
        assert set(quote) == {"text", "section", "start", "end", "origin"}
        assert own[quote["start"] : quote["end"]] == quote["text"]


async def test_json_says_why_there_is_no_answer(papers: Papers, page: str) -> None:
    """With the passages that a person would be shown; a file is no known paper."""
    ran = await papers("ask", page, "On which benchmarks is accuracy kept?", "--json")

    answer = json.loads(ran.out)
    assert (answer["abstained"], answer["reason"], answer["answer"]) == (True, "no_model", "")
    assert answer["passages"][0]["text"] == KEEPS
    assert (answer["paper"], answer["provenance"]) == (None, None)


@pytest.mark.parametrize(
    ("what", "question", "code", "said"),
    [
        ("paper.pdf", "why?", 1, "cannot read paper.pdf: there is no such file"),
        ("papers/paper.html", "why?", 1, "cannot read papers/paper.html: there is no such file"),
        ("./", "why?", 1, "cannot read ./: it is a directory"),
        ("2602", "why?", 2, "'2602' is neither an arXiv id or address"),
        ("", "why?", 2, "'' is neither an arXiv id or address"),
        ("https://example.org/x.pdf", "why?", 2, "is not an arXiv id or address"),
        ("x" * 5_000, "why?", 1, "File name too long"),
        (ID, "  ", 2, "the question is empty; ask such as"),
        (ID, "why? " * 2_000, 2, "the question is too long (9,999 characters)"),
    ],
)
async def test_a_slip_gets_one_line(
    papers: Papers, what: str, question: str, code: int, said: str
) -> None:
    """It says what was wrong; nothing was asked of anybody, and nothing is on standard output."""
    ran = await papers("ask", what, question)

    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
    assert said in ran.err


async def test_a_paper_that_nobody_knows_gets_one_line(papers: Papers, live: Upstream) -> None:
    """An id with two digits swapped."""
    ran = await papers("ask", "2602.99999", "why?")

    assert (ran.code, ran.out) == (1, "")
    assert ran.last_line == "papers: neither Hugging Face nor arXiv knows a paper 2602.99999"


@pytest.mark.parametrize("body", [b"", b"hello", b"%PDF-1.7 cut off", b"\x89PNG\r\n\x1a\n" * 9])
async def test_a_file_that_is_no_paper_gets_one_line(
    papers: Papers, tmp_path: Path, body: bytes
) -> None:
    """Whatever it is called."""
    (tmp_path / "paper.pdf").write_bytes(body)

    ran = await papers("ask", "paper.pdf", "why?")

    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


@pytest.mark.parametrize("command", ["ask", "text"])
async def test_hostile_text_does_nothing_in_a_terminal(
    papers: Papers, tmp_path: Path, command: str
) -> None:
    """Escapes, reversed and invisible characters are gone from titles, headings and passages."""
    page = as_page(
        f"Shears{HIDDEN}", [(f"Abstract{HIDDEN}", [f"{ABSTRACT} [red]@everyone{HIDDEN}[/red]"])]
    )
    (tmp_path / "paper.html").write_bytes(page)
    question = (f"which benchmarks, @everyone{HIDDEN}[blink]?",) if command == "ask" else ()

    ran = await papers(command, "paper.html", *question)

    assert ran.code == 0
    assert "three benchmarks" in line_of(ran.out)
    assert "[red]@everyone" in line_of(ran.out)
    assert ACTS.findall(ran.out + ran.err) == []


def lying(call: Mapping[str, Any]) -> str:
    """What a paper that gives orders would like a model to say."""
    return json.dumps(
        {
            "items": [
                {"quotes": [KEEPS], "text": text}
                for text in (
                    "It keeps 98% of the accuracy, see https://evil.example/x.",
                    "@everyone it keeps 98% of the accuracy.",
                    "It keeps 89% of the accuracy.",
                    "[click](javascript:x) It keeps 98% of the accuracy.",
                )
            ]
        }
    )


async def test_a_model_that_lies_says_nothing(
    papers: Papers, page: str, model: ModelServer
) -> None:
    """What fails the check twice is not shown; what is shown are the paper's words."""
    model.brain = lying

    ran = await papers("ask", page, "On which benchmarks is accuracy kept?")

    assert "The paper does not seem to say" in line_of(ran.out)
    assert f"“{KEEPS}”" in line_of(ran.out)
    assert not any(word in ran.out for word in ("evil", "@everyone", "89%", "click"))
