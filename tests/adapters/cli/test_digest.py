"""`papers digest`, `week` and `paper` as people run them."""

import datetime as dt
import json
from pathlib import Path

import pytest
from PIL import Image

from bot.presentation.markdown_reader import parse
from tests.adapters.cli.conftest import Papers
from tests.builders import ABSTRACT, daily_entry
from tests.servers.loopback import status
from tests.servers.model import CHAT, ModelServer, says
from tests.servers.upstream import Upstream

DAY = ("--date", "2026-02-16")


async def test_markdown_is_the_result_and_progress_is_not(papers: Papers, live: Upstream) -> None:
    """Standard output holds the digest alone and can go into a file as it is."""
    ran = await papers("digest", *DAY)

    assert ran.code == 0
    assert [e.paper.title for e in parse(ran.out).entries] == [
        f"Paper {n}" for n in range(6, 1, -1)
    ]
    assert "fetching Hugging Face Daily Papers of 2026-02-16" in ran.err


async def test_json_names_follow_the_vocabulary(papers: Papers, live: Upstream) -> None:
    """Programs read it by these names."""
    ran = await papers("digest", *DAY, "--top", "1", "--format", "json", "--lang", "en")

    digest = json.loads(ran.out)
    entry = digest["entries"][0]
    assert {"date", "language", "entries"} <= digest.keys()
    assert {
        "rank", "paper", "tags", "difficulty", "confidence", "sections", "claims", "signals",
        "provenance",
    } <= entry.keys()  # fmt: skip
    assert entry["paper"]["upvotes"] == 6
    quote = entry["claims"][0]["evidence"][0]
    assert ABSTRACT[quote["start"] : quote["end"]] == quote["quote"]


async def test_pictures_stand_beside_the_markdown(
    papers: Papers, live: Upstream, tmp_path: Path
) -> None:
    """The file can be moved together with its folder of JPEGs."""
    out = tmp_path / "days" / "day.md"

    await papers("digest", *DAY, "--top", "2", "--out", str(out))

    with Image.open(out.parent / "images" / "Paper_6_img.jpg") as picture:
        assert picture.format == "JPEG"
    assert "![Thumbnail](images/Paper_6_img.jpg)" in out.read_text("utf-8")


async def test_a_missing_picture_leaves_out_its_line_and_says_so(
    papers: Papers, live: Upstream, tmp_path: Path
) -> None:
    """The digest is whole without it."""
    live.next("/social-thumbnails/papers/2602.00006.png", status(404))
    out = tmp_path / "day.md"

    ran = await papers("digest", *DAY, "--top", "2", "--out", str(out))

    assert ran.code == 0
    assert out.read_text("utf-8").count("![Thumbnail]") == 1
    assert "no thumbnail for 2602.00006" in ran.err


async def test_pictures_go_where_they_are_told(
    papers: Papers, live: Upstream, tmp_path: Path
) -> None:
    """With --images the Markdown's addresses lead there, from wherever it is."""
    await papers(
        "digest", *DAY, "--top", "1", "--out", str(tmp_path / "a" / "day.md"),
        "--images", str(tmp_path / "pictures"),
    )  # fmt: skip

    assert (tmp_path / "pictures" / "Paper_6_img.jpg").exists()
    assert "(../pictures/Paper_6_img.jpg)" in (tmp_path / "a" / "day.md").read_text("utf-8")


async def test_a_day_is_fetched_once_and_replayed_without_a_network(
    papers: Papers, live: Upstream
) -> None:
    """The same ranking, from what was stored."""
    first = await papers("digest", *DAY, "--format", "json")
    asked = len(live.requests)
    live.days["2026-02-16"] = []

    replayed = await papers("digest", *DAY, "--replay", "--format", "json")

    def ranking(out: str) -> list[tuple[str, int]]:
        return [(e["paper"]["id"], e["paper"]["upvotes"]) for e in json.loads(out)["entries"]]

    assert ranking(replayed.out) == ranking(first.out)
    assert len(live.requests) == asked


