"""A digest as neutral messages: what each shows, and that nothing foreign is linked."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from bot.domain.digest import Digest, DigestEntry, FallbackReason, Notice, NoticeKind
from bot.domain.evidence import Origin
from bot.domain.language import Language
from bot.domain.message import (
    Actions,
    Bullets,
    Context,
    Feedback,
    Heading,
    Image,
    Item,
    Message,
    Paragraph,
    Quote,
    RichText,
)
from bot.domain.paper import Links
from bot.domain.rating import Signal, SignalName
from bot.domain.section import SECTION_ORDER, Absence, AbsenceReason, Sentence, make_section
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import (
    channel_message,
    inviting,
    item_message,
    paper_message,
    rating_message,
)
from tests.builders import claim, digest, entry, evidence, provenance, ref, section
from tests.presentation.any_digest import FEWER, digests

PICTURE = "https://cdn-thumbnails.example/2602.00001.png"


def plain(text: RichText) -> str:
    return "".join(span.text for span in text)


def lines(message: Message) -> list[str]:
    """What a message says, a line for each block or item."""
    said: list[str] = []
    for block in message.blocks:
        match block:
            case Heading() | Paragraph() | Context():
                said.append(plain(block.text))
            case Bullets():
                said += [f"- {plain(item)}" for item in block.items]
            case Quote():
                said.append(f"“{block.text}” {block.source}")
            case Image():
                said.append(f"[{block.alt}]")
            case Item():
                told = (block.votes, block.ratings, block.tags)
                said += [plain(block.title), " · ".join(filter(None, told))]
                said += [block.line] if block.line else []
                said += [f"[{block.image.alt}]"] if block.image else []
            case Feedback():
                said.append(f"<{block.good}> <{block.bad}>")
            case Actions():
                said.append(" ".join(f"<{action.label}>" for action in block.actions))
    return said


def written_by_model(**fields: Any) -> DigestEntry:
    """An entry whose sentences rest on claims."""
    given: dict[str, Any] = {
        "provenance": provenance(engine="llm", model="some-model"),
        "claims": (claim(1), claim(2, "in four steps")),
        "sections": (
            make_section("one_line", sentences=(Sentence(text="Shears prunes.", claims=(1,)),)),
        ),
    }
    return entry(**{**given, **fields})


def test_the_channel_message_tells_each_paper_in_brief() -> None:
    """One message in the channel: date, then per paper what makes people open the thread."""
    message = channel_message(
        digest(
            entry(1, paper=ref(upvotes=202, thumbnail_url=PICTURE), tags=("LLM", "Agent")),
            entry(2, paper=ref("2602.00002", title="Threads", upvotes=None), tags=()),
        )
    )

    assert lines(message) == [
        "2026-02-16 Daily Papers (Top 2)",
        "1. Shears: Pruning without Regret",
        "▲ 202 · 도입 난이도 중 · 신뢰도 상 · LLM, Agent",
        "Shears prunes.",
        "[Shears: Pruning without Regret 썸네일]",
        "2. Threads",
        "▲ – · 도입 난이도 중 · 신뢰도 상",
        "Shears prunes.",
    ]
    assert message.summary == (
        "2026-02-16 Daily Papers (Top 2): 1. Shears: Pruning without Regret · 2. Threads"
    )


def test_a_paper_with_a_message_of_its_own_is_told_as_in_the_list() -> None:
    """Where each paper has its own thread, the channel reads as it does with one message."""
    told = entry(2, paper=ref("2602.00002", title="Threads", thumbnail_url=PICTURE))

    message = item_message(told, Language.EN)

    assert message.blocks == channel_message(digest(entry(), told, language="en")).blocks[2:]
    assert message.summary == "2. Threads: Shears prunes."


def test_a_one_line_summary_of_many_lines_is_shortened_in_the_channel() -> None:
    """A list that people skim stays one; the thread has all of it."""
    told = entry(sections=(section("one_line", *["It prunes quite a lot."] * 50),))

    (item,) = item_message(told, Language.EN).blocks

    assert isinstance(item, Item)
    assert item.line is not None
    assert len(item.line) <= 400
    assert item.line.endswith("a lot. It…")


def test_a_paper_without_its_one_line_keeps_rank_title_and_votes() -> None:
    """An empty-section line is for the thread; the channel stays quiet about it."""
    empty = make_section("one_line", absent=Absence(reason=AbsenceReason.TOO_SHORT))

    message = channel_message(digest(entry(sections=(empty,))))

    assert lines(message)[1:] == [
        "1. Shears: Pruning without Regret",
        "▲ 2 · 도입 난이도 중 · 신뢰도 상 · LLM",
    ]


def test_an_empty_day_is_said_in_the_notification_too() -> None:
    """A message without papers still says why, on screens that show only its summary."""
    message = channel_message(digest(notices=(Notice(kind=NoticeKind.EMPTY_DAY),)))

    assert lines(message)[1:] == ["이 날짜에 등록된 논문이 없습니다."]
    assert message.summary.endswith("이 날짜에 등록된 논문이 없습니다.")


def test_a_papers_message_has_all_its_sections_in_their_form() -> None:
    """Lists stay lists, and what could not be filled says so where people look for it."""
    message = paper_message(
        entry(
            provenance=provenance(paper_version=2),
            source_summary={"text": "It prunes.", "credit": "Hugging Face", "model": "m"},
            sections=(
                section("one_line", "Shears prunes.", "It is new."),
                section("key_points", "No training.", "Four steps."),
                make_section("risks", absent=Absence(reason=AbsenceReason.NOT_STATED)),
            ),
        ),
        Language.EN,
    )

    assert lines(message) == [
        "1. Shears: Pruning without Regret",
        "Upvotes 2 · Adoption difficulty medium · Confidence high",
        "Tags: LLM",
        "Hugging Face · arXiv · PDF",
        "Extracted without a model · verbatim sentences from the abstract · arXiv v2",
        "AI summary (Hugging Face, m, not checked): It prunes.",
        "📌 One-line summary",
        "Shears prunes. It is new.",
        "🔑 Key points",
        "- No training.",
        "- Four steps.",
        "⚠️ Risks and limits",
        "Nothing is said about this in what was read.",
        "<Ask about this paper> <Why this rating?>",
    ]


@pytest.mark.parametrize("language", Language)
def test_which_sections_need_a_model_is_said_once(language: Language) -> None:
    """Three headings over one and the same excuse are three too many."""
    lacking = [
        make_section(kind, absent=Absence(reason=AbsenceReason.NEEDS_MODEL))
        for kind in ("developer_view", "applications", "risks")
    ]
    words = catalogue(language)

    told = lines(paper_message(entry(sections=(section("one_line"), *lacking)), language))

    names = ", ".join(words.headings[each.kind] for each in lacking)
    assert [line for line in told if words.headings["risks"] in line] == [
        words.lacking_model.replace("{sections}", names)
    ]


def test_the_channel_says_that_entries_are_extracts_and_why() -> None:
    """Whoever reads Korean ratings above English sentences wonders; the thread's words say it."""
    extract = provenance()
    written = provenance(engine="llm", model="m")
    fallback = provenance(fallback=FallbackReason.UNAVAILABLE)
    whole = digest(entry(1, provenance=extract), entry(2, provenance=extract))
    mixed = digest(entry(1, provenance=written), entry(2, provenance=fallback), entry(3))

    assert lines(channel_message(whole))[1] == "모델 없이 만든 발췌 · 영어 문장은 초록 원문 그대로"
    assert lines(channel_message(mixed))[1] == (
        "#2: 모델이 응답하지 않아 발췌로 대신함 · 영어 문장은 초록 원문 그대로"
    )
    for silent in (
        digest(entry(1, provenance=written)),
        digest(entry(1)),
        digest(entry(1, provenance=provenance(sample=True))),
    ):
        assert not [line for line in lines(channel_message(silent)) if "발췌" in line]


