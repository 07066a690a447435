"""Sentences of an English text: all of it, once, in pieces that may be quoted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.sentences import split_sentences
from tests.builders import ABSTRACT


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_an_abstract_is_split_at_its_sentences() -> None:
    """Numbers such as 2.5 and the address at the end are no sentence ends."""
    assert [s.split()[0] for s in sentences(ABSTRACT)] == "Pruning We Experiments It Our".split()


@pytest.mark.parametrize(
    "text",
    [
        "We build on Lee et al. (2024) and on U.S. data.",
        "Models, e.g. LLaMA, i.e. open ones, fail vs. closed ones here.",
        "As Fig. 2 shows, it gains 2.5 points.",
        "It drops from 3.1 to 2.9 in v1.5 of Qwen2.5.",
        "Is it (see A. Lee) the best of all?",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(text: str) -> None:
    """Half a sentence would be shown as a key point."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Code is at https://x.example/y. We hope it helps.", "Code is at https://x.example/y."),
        ("Method. We prune the weights. It works well.", "Method. We prune the weights."),
        ('It is "good." We prune the weights.', 'It is "good."'),
        ("It gains 40%. We prune the weights.", "It gains 40%."),
        ("We prune most weights! It works quite well.", "We prune most weights!"),
    ],
)
def test_a_sentence_ends_after_an_address_a_label_stays(text: str, first: str) -> None:
    """Two sentences in one make a bad key point; a label alone is no sentence."""
    assert sentences(text)[0] == first


def test_what_is_no_sentence_joins_its_neighbour() -> None:
    """A lone word at the end is not shown by itself."""
    assert sentences("We prune all the weights. Indeed.") == ["We prune all the weights. Indeed."]
    assert sentences("Short") == ["Short"]
    assert sentences("  ") == []


_PIECE = st.sampled_from(
    'We show/it./Fig./e.g./A/1.5/./?/"/”/(/)/ /  /\n/문장이다./。/x.y/z./B./—/…/et al./e\u0301'.split(
        "/"
    )
)
_LONG = st.just("a" * 900)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECE | _LONG, max_size=30).map("".join)))
def test_every_character_is_in_one_piece_that_fits_a_quote(text: str) -> None:
    """Nothing of a paper is lost or doubled, and no piece is longer than evidence may be."""
    spans = split_sentences(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]

    assert edges == sorted(edges)
    assert all(0 < end - start <= 2_000 for start, end in spans)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