async def test_an_empty_day_is_an_answer(papers: Papers, live: Upstream) -> None:
    """A Sunday: exit code 0, a message, and a digest without entries."""
    ran = await papers("digest", "--date", "2026-02-15")

    assert ran.code == 0
    assert "이 날짜에 등록된 논문이 없습니다" in ran.last_line
    assert parse(ran.out).entries == ()


async def test_the_live_edition_says_that_it_moves(papers: Papers, live: Upstream) -> None:
    """Today's list so far, with its time."""
    today = dt.datetime.now(dt.UTC).date()
    live.days[str(today)] = [daily_entry()]

    ran = await papers("digest", "--edition", "live", "--lang", "en")

    assert ran.out.startswith(f"# {today} Daily Papers (Top 1)\n\n> The day is still running")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--date", "16.02.2026"), "'16.02.2026' is no date; give one such as 2026-02-16"),
        (("--date", "2999-01-01"), "2999-01-01 has not begun"),
        (("--topics", "Agnt"), "no topic is called 'Agnt'"),
        ((*DAY, "--offline", "--replay"), "exclude each other"),
        (("--replay",), "--replay needs a date"),
    ],
)
async def test_wrong_wishes_get_one_line(
    papers: Papers, live: Upstream, args: tuple[str, ...], said: str
) -> None:
    """Nothing is fetched for them."""
    ran = await papers("digest", *args)

    assert ran.code in {1, 2}
    assert said in ran.last_line
    assert ran.last_line.startswith("papers: ")
    assert live.requests == []


async def test_wrong_usage_is_exit_code_2(papers: Papers) -> None:
    """As every command line has it."""
    assert (await papers("digest", "--top", "11")).code == 2
    assert (await papers("digest", "--date", "x")).code == 2
    assert (await papers("nonsense")).code == 2


async def test_without_hugging_face_it_fails_with_one_line(papers: Papers, live: Upstream) -> None:
    """Never a silent sample: the line says how to see one."""
    live.always("/api/daily_papers", status(404))

    ran = await papers("digest", *DAY)

    assert (ran.code, ran.out) == (1, "")
    assert "HTTP 404" in ran.last_line
    assert ran.last_line.endswith("papers digest --offline")


async def test_the_sample_day_is_labelled_all_over(papers: Papers) -> None:
    """Nothing of it stands in quotation marks, is evidence, or rates beyond the record."""
    ran = await papers("digest", "--offline", "--format", "json")

    digest = json.loads(ran.out)
    assert digest["date"] == "2026-02-16"
    assert [n["kind"] for n in digest["notices"]] == ["sample"]
    for entry in digest["entries"]:
        assert entry["claims"] == []
        origins = {e["origin"] for s in entry["signals"] for e in s["evidence"]}
        assert origins <= {"huggingface"}
        texts = [s["sentences"][0]["text"] for s in entry["sections"] if s["sentences"]]
        assert all(text.startswith("[예시 문장 (논문 원문 아님)]") for text in texts)
        assert not any('"' in text or "“" in text for text in texts)


