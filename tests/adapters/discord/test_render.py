"""What Discord is sent keeps its limits, acts nowhere, and says everything."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.render import layout, plain, plan, question_modal, without_images
from bot.domain.conversation import Answer
from bot.domain.digest import Digest, DigestEntry, Notice, NoticeKind
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.section import SECTION_ORDER
from bot.presentation.answer import answer_message
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import channel_message, item_message, paper_message, rating_message
from bot.presentation.heard import line_message
from bot.presentation.markdown_reader import parse as parse_markdown
from bot.presentation.spoken import spoken
from tests.adapters.discord.limits import (
    CONTAINER,
    GALLERY,
    ROW,
    SECTION,
    SEPARATOR,
    TEXT,
    THUMBNAIL,
    Component,
    everything,
    faults,
    modal_faults,
    texts,
    units,
)
from tests.adapters.discord.markdown import LOOK_ALIKES, acts, nodes, parse, shown, words_of
from tests.builders import answer, digest, entry, evidence, ref, section, statement
from tests.presentation.any_digest import LAW, digests, words
from tests.presentation.any_message import answers, messages

PICTURE = "https://cdn-thumbnails.example/2602.00001.png"
OURS = {"heading", "subtext", "quote", "list", "item", "strong", "emphasis", "link"}
LINKS = ("https://huggingface.co/", "https://arxiv.org/", "https://github.com/", "https://example.")


def drawn(part: Message, marker: int | None = None) -> list[Component]:
    return [one.to_component_dict() for one in layout(part, marker).children]


def sent(message: Message) -> list[list[Component]]:
    """The layouts of a message, each of them taken by Discord, and nothing in them but our marks."""
    parts = plan(message)
    layouts = [drawn(part, marker=2**31 - 1) for part in parts]
    for part, components in zip(parts, layouts, strict=True):
        assert faults(components) == []
        assert components[0]["id"] == 2**31 - 1
        for source in [*texts(components), plain(part)]:
            assert set(acts(source)) <= OURS
            for node in nodes(parse(source)):
                assert node.kind != "link" or node.target.startswith(LINKS)
        assert 1 <= units(plain(part).strip()) <= 2_000
    return layouts


def kinds(components: list[Component]) -> list[int]:
    """The components in the frame."""
    return [one["type"] for one in components[0]["components"]]


def source(layouts: list[list[Component]]) -> str:
    return "\n".join(text for components in layouts for text in texts(components))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060]", "", text)


def seen(layouts: list[list[Component]]) -> str:
    """All that people read, as one line without spaces."""
    said = [shown(text) for components in layouts for text in texts(components)]
    return squeezed("".join(said))


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
def test_discord_takes_any_digest(any_digest: Digest) -> None:
    """One message in the channel, whatever it holds, and as many in the thread as it needs."""
    assert len(sent(channel_message(any_digest))) == 1
    for each in any_digest.entries:
        assert len(sent(item_message(each, any_digest.language))) == 1
        sent(paper_message(each, any_digest.language))
        sent(rating_message(each, any_digest.language))


@LAW
@given(answers())
def test_discord_takes_any_answer(any_answer: Answer) -> None:
    """Five statements of five quotes, passages, or one line."""
    sent(answer_message(any_answer, any_answer.language))


@LAW
@given(messages())
def test_discord_takes_any_message(any_message: Message) -> None:
    """Every block that there is, as empty or as long as it may be; words stay where they were."""
    layouts = sent(any_message)

    said = "".join(line for block in any_message.blocks for line in spoken(block))
    letters = {letter for letter in squeezed(said.translate(LOOK_ALIKES)) if letter.isalnum()}
    assert letters <= set(seen(layouts))


@pytest.mark.parametrize("title", ["가" * 500, "[*_`|" * 100, "🚀x" * 250, "a:b//c. " * 62])
def test_discord_takes_the_longest_digest(title: str) -> None:
    """Ten papers, three notices, everything at its limit and dear to escape: no paper is less."""
    notice = Notice(kind=NoticeKind.IMPORTED, detail="마" * 2_000)
    papers = [
        long_entry(n, paper=ref(f"2602.{n:05}", title=title, thumbnail_url=PICTURE))
        for n in range(1, 11)
    ]
    whole = digest(*papers, notices=(notice,) * 3)

    layouts = sent(channel_message(whole))

    links = [node for node in nodes(parse(source(layouts))) if node.kind == "link"]
    assert [one.target for one in links] == [e.paper.links.huggingface for e in whole.entries]
    assert source(layouts).count("▲ 2") == 10
    assert len(layouts) == 1


def test_ten_ordinary_papers_keep_pictures_and_lines() -> None:
    """What Discord has room for is used; only the rules between the papers go."""
    papers = [
        entry(
            rank,
            paper=ref(
                f"2602.{rank:05}", title="Pruning Models without Regret", thumbnail_url=PICTURE
            ),
            sections=(section("one_line", "It removes forty percent of the weights. " * 3),),
            tags=("LLM", "Compression", "Benchmark"),
        )
        for rank in range(1, 11)
    ]

    (ten,) = sent(channel_message(digest(*papers)))
    (five,) = sent(channel_message(digest(*papers[:5])))

    assert kinds(ten) == [TEXT, *[SECTION] * 10]
    assert kinds(five) == [TEXT, *[SEPARATOR, SECTION] * 5]
    for one in texts(ten)[1:]:
        assert one.count("It removes forty percent") == 3
        assert "Compression" in one


def test_a_thread_holds_every_word_of_the_golden_digest(shared_data: Path) -> None:
    """What the format's file says of a paper, its thread says as well."""
    golden = (shared_data / "golden" / "2026-02-16.ko.md").read_text(encoding="utf-8")
    read = parse_markdown(golden)
    thread = [paper_message(each, read.language) for each in read.entries]

    said = seen([one for message in thread for one in sent(message)])
    for line in golden.splitlines()[1:]:
        if line.startswith(("![Thumbnail]", "---")):
            continue
        unmarked = re.sub(r"\]\(\S+\)|https://\S+|\*\*|^## \d\. \[|^### |^- ", "", line)
        for piece in re.split(r" \| |: ", unmarked):
            assert squeezed(piece) in said