@pytest.mark.parametrize("language", Language)
def test_what_stands_in_a_channel_says_that_one_may_ask(language: Language) -> None:
    """In its thread, and by an example that names a paper; a list for one person does not."""
    listed = channel_message(digest(entry(1), language=language))

    shown = inviting(listed, language)

    assert lines(shown)[:-1] == lines(listed)
    assert "#1" in lines(shown)[-1]
    assert shown.thread_title == listed.thread_title


@FEWER
@given(digests(fewest=1))
def test_only_the_papers_own_addresses_are_linked(any_digest: Digest) -> None:
    """Whatever stands in titles and sentences, a reader is led nowhere else."""
    for each in any_digest.entries:
        own = set(each.paper.links.model_dump().values())
        message = paper_message(each, any_digest.language)

        assert set(addresses(message)) <= own
        assert {a.subject for b in message.blocks if isinstance(b, Actions) for a in b.actions} == {
            each.paper.id
        }
    channel = set(addresses(channel_message(any_digest)))
    assert channel == {each.paper.links.huggingface for each in any_digest.entries}


def addresses(message: Message) -> Iterator[str]:
    for block in message.blocks:
        if isinstance(block, Image):
            yield block.url
        elif isinstance(block, Item):
            yield from (span.link for span in block.title if span.link)
        elif isinstance(block, Heading | Paragraph | Context):
            yield from (span.link for span in block.text if span.link)
        elif isinstance(block, Bullets):
            yield from (span.link for item in block.items for span in item if span.link)


