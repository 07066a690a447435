"""What Slack is sent keeps its limits, acts nowhere, and says everything."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.render import (
    home_view,
    payload,
    plan,
    question_modal,
    without_images,
)
from bot.domain.conversation import Answer
from bot.domain.digest import Digest, DigestEntry, Notice, NoticeKind
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.section import SECTION_ORDER
from bot.presentation.answer import answer_message
from bot.presentation.catalogue import catalogue
from bot.presentation.commands import help_message
from bot.presentation.digest import (
    channel_message,
    item_message,
    paper_message,
    rating_message,
)
from bot.presentation.markdown_reader import parse
from bot.presentation.spoken import spoken
from tests.adapters.slack.mrkdwn import JOINER, acts
from tests.builders import answer, digest, entry, evidence, ref, section, statement
from tests.presentation.any_digest import LAW, digests, words
from tests.presentation.any_message import answers, messages
from tests.servers.slack.limits import TEXT_IN_UPDATE, refusal, view_faults

PICTURE = "https://cdn-thumbnails.example/2602.00001.png"


def sent(message: Message) -> list[dict[str, Any]]:
    """The payloads of a message, each of them taken by Slack, new or in place of another."""
    payloads = [payload(part) for part in plan(message)]
    for one in payloads:
        assert refusal(one, TEXT_IN_UPDATE) is None
        assert acts(one["text"]) == []
    return payloads


def leaves(part: Any) -> Iterator[dict[str, Any]]:
    """Everything in a payload that has a type."""
    if isinstance(part, list):
        for one in part:
            yield from leaves(one)
    elif isinstance(part, dict):
        if "type" in part:
            yield part
        for one in part.values():
            yield from leaves(one)


def texts(part: Any) -> list[str]:
    """What people read, in order."""
    return [leaf["text"] for leaf in leaves(part) if isinstance(leaf.get("text"), str)]


def seen(payloads: list[dict[str, Any]]) -> str:
    """All of it as one line without spaces."""
    said = "".join(text for one in payloads for text in texts(one["blocks"]))
    return re.sub(rf"[\s{JOINER}]", "", said)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def types(payloads: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for one in payloads for block in one["blocks"]]


def long_entry(rank: int, **fields: Any) -> DigestEntry:
    """A paper with everything as long as it may be."""
    given: dict[str, Any] = {
        "paper": ref(f"2602.{rank:05}", title="가" * 500, thumbnail_url=PICTURE),
        "tags": ("태그" * 30,) * 20,
        "sections": [section(kind, *["문장입니다. " * 150] * 60) for kind in SECTION_ORDER],
    }
    return entry(rank, **{**given, **fields})


@LAW
@given(digests())
def test_slack_takes_any_digest(any_digest: Digest) -> None:
    """One message in the channel, whatever it holds, and as many in the thread as it needs."""
    assert len(sent(channel_message(any_digest))) == 1
    for each in any_digest.entries:
        assert len(sent(item_message(each, any_digest.language))) == 1
        sent(paper_message(each, any_digest.language))
        sent(rating_message(each, any_digest.language))


@LAW
@given(answers())
def test_slack_takes_any_answer(any_answer: Answer) -> None:
    """Five statements of five quotes, passages, or one line."""
    sent(answer_message(any_answer, any_answer.language))


@LAW
@given(messages())
def test_slack_takes_any_message(any_message: Message) -> None:
    """Every block that there is, as empty or as long as it may be; words stay where they were."""
    payloads = sent(any_message)

    said = "".join(line for block in any_message.blocks for line in spoken(block))
    letters = {letter for letter in squeezed(said) if letter not in "•—“”"}
    assert letters <= set(seen(payloads))


def test_slack_takes_the_longest_digest() -> None:
    """Ten papers, three notices, and everything at its limit: one message, no paper less."""
    notice = Notice(kind=NoticeKind.IMPORTED, detail="마" * 2_000)
    whole = digest(*map(long_entry, range(1, 11)), notices=(notice,) * 3)

    (one,) = sent(channel_message(whole))

    links = [leaf for leaf in leaves(one["blocks"]) if leaf["type"] == "link"]
    assert [leaf["url"] for leaf in links] == [e.paper.links.huggingface for e in whole.entries]
    assert all(leaf["text"] == "가" * 500 for leaf in links)
    assert texts(one["blocks"]).count("▲ 2") == 10


def test_ten_ordinary_papers_lose_pictures_but_no_line() -> None:
    """What Slack has room for is used."""
    papers = [
        entry(
            rank,
            paper=ref(f"2602.{rank:05}", title="Pruning " * 10, thumbnail_url=PICTURE),
            sections=(section("one_line", "It removes forty percent of the weights. " * 3),),
            tags=("LLM", "Compression", "Benchmark"),
        )
        for rank in range(1, 11)
    ]

    (one,) = sent(channel_message(digest(*papers)))

    kinds = [leaf["type"] for leaf in leaves(one["blocks"])]
    assert kinds.count("image") >= 5
    assert sum("It removes forty percent" in text for text in texts(one["blocks"])) == 10
    assert sum("Compression" in text for text in texts(one["blocks"])) == 10


def test_a_thread_holds_every_word_of_the_golden_digest(shared_data: Path) -> None:
    """What the format's file says of a paper, its thread says as well."""
    golden = (shared_data / "golden" / "2026-02-16.ko.md").read_text(encoding="utf-8")
    read = parse(golden)
    thread = [paper_message(each, read.language) for each in read.entries]

    said = seen([one for message in thread for one in sent(message)])
    for line in golden.splitlines()[1:]:
        if line.startswith(("![Thumbnail]", "---")):
            continue
        unmarked = re.sub(r"\]\(\S+\)|https://\S+|\*\*|^## \d\. \[|^### |^- ", "", line)
        for piece in re.split(r" \| |: ", unmarked):
            assert squeezed(piece) in said