def test_what_papers_and_people_wrote_is_only_words() -> None:
    """In titles, tags, sections, notes and quotes alike; links lead to the paper's own places."""
    hostile = "@here <@1> **x** [y](https://evil.me) :yes: ||z|| `c` # h"
    told = entry(
        paper=ref(title=hostile, thumbnail_url=PICTURE),
        tags=(hostile,),
        sections=[section(kind, hostile) for kind in SECTION_ORDER],
        note=hostile,
    )
    asked = answer(statement(hostile, hostile), title=hostile)
    layouts = [
        *sent(paper_message(told, Language.KO)),
        *sent(channel_message(digest(told))),
        *sent(answer_message(asked, Language.KO)),
    ]

    assert seen(layouts).count(squeezed(hostile)) == 15
    for text in (text for components in layouts for text in texts(components)):
        for node in nodes(parse(text)):
            assert node.kind != "link" or not node.target.startswith("https://evil.me")


def test_korean_emphasis_shows_with_a_particle_behind_it() -> None:
    """Other dialects of Markdown would show the marks."""
    bold = {"text": "가지치기", "style": "strong"}
    thin = {"text": " 모델 ", "style": "emphasis"}
    message = Message.model_validate(
        {
            "summary": "S",
            "blocks": [{"kind": "paragraph", "text": [bold, {"text": "는 "}, thin, bold, thin]}],
        }
    )

    (one,) = sent(message)

    assert texts(one)[0].startswith("**가지치기**는  *모델* **가지치기** *모델*")
    emphases = [(node.kind, words_of(node)) for node in nodes(parse(texts(one)[0]))]
    assert emphases == [
        ("strong", "가지치기"),
        ("emphasis", "모델"),
        ("strong", "가지치기"),
        ("emphasis", "모델"),
    ]


def test_two_emphases_side_by_side_stay_two() -> None:
    """Their marks would make a third of them."""
    spans = [{"text": "굵게", "style": "strong"}, {"text": "기울게", "style": "emphasis"}]
    message = Message.model_validate(
        {"summary": "S", "blocks": [{"kind": "paragraph", "text": spans * 2}]}
    )

    (one,) = sent(message)

    assert acts(texts(one)[0]) == ["strong", "emphasis"] * 2
    assert shown(texts(one)[0]) == "굵게기울게굵게기울게"


def test_a_heading_keeps_the_hash_at_its_end() -> None:
    """Discord takes hashes at the end of a heading for a part of the mark."""
    heading = {"kind": "heading", "level": 2, "text": [{"text": "Agents in C#"}]}
    message = Message.model_validate({"summary": "S", "blocks": [heading]})

    (one,) = sent(message)

    assert shown(texts(one)[0]) == "Agents in C#"


