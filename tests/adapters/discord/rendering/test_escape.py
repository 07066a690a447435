"""Nothing that people or papers wrote is more than words to Discord."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.rendering.escape import escape, linked
from bot.domain.base import inline
from tests.adapters.discord.markdown import (
    JOINER,
    LOOK_ALIKES,
    acts,
    nodes,
    parse,
    raw_dangers,
    shown,
    visible,
    words_of,
)
from tests.presentation.any_digest import LAW, words

URL = "https://huggingface.co/papers/2602.00001"
ATTACKS = [
    "@everyone",
    "@here, all",
    "<@80351110224678912>",
    "<@!80351110224678912>",
    "<@&165511591545143296>",
    "<#103735883630395392>",
    "</airhorn:816437322781949972>",
    "<id:customize>",
    "<t:1618953630:R>",
    "<:party:216154654256398347>",
    "<a:party:216154654256398347>",
    "<https://evil.example/a>",
    "<a@evil.example>",
    "[arxiv.org](https://evil.example)",
    "[x](<https://evil.example> 'title')",
    "[a [b] c](https://evil.example)",
    "https://evil.example/a?b=c",
    "HTTPS://EVIL.EXAMPLE",
    "steam://run/1",
    "discord.gg/abc",
    "discord.com/invite/abc",
    ":smile:",
    "at 12:30:45 :tada::skin-tone-1:",
    "**bold** *it* _it_ __under__ ~~gone~~ ||hidden||",
    "`code` ``code`` ```block```",
    "***both***",
    "snake_case_ and *stars*",
    "# heading",
    "### C#",
    "-# small",
    "> quote",
    ">>> quote",
    "- item",
    "* item",
    "1. item",
    "   2. item",
    "a\n# b\n> c\n-# d\n- e",
    "\\*not\\* \\@everyone \\[x](https://evil.example)",
    "\u202e@everyone\u200b <@\u20601>",
    "@\u2060everyone",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_would_act_is_words(attack: str) -> None:
    """Each does something in Discord when it is sent as it is; here it is read as it was written."""
    assert acts(attack) or raw_dangers(attack) or shown(attack) != attack

    assert acts(escape(attack)) == []
    assert raw_dangers(escape(attack)) == []
    assert shown(escape(attack)) == inline(attack)


PIECES = st.sampled_from(
    [
        *"<>@#*_~`|:.,/()[]!^-+1 aé한漢🚀\\\n\"'",
        "](",
        "://",
        "http",
        "discord.gg/",
        "1. ",
        "-# ",
        JOINER,
    ]
)
SOME = st.lists(PIECES, max_size=14).map("".join) | words() | st.text(max_size=30)
# What stands before it on the line, or around it.
AROUND = st.sampled_from([("", ""), ("> ", ""), ("-# ", ""), ("- ", ""), ("**", "**"), ("x ", "")])


@LAW
@given(SOME, AROUND)
def test_no_text_acts_and_every_text_is_read_as_it_was_written(
    text: str, around: tuple[str, str]
) -> None:
    """The law of the one function through which everything goes that Discord reads as Markdown."""
    before, after = around
    sent = f"{before}{escape(text).strip() or 'x'}{after}"

    assert set(acts(sent)) <= set(acts(f"{before}x{after}"))
    assert raw_dangers(sent) == []
    assert shown(escape(text)) == inline(text).translate(LOOK_ALIKES)


@LAW
@given(SOME)
def test_no_text_breaks_or_widens_a_link_before_it(text: str) -> None:
    """A bracket of a paper's could end a link that we have begun, and lead elsewhere."""
    sent = f"[Title]({URL}) {escape(text)} [arXiv](https://arxiv.org/abs/2602.00001)"

    links = [node.target for node in nodes(parse(sent)) if node.kind == "link"]
    assert text.count("[") > 10 or links == [URL, "https://arxiv.org/abs/2602.00001"]


def letters(text: str) -> str:
    """What people see of it: a link shows no invisible characters, and we put spaces into some."""
    return visible(shown(text)).replace(" ", "")


@LAW
@given(SOME, st.sampled_from([("", ""), ("**", "**"), ("## ", ""), ("*", "*"), ("-# ", "")]))
def test_a_link_on_any_words_leads_where_it_should(text: str, around: tuple[str, str]) -> None:
    """Discord shows a link raw whose text it distrusts: an emoji, an address, an invite in it."""
    before, after = around
    kinds = [{"**": "strong", "*": "emphasis", "## ": "heading", "-# ": "subtext"}.get(before)]
    sent = linked(text, URL).strip()

    tree = parse(f"{before}{sent}{after}")

    found = list(nodes(tree))
    assert [node.kind for node in found] == [*filter(None, kinds), "link"]
    assert found[-1].target == URL
    assert words_of(found[-1]).strip()
    assert letters(sent.removesuffix(f"[→]({URL})")) == letters(escape(text))


@pytest.mark.parametrize(
    ("title", "sent"),
    [
        ("Plain Words", f"[Plain Words]({URL})"),
        ("SWE_bench* [v2]", f"[SWEˍbench∗ ［v2］]({URL})"),
        ("🤗 Transformers: 2.0 🚀!", f"🤗 [Transformers: 2.0]({URL}) 🚀!"),
        ("🚀🚀", f"🚀🚀[→]({URL})"),
        ("A \\", f"[A ＼]({URL})"),
        ("See https://evil.example", f"[See https:/ /evil.example]({URL})"),
        ("Join discord.gg/abc", f"[Join discord\u2024gg/abc]({URL})"),
        ("See github.com/a/b", f"[See github.com/a/b]({URL})"),
        (URL, f"<{URL}>"),
    ],
)
def test_the_text_of_a_link_knows_no_escapes(title: str, sent: str) -> None:
    """There Discord shows a backslash: what looks like the mark stands instead."""
    assert linked(title, URL) == sent


def test_a_star_in_an_address_does_not_end_what_is_bold() -> None:
    """An address is the only thing of ours between two marks that is not escaped."""
    sent = f"**{linked('Title', 'https://example.com/a**b*c')}**"

    assert [node.kind for node in nodes(parse(sent))] == ["strong", "link"]


@pytest.mark.parametrize(
    "text",
    ["A* search", "SWE_bench ~10% of 3*4*5", "성능이 2.5점 높음", "C# and #2, Fig. 3", "a < b"],
)
def test_words_with_a_mark_are_read_as_they_are(text: str) -> None:
    """Titles of papers are full of them."""
    assert shown(escape(text)) == text


@pytest.mark.parametrize(
    "text", ["사전 학습된 모델의 가중치를 40% 제거합니다.", "It takes 4 steps (v2)."]
)
def test_ordinary_text_costs_nothing_more(text: str) -> None:
    """Each mark is a character less for what a message may say."""
    assert escape(text) == text