def test_nothing_but_the_fallback_text_is_read_as_markup() -> None:
    """So that no title, sentence or label can mention, link or emphasise."""
    hostile = "<!channel> *x* <https://evil.example|y> :tada:"
    told = entry(
        paper=ref(title=hostile, thumbnail_url=PICTURE),
        tags=(hostile,),
        sections=[section(kind, hostile) for kind in SECTION_ORDER],
        note=hostile,
    )
    payloads = [*sent(paper_message(told, Language.KO)), *sent(channel_message(digest(told)))]

    for one in payloads:
        assert "mrkdwn" not in json.dumps(one)
        for leaf in leaves(one["blocks"]):
            assert leaf.get("emoji", False) is False
            if leaf["type"] == "link":
                assert leaf["url"].startswith(("https://huggingface.co/", "https://arxiv.org/"))
        assert hostile in "".join(texts(one["blocks"]))


def test_korean_emphasis_shows_with_a_particle_behind_it() -> None:
    """Marks beside a letter would be shown as marks."""
    message = Message.model_validate(
        {
            "summary": "S",
            "blocks": [
                {
                    "kind": "paragraph",
                    "text": [{"text": "가지치기", "style": "strong"}, {"text": "는 됩니다."}],
                }
            ],
        }
    )

    (one,) = sent(message)

    (block,) = one["blocks"]
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "가지치기", "style": {"bold": True}},
        {"type": "text", "text": "는 됩니다."},
    ]


def test_the_fallback_text_says_what_the_blocks_say() -> None:
    """A screen reader may read it instead of them, and a notification shows how it begins."""
    told = entry(
        paper=ref(title="Shears & Co"), sections=(section("one_line", "It prunes."),), tags=("LLM",)
    )

    channel = payload(channel_message(digest(told, language="en")))["text"]
    reply = payload(answer_message(answer(statement()), Language.EN))["text"]

    assert channel.splitlines() == [
        "2026-02-16 Daily Papers (Top 1): 1. Shears &amp; Co",
        f"{JOINER}1. Shears &amp; Co · ▲ 2 · Adoption difficulty medium · Confidence high · LLM",
        "It prunes.",
    ]
    assert reply.splitlines()[0] == "It takes four steps."
    assert "“in four steps” — Abstract" in reply


