"""Reading Markdown: what is taken as it was meant, and what is refused on which line."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import NoticeKind
from bot.domain.errors import InputError
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.rating import Rating
from bot.domain.section import AbsenceReason
from bot.presentation.markdown import render
from bot.presentation.markdown_reader import parse
from tests.builders import digest, entry, provenance, section
from tests.presentation.any_digest import FEWER, words

EVERY_VARIATION = Path(__file__).with_name("every_variation.ko.md")
GOOD = """\
# 2026-02-16 Daily Papers (Top 2)

> Read by hand.

## 1. [Shears: Pruning without Regret](https://huggingface.co/papers/2602.00001)
**Upvotes**: 12 | **Adoption difficulty**: medium | **Confidence**: high
**arXiv**: https://arxiv.org/abs/2602.00001
> A note.

**Tags**: LLM, Compression

![Thumbnail](images/Shears_img.jpg)

### 📌 One-line summary
Shears prunes.

### 🔑 Key points
- It needs no training.
- It takes four steps.


---

## 2. [Threads](https://huggingface.co/papers/2602.00002)
**Upvotes**: – | **Adoption difficulty**: low | **Confidence**: low
**arXiv**: https://arxiv.org/abs/2602.00002

**Tags**: –

### 📝 Details, from the full text
Threads hold.


---