def test_quotes_stay_apart_and_with_their_statement() -> None:
    """Each is one block, with its source in small print."""
    two = answer(
        statement("It is fast.").model_copy(update={"evidence": (evidence("a"), evidence("b"))}),
        statement("It is small."),
    )

    (one,) = sent(answer_message(two, Language.EN))

    quotes = [node for node in nodes(parse(texts(one)[0])) if node.kind == "quote"]
    assert [words_of(node) for node in quotes] == [
        "“a”\nAbstract",
        "“b”\nAbstract",
        "“in four steps”\nAbstract",
    ]
    assert "It is fast\\.\n> " in texts(one)[0].replace("fast.", "fast\\.")


def test_a_paper_is_one_frame_with_its_picture_and_its_buttons() -> None:
    """The facts, the picture, the sections, then what can be done."""
    told = entry(paper=ref(thumbnail_url=PICTURE))

    (one,) = sent(paper_message(told, Language.EN))

    assert [component["type"] for component in one] == [CONTAINER]
    assert kinds(one) == [TEXT, GALLERY, TEXT, ROW]


def test_a_line_has_no_frame() -> None:
    """The bot says many a short line; each in a box would shout."""
    (one,) = sent(line_message("Reading…"))

    assert [component["type"] for component in one] == [TEXT]
    assert "id" not in drawn(line_message("Reading…"))[0]


def test_a_message_without_words_says_its_summary() -> None:
    """Discord refuses an empty one."""
    (one,) = sent(Message(summary="Nothing *new*.", blocks=()))

    assert shown(texts(one)[0]) == "Nothing *new*."


def test_pictures_can_be_left_out() -> None:
    """Should Discord refuse one, the message is sent without."""
    told = entry(paper=ref(thumbnail_url=PICTURE))

    for message in (channel_message(digest(told)), paper_message(told, Language.KO)):
        assert PICTURE in str(sent(message))
        bare = without_images(message)

        assert PICTURE not in str(sent(bare))
        assert seen(sent(bare)) == seen(sent(message))


def test_a_picture_is_described() -> None:
    """For those who cannot see it."""
    told = entry(paper=ref(thumbnail_url=PICTURE))

    (channel,) = sent(channel_message(digest(told, language="en")))
    (paper,) = sent(paper_message(told, Language.EN))

    small = [one for one in everything(channel) if one["type"] == THUMBNAIL]
    large = [item for one in everything(paper) for item in one.get("items", [])]
    for picture in (*small, *large):
        assert picture["media"] == {"url": PICTURE}
        assert picture["description"] == "Thumbnail of Shears: Pruning without Regret"
    assert len(small) == len(large) == 1


@pytest.mark.parametrize("language", Language)
def test_a_day_without_papers_says_so(language: Language) -> None:
    """As a message of its own."""
    empty = digest(language=language, notices=(Notice(kind=NoticeKind.EMPTY_DAY),))

    layouts = sent(channel_message(empty))

    assert squeezed(catalogue(language).notices[NoticeKind.EMPTY_DAY]) in seen(layouts)


def test_the_bare_text_of_a_list_has_every_paper() -> None:
    """Where a layout is refused: titles, links and votes, whatever else has to go."""
    whole = digest(*map(long_entry, range(1, 11)))

    links = [
        node.target for node in nodes(parse(plain(channel_message(whole)))) if node.kind == "link"
    ]

    assert links == [each.paper.links.huggingface for each in whole.entries]


def test_the_bare_text_says_that_there_is_more() -> None:
    """It takes half of what a layout does."""
    message = line_message("It removes weights in steps. " * 60)
    longer = message.model_copy(update={"blocks": message.blocks * 2})

    assert plain(message).endswith("steps.")
    assert plain(longer).endswith("steps.\n…")


def test_nothing_waits_for_a_layout() -> None:
    """The library would keep each for as long as it runs, to call what nobody has set."""
    assert layout(line_message("x")).is_finished()
    assert question_modal(Language.EN, "Shears", "ask").is_finished()


@LAW
@given(st.sampled_from(Language), words(), st.text("x", min_size=1, max_size=100))
def test_discord_takes_any_modal(language: Language, paper: str, custom_id: str) -> None:
    """In each language, whatever the paper is called."""
    modal = question_modal(language, paper, custom_id).to_dict()

    assert modal_faults(modal) == []
    assert modal["custom_id"] == custom_id
    assert set(acts(texts(modal["components"])[0])) == {"strong"}