def test_pictures_can_be_left_out() -> None:
    """When Slack cannot fetch one it refuses the whole message: it is sent again without."""
    told = entry(paper=ref(thumbnail_url=PICTURE))

    for message in (channel_message(digest(told)), paper_message(told, Language.KO)):
        assert "image_url" in json.dumps(payload(message))
        bare = without_images(message)

        assert "image_url" not in json.dumps(sent(bare))
        assert texts(payload(bare)["blocks"]) != []
        assert payload(bare)["text"] == payload(message)["text"]


def test_a_picture_is_described() -> None:
    """For those who cannot see it."""
    told = entry(paper=ref(thumbnail_url=PICTURE))

    for message in (channel_message(digest(told, language="en")), paper_message(told, Language.EN)):
        (picture,) = (one for one in leaves(payload(message)["blocks"]) if one["type"] == "image")

        assert picture["alt_text"] == "Thumbnail of Shears: Pruning without Regret"


@pytest.mark.parametrize("language", Language)
def test_a_day_without_papers_says_so(language: Language) -> None:
    """In the message and in its notification."""
    empty = digest(language=language, notices=(Notice(kind=NoticeKind.EMPTY_DAY),))

    (one,) = sent(channel_message(empty))

    assert types([one]) == ["header", "context"]
    assert catalogue(language).notices[NoticeKind.EMPTY_DAY] in one["text"].replace(JOINER, "")


def test_the_quotes_of_a_statement_stand_with_it() -> None:
    """Each block is one thought: a statement and what backs it."""
    two = answer(
        statement("It is fast.").model_copy(update={"evidence": (evidence("a"), evidence("b"))}),
        statement("It is small."),
    )

    (one,) = sent(answer_message(two, Language.EN))

    kinds = [[e["type"] for e in block["elements"]] for block in one["blocks"][:2]]
    assert kinds == [
        ["rich_text_section", "rich_text_quote", "rich_text_quote"],
        ["rich_text_section", "rich_text_quote"],
    ]


def test_a_long_text_is_several_blocks_of_one_message() -> None:
    """Slack takes 3,000 characters a block; a second message for that would be a nuisance."""
    told = entry(sections=(section("details", *["It removes weights in steps. " * 10] * 15),))

    (one,) = sent(paper_message(told, Language.EN))

    long = [text for text in texts(one["blocks"]) if "weights" in text]
    assert len(long) == 2
    assert all(text.rstrip().endswith("steps.") for text in long)


@LAW
@given(st.lists(digests(), max_size=3))
def test_slack_takes_any_home(some: list[Digest]) -> None:
    """The newest papers, then how to use the bot, within 100 blocks."""
    view = home_view(
        [*map(channel_message, some), help_message(Language.KO, keep_days=30, asks_model=True)]
    )

    assert view_faults(view) == []


def test_a_home_without_room_leaves_out_what_comes_last() -> None:
    """A home tab cannot be split."""
    told = channel_message(digest(*[entry(rank) for rank in range(1, 11)]))

    view = home_view([told] * 5)

    assert view_faults(view) == []
    assert texts(view["blocks"]).count("2026-02-16 Daily Papers (Top 10)") == 2


@LAW
@given(st.sampled_from(Language), words(), st.text("x", max_size=3_000))
def test_slack_takes_any_modal(language: Language, paper: str, metadata: str) -> None:
    """In each language, whatever the paper is called."""
    view = question_modal(language, paper, metadata)

    assert view_faults(view) == []
    assert view["private_metadata"] == metadata
