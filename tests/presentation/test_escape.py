"""Escaping: what a Markdown renderer shows is what was said, and nothing of it acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.presentation.escape import escape, unescape
from tests.presentation.any_digest import LAW, words


@LAW
@given(words())
def test_what_was_escaped_comes_back(text: str) -> None:
    """The reader of our own files relies on it for titles, tags and sentences alike."""
    assert unescape(escape(text)) == text
    assert unescape(escape(text, also=",()")) == text


@LAW
@given(words())
def test_a_renderer_shows_the_words_themselves(text: str) -> None:
    """One paragraph of plain text; the joiner after an @ is all that is added, and is not seen."""
    tokens = MarkdownIt("commonmark").parse(escape(text))

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} == {"text"}
    assert "".join(c.content for c in tokens[1].children or ()).replace("\u2060", "") == text


@LAW
@given(words(), st.sampled_from(["- ", "> ", "## "]))
def test_a_renderer_finds_no_block_inside_a_line(text: str, before: str) -> None:
    """Words stand after the marks of a list, a quotation or a heading."""
    bare = [token.type for token in MarkdownIt("commonmark").parse(f"{before}word")]

    assert [token.type for token in MarkdownIt("commonmark").parse(before + escape(text))] == bare


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("see https://a.example/b", r"see https:\//a\.example/b"),
        ("ftp://a.example", r"ftp:\//a\.example"),
        ("//localhost/x", r"\//localhost/x"),
        ("www.a.example", r"www\.a\.example"),
        ("WWW.1a.example", r"WWW\.1a\.example"),
        ("github.com/a", r"github\.com/a"),
        ("예시.한국", r"예시\.한국"),
        ("mail a_b@c.example", "mail a\\_b@\u2060c\\.example"),
        ("a@1b.c", "a@\u20601b.c"),
        ("ping @everyone", "ping @\u2060everyone"),
        ("(@org/team)", "(@\u2060org/team)"),
        ("가@user", "가@\u2060user"),
    ],
)
def test_what_becomes_a_link_or_a_mention_unasked_is_broken(text: str, escaped: str) -> None:
    """GitHub and other renderers link addresses, domains and mail, and ping whom an @ names."""
    assert escape(text) == escaped


@pytest.mark.parametrize(
    "text",
    [
        "pass@1 and NDCG@10, mAP@0.5:0.95",
        "4.1 % of 1,000; v1.2.3, e.g. in Fig. 2",
        "-5 points, +3, #1, 2.5x, 1) is no list here? No: (1)",
        "and/or: yes!",
        "가지치기: 40%를 덜어 냄(세 벤치마크).",
        "$x^2$ = {y} | z",
    ],
)
def test_ordinary_prose_is_left_as_it_is(text: str) -> None:
    """A digest is also read as it stands, in an editor or a terminal."""
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("## x", r"\## x"),
        ("#", r"\#"),
        ("---", r"\---"),
        ("=====", r"\====="),
        ("- - -", r"\- - -"),
        ("+ x", r"\+ x"),
        ("12) x", r"12\) x"),
        ("1.", r"1\."),
        ("> x", r"\> x"),
        ("* x", r"\* x"),
    ],
)
def test_a_line_never_begins_a_block(text: str, escaped: str) -> None:
    """A sentence that begins like a heading, a rule or a list would break the file in two."""
    assert escape(text) == escaped