def test_code_and_project_are_linked_when_the_paper_has_them() -> None:
    """They are what an engineer looks for first."""
    links = Links.of("2602.00001", code="https://git.example/a", project="https://a.example")

    message = paper_message(entry(paper=ref(links=links)), Language.EN)

    assert "Hugging Face · arXiv · PDF · code · project" in lines(message)
    assert set(addresses(message)) == set(links.model_dump().values())


@pytest.mark.parametrize("note", [None, "Written by a saint · every sentence checked"])
def test_an_imported_entry_is_said_to_be_unchecked(note: str | None) -> None:
    """A file may claim what it likes: whoever reads the thread learns that nobody checked it."""
    said = lines(paper_message(entry(note=note), Language.EN))[4]

    assert said.startswith("imported, not checked")
    assert (note or "") in said


def test_each_sentence_points_to_its_quotes() -> None:
    """By numbers, given as they come; an unused claim's quote would be noise."""
    one_line = make_section("one_line", sentences=(Sentence(text="Shears prunes.", claims=(3,)),))
    details = make_section(
        "key_points",
        sentences=(Sentence(text="In steps.", claims=(1, 3)), Sentence(text="Nothing behind it.")),
    )
    message = paper_message(
        written_by_model(
            claims=(claim(1, "in four steps"), claim(2, "not used"), claim(3)),
            sections=(one_line, details),
        ),
        Language.KO,
    )

    shown = lines(message)
    assert "Shears prunes. [1]" in shown
    assert "- In steps. [2][1]" in shown
    assert "- Nothing behind it." in shown
    assert [b for b in message.blocks if isinstance(b, Quote)] == [
        Quote(text="We propose Shears", source="[1] Abstract"),
        Quote(text="in four steps", source="[2] Abstract"),
    ]


def test_an_extract_is_its_own_quote() -> None:
    """Its sentences are the abstract's: quoting them below would say everything twice."""
    message = paper_message(
        written_by_model(provenance=provenance(), claims=(claim(1),)), Language.KO
    )

    assert not any(isinstance(block, Quote) for block in message.blocks)


def test_a_rating_shows_each_signal_with_its_first_quote() -> None:
    """The reader can see why, also what was looked for and not found."""
    code = evidence("Code repository: here", origin=Origin.HUGGING_FACE)
    signals = (
        Signal(name=SignalName.CODE, evidence=(code, evidence("second"))),
        Signal(name=SignalName.BENCHMARKS, evidence=(evidence("on three benchmarks"),), count=3),
        Signal(name=SignalName.VARIANCE),
    )

    message = rating_message(written_by_model(signals=signals), Language.EN)

    assert lines(message)[1:] == [
        "▲ 2 · Adoption difficulty medium · Confidence high",
        "code released: found",
        "Code repository: here — Hugging Face",
        "tested on benchmarks: found (3)",
        "“on three benchmarks” Abstract",
        "not found: variance or significance",
    ]


def test_a_rating_without_signals_says_that_nobody_checked_it() -> None:
    """An imported rating has no reasons to show."""
    assert lines(rating_message(entry(), Language.KO))[2:] == ["가져온 글 · 대조하지 않음"]


def test_the_longest_digest_there_can_be_is_a_message() -> None:
    """Ten papers, every field as long as it may be: nothing is refused on its way out."""
    longest = [
        entry(
            rank,
            paper=ref(f"2602.{rank:05}", title="가" * 500, upvotes=10**9 - 1),
            tags=("x" * 60,) * 20,
            note="나" * 2_000,
            source_summary={"text": "다" * 2_000, "credit": "c" * 60, "model": "m" * 60},
            sections=[section(kind, *["라" * 2_000] * 60) for kind in SECTION_ORDER],
        )
        for rank in range(1, 11)
    ]
    notices = [Notice(kind=NoticeKind.IMPORTED, detail="마" * 2_000)] * 3

    channel = channel_message(digest(*longest, notices=notices))
    details = paper_message(longest[0], Language.KO).blocks[-2]

    assert channel.summary.endswith("…")
    assert isinstance(details, Paragraph)
    assert plain(details.text).split(" ") == ["라" * 2_000] * 60


@FEWER
@given(digests())
def test_any_digest_is_told_in_messages(any_digest: Digest) -> None:
    """Rank and title of every paper are there, whatever they hold."""
    said = lines(channel_message(any_digest))

    for each in any_digest.entries:
        title = f"{each.rank}. {each.paper.title}"
        assert title in said
        assert lines(paper_message(each, any_digest.language))[0] == title