"""


def test_every_variation_says_what_it_shows() -> None:
    """Read once in full: where each kind of line goes."""
    read = parse(EVERY_VARIATION.read_text(encoding="utf-8"))
    first, second, third, fourth, fifth = read.entries

    assert (read.period, read.language) == ("week", Language.KO)
    assert {notice.kind for notice in read.notices} == {NoticeKind.IMPORTED}
    assert read.notices[2].detail == "# 이 줄은 제목이 아니라 알림"
    assert first.paper.title == "Shears [v2]: `prune(model)` at 40% in *Four* Steps"
    assert (first.paper.upvotes, first.difficulty, first.confidence) == (1204, "low", "high")
    assert first.note is not None
    assert first.note.startswith("some-model_v1.5 작성")
    assert first.sections[1].sentences[2].text.startswith("- 로 시작하는 문장, 1_000개 표본, a < b")
    assert first.sections[5].kind == "details"
    assert first.sections[5].scope is Scope.FULL_TEXT
    assert second.paper.title == "🧵 Threads ](https://evil.example) of @everyone"
    assert second.paper.thumbnail_file is None
    assert second.tags == ("Agent", "Data, Synthetic", "C++")
    assert second.source_summary is not None
    assert second.source_summary.model == "summarizer (small), v2"
    assert second.sections[2].absent is not None
    assert second.sections[2].absent.reason is AbsenceReason.IMPORTED
    assert (third.paper.title, third.paper.upvotes) == ("잘라내기의 기술: 枝刈りの技法", None)
    assert third.tags == ()
    assert (fourth.paper.id, fourth.paper.title) == ("math.GT/0309136", "גזירה של גרפים")
    assert [s.text for s in fourth.sections[0].sentences] == [
        "--- 로 시작하는 문장",
        "_밑줄_ 로 감싼 문장",
    ]
    assert (fifth.sections, fifth.note) == ((), None)


def test_nobody_vouches_for_what_a_file_says() -> None:
    """Whoever edits a file could write "checked": what is read back never passes for checked."""
    by_model = provenance(engine="llm", model="some-model")

    back = parse(render(digest(entry(provenance=by_model)))).entries[0]

    assert back.provenance is None
    assert back.claims == ()
    assert back.note is not None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("period", ["day", "week"])
def test_the_labels_tell_the_language(language: Language, period: str) -> None:
    """The four languages share their title line, and no two share their labels."""
    given = digest(entry(), language=language, period=period)

    assert parse(render(given)).language is language


@pytest.mark.parametrize(
    "saved",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        "\n\n" + GOOD.rstrip(),
        GOOD.replace("\n\n", "\n"),
        re.sub("$", "  ", GOOD, flags=re.MULTILINE),
    ],
    ids=["windows", "old mac", "byte order mark", "trimmed", "no blank lines", "spaces at the end"],
)
def test_how_an_editor_saves_a_file_does_not_matter(saved: str) -> None:
    """Line ends, a byte order mark, blank lines and trailing spaces carry no meaning."""
    assert parse(saved) == parse(GOOD)
    assert render(parse(saved)) == GOOD


def test_a_paragraph_broken_into_lines_is_one_paragraph() -> None:
    """As in Markdown: editors wrap long lines."""
    read = parse(GOOD.replace("Shears prunes.", "Shears\nprunes."))

    assert render(read) == GOOD


def test_a_paragraph_that_begins_and_ends_with_an_underscore_is_no_empty_section() -> None:
    """People emphasise words by hand; an empty section is emphasised as a whole."""
    read = parse(GOOD.replace("Shears prunes.", "_Shears_ prunes _well_"))

    assert read.entries[0].sections[0].sentences[0].text == "_Shears_ prunes _well_"


LONG = "word " * 4_000
MALFORMED = [
    ("", "line 1: expected '# 2026-02-16 Daily Papers (Top 5)', at most 10, found the end"),
    ("\n\n\n", "line 4: expected '# 2026-02-16"),
    ("\x00\x01\x7fELF\x02", r"line 1: expected '# 2026-02-16 Daily Papers (Top 5)', at most 10, found '\x00"),
    ("x" * 1_000_000, f"line 1: expected '# 2026-02-16 Daily Papers (Top 5)', at most 10, found '{'x' * 60}'"),
    (GOOD.replace("# 2026-02-16", "2026-02-16", 1), "line 1: expected '# 2026-02-16"),
    (GOOD.replace("2026-02-16", "2026-02-30"), "line 1: expected a date such as 2026-02-16"),
    (GOOD.replace("2026-02-16", "２０２６-02-16"), "line 1: expected '# 2026-02-16"),
    (GOOD.replace("Top 2", "Top 11"), "at most 10, found '# 2026-02-16 Daily Papers (Top 11)'"),
    (GOOD.replace("Top 2", f"Top {'9' * 5_000}"), "line 1: expected '# 2026-02-16"),
    (GOOD.replace("Top 2", "Top 3"), "line 36: expected '## 3. [title](https://huggingface.co/papers/2602.10388)', found the end of the file"),
    (GOOD.replace("Top 2", "Top 1"), "line 24: expected the end of the file, for its title says Top 1, found '## 2."),
    (GOOD.replace("> Read by hand.", "Read by hand."), "line 3: expected '## 1. [title]"),
    (GOOD.replace("> Read by hand.", f"> {LONG}"), "line 3: String should have at most 2000 characters"),
    (GOOD.replace("> Read by hand.", "> \u200b"), "line 3: String should have at least 1 character"),
    (GOOD.replace("## 1.", "## 2."), "line 5: expected entry number 1, found '## 2."),
    (GOOD.replace("## 2.", "## 4."), "line 24: expected entry number 2, found '## 4."),
    (GOOD.replace("## 2.", f"## {'2' * 5_000}."), "line 24: expected '## 2. [title]"),
    (GOOD.replace("[Threads]", "Threads"), "line 24: expected '## 2. [title]"),
    (GOOD.replace("[Threads]", "[Th]reads]"), "line 24: expected '## 2. [title]"),
    (GOOD.replace("[Threads]", f"[{'x' * 501}]"), "line 24: title: String should have at most 500 characters"),
    (GOOD.replace("papers/2602.00002", "papers/../evil"), "line 24: id: not an arXiv id: '../evil' (such as 2602.10388"),
    (GOOD.replace("2602.00002", "2602.00001"), "line 24: expected a paper that does not stand above"),
    (GOOD.replace("https://huggingface.co/papers/2602.00002", "https://evil.example/2602.00002"), "line 24: expected '## 2. [title](https://huggingface.co"),
    (GOOD.replace(": 12 |", ": many |"), "line 6: expected '**Upvotes**: 12 | **도입 난이도**: 상|중|하"),
    (GOOD.replace(": – | **Adoption", ": -1 | **Adoption"), "line 25: expected '**Upvotes**: 12 | **Adoption difficulty**: high|medium|low"),
    (GOOD.replace(": low | **Conf", ": 상 | **Conf"), "line 25: expected '**Upvotes**: 12 | **Adoption"),
    (GOOD.replace("abs/2602.00002", "abs/2602.00009"), "line 26: expected '**arXiv**: https://arxiv.org/abs/2602.00002', found '**arXiv**: https://arxiv.org/abs/2602.00009'"),
    (GOOD.replace("> A note.", f"> {LONG}"), "line 8: String should have at most 2000 characters"),
    (GOOD.replace("> A note.", "> A note.\n> Another."), "line 9: expected '**Tags**: LLM, Agent', found '> Another.'"),
    (GOOD.replace("**Tags**: LLM, Compression\n", ""), "line 11: expected '**Tags**: LLM, Agent'"),
    (GOOD.replace("LLM, Compression", "LLM,Compression"), "line 10: expected '**Tags**: LLM, Agent'"),
    (GOOD.replace("LLM, Compression", "x" * 61), "line 10: String should have at most 60 characters"),
    (GOOD.replace("LLM, Compression", ", ".join(["LLM"] * 21)), "line 10: Tuple should have at most 20 items"),
    (GOOD.replace("images/Shears_img.jpg", "https://evil.example/track.gif"), "line 12: expected a percent-encoded relative path such as images/Shears_img.jpg"),
    (GOOD.replace("images/Shears_img.jpg", "//evil.example/track.gif"), "line 12: expected a percent-encoded relative path such as images/Shears_img.jpg"),
    (GOOD.replace("One-line summary", "Verdict"), "line 14: expected one of the headings 📌 One-line summary, 🔑 Key points"),
    (GOOD.replace("📝 Details, from the full text", "📝 초록 기반 상세 설명"), "line 30: expected one of the headings"),
    (GOOD.replace("### 🔑 Key points", "#### 🔑 Key points"), "line 17: expected '---' after the entry, or a section heading"),
    (GOOD.replace("🔑 Key points", "📌 One-line summary"), "line 17: expected sections once each, in order one_line"),
    (GOOD.replace("📌 One-line summary", "⚠️ Risks and limits").replace("Shears prunes.", "- It prunes."), "line 17: expected sections once each, in order one_line"),
    (GOOD.replace("Shears prunes.\n", ""), "line 16: expected text, no list, found '### 🔑 Key points'"),
    (GOOD.replace("Shears prunes.", "- Shears prunes."), "line 15: expected text, no list, found '- Shears prunes.'"),
    (GOOD.replace("- It takes", "It takes"), "line 19: expected a list: '- …', found 'It takes four steps.'"),
    (GOOD.replace("- It takes four steps.", "-"), "line 19: expected a list: '- …', found '-'"),
    (GOOD.replace("It takes four steps.", "\u200b"), "line 19: text: String should have at least 1 character"),
    (GOOD.replace("It takes four steps.", LONG), "line 19: text: String should have at most 2000 characters"),
    (GOOD.replace("- It takes four steps.", "- Step.\n" * 61), "line 79: key_points: sentences: Tuple should have at most 60 items"),
    (GOOD.replace("Shears prunes.", "x" * 1_000_000), "line 15: text: String should have at most 2000 characters"),
    (GOOD.replace("\n---\n\n## 2", "\n## 2"), "line 22: expected '---' after the entry, or a section heading, found '## 2."),
    (GOOD[: GOOD.rindex("---")], "line 34: expected '---' after the entry, or a section heading, found the end"),
    (GOOD[: GOOD.index("**arXiv**")], "line 7: expected '**arXiv**: https://arxiv.org/abs/2602.00001', found the end"),
    (GOOD + "And a word of thanks.", "line 36: expected the end of the file, for its title says Top 2, found 'And a word"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "refusal"), MALFORMED, ids=[said for _, said in MALFORMED])
def test_a_malformed_file_is_refused_with_its_line_and_what_belongs_there(
    text: str, refusal: str
) -> None:
    """Whoever edited the file sees at once where and what to mend, in one short line."""
    with pytest.raises(InputError) as refused:
        parse(text)

    assert refusal in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) <= 500


def test_every_line_but_blank_ones_is_needed() -> None:
    """A file that lost any of its lines is refused or read as less, never as something else."""
    lines = GOOD.splitlines()
    whole = parse(GOOD)
    optional = {"> Read by hand.", "> A note.", "![Thumbnail](images/Shears_img.jpg)"}
    items = {line for line in lines if line.startswith("- ")}

    for number, line in enumerate(lines):
        rest = "\n".join(lines[:number] + lines[number + 1 :])
        if not line:
            assert parse(rest) == whole
        elif line in optional | items:
            assert parse(rest) != whole
        else:
            with pytest.raises(InputError, match=r"^line \d+: "):
                parse(rest)


@FEWER
@given(st.data())
def test_a_mangled_file_is_refused_or_read_as_a_whole(data: st.DataObject) -> None:
    """Whatever an editor did to it: a line to mend, or a digest that obeys the law."""
    lines = EVERY_VARIATION.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(st.sampled_from(lines) | words())
    try:
        read = render(parse("\n".join(lines)))
    except InputError as refused:
        assert re.match(r"line \d+: ", str(refused))  # noqa: PT017  # either outcome is right
    else:
        assert render(parse(read)) == read


def test_ratings_and_votes_are_read_from_their_words() -> None:
    """They are what the channel message shows first."""
    first, second = parse(GOOD).entries

    assert (first.paper.upvotes, first.difficulty, first.confidence) == (
        12,
        Rating.MEDIUM,
        Rating.HIGH,
    )
    assert (second.paper.upvotes, second.difficulty, second.confidence) == (
        None,
        Rating.LOW,
        Rating.LOW,
    )
    assert section("one_line", "Shears prunes.") == first.sections[0]