async def test_a_model_writes_when_one_is_set(
    papers: Papers, live: Upstream, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`auto` takes it; the entry names it; building again asks nothing."""
    for name, value in model_server.environment.items():
        monkeypatch.setenv(name, value)

    ran = await papers("digest", *DAY, "--top", "2")
    calls = len(model_server.calls)
    await papers("digest", *DAY, "--top", "2")

    assert "> loopback 작성 · arXiv에 읽을 수 있는 본문이 없어 초록만 읽음 · " in ran.out
    assert f"model use today (UTC): {calls} calls" in ran.err
    assert len(model_server.calls) == calls


async def test_a_model_that_is_down_gives_a_labelled_extract(
    papers: Papers, live: Upstream, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its error is told on stderr and never becomes content."""
    for name, value in model_server.environment.items():
        monkeypatch.setenv(name, value)
    model_server.always(CHAT, status(401, '{"error": {"message": "bad key sk-loopback-key"}}'))

    ran = await papers("digest", *DAY, "--top", "1")

    assert ran.code == 0
    assert "> 모델이 응답하지 않아 발췌로 대신함 · " in ran.out
    assert "error" not in ran.out.lower()
    assert "refuses the key; see OPENAI_API_KEY" in ran.err
    assert "sk-loopback" not in ran.out + ran.err


async def test_a_budget_stops_further_calls(
    papers: Papers, live: Upstream, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader and the operator each learn of it."""
    for name, value in {**model_server.environment, "PAPERS_DAILY_TOKENS": "100"}.items():
        monkeypatch.setenv(name, value)

    ran = await papers("digest", *DAY, "--top", "1")

    assert model_server.calls == []
    assert "하루 토큰 한도를 모두 써서 발췌로 대신함" in ran.out
    assert "the daily budget of 100 tokens" in ran.err


async def test_asking_for_a_model_without_one_says_what_to_set(
    papers: Papers, live: Upstream
) -> None:
    """Never a silent extract when a model was asked for by name."""
    ran = await papers("digest", *DAY, "--engine", "llm")

    assert ran.code == 1
    assert "OPENAI_MODEL" in ran.last_line


async def test_the_week_is_a_digest_of_its_own(papers: Papers, live: Upstream) -> None:
    """Seven days, ranked together, in the same format."""
    ran = await papers("week", "--date", "2026-02-18", "--top", "1", "--lang", "en")

    assert ran.out.startswith("# 2026-02-18 Weekly Papers (Top 1)")
    assert parse(ran.out).period == "week"


async def test_any_paper_has_an_entry(papers: Papers, live: Upstream) -> None:
    """By an address as people copy it."""
    live.papers["2602.00003"] = daily_entry("2602.00003", title="Paper 3")["paper"]

    ran = await papers("paper", "https://arxiv.org/pdf/2602.00003v1", "--format", "markdown")

    assert ran.out.startswith("## [Paper 3](https://huggingface.co/papers/2602.00003)\n")


async def test_a_paper_that_is_only_on_arxiv_has_no_votes(papers: Papers, live: Upstream) -> None:
    """The record is enough for an entry; what is missing is shown as missing."""
    live.records["2101.00001"] = {"title": "Old Work", "summary": ABSTRACT}

    ran = await papers("paper", "2101.00001", "--format", "markdown")

    assert "**Upvotes**: – |" in ran.out
    assert "not on Hugging Face" in ran.err


@pytest.mark.parametrize("reference", ["nonsense", "https://evil.example/abs/2602.00001", "../x"])
async def test_what_is_no_paper_is_wrong_usage(
    papers: Papers, live: Upstream, reference: str
) -> None:
    """With an example of what is one."""
    ran = await papers("paper", reference)

    assert ran.code == 2
    assert "give one such as 2602.10388" in ran.last_line


async def test_a_model_in_the_wrong_language_is_not_shown(
    papers: Papers, live: Upstream, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """English under a Korean heading is a failure, not a digest."""
    for name, value in model_server.environment.items():
        monkeypatch.setenv(name, value)
    line = {"claims": [1], "text": "Everything in this entry is written in English."}
    writing = {
        "one_line": line, "key_points": [], "developer_view": [], "applications": [], "risks": [],
        "details": [],
    }  # fmt: skip
    extraction = {
        "claims": [{"quotes": ["It does not help models"], "text": "It does not help models."}],
        "signals": [],
    }
    model_server.next(
        CHAT,
        says(json.dumps(extraction)),
        says(json.dumps(writing)),
        says(json.dumps({"sentences": []})),
    )

    ran = await papers("digest", *DAY, "--top", "1")

    assert "Everything in this entry" not in ran.out
    assert "형식 검사나 인용 대조를 통과하지 못해 발췌로 대신함" in ran.out


async def test_an_entry_without_an_abstract_is_left_out_aloud(
    papers: Papers, live: Upstream
) -> None:
    """The others are there, and the reader learns what is not."""
    live.days["2026-02-16"][5]["paper"].pop("summary")

    ran = await papers("digest", *DAY, "--lang", "en")

    assert len(parse(ran.out).entries) == 5
    assert "2602.00006 has no abstract" in ran.out
