"""Nothing altered gets past the gate in any of hundreds of ways; what only looks otherwise does."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.evidence.gate import Fault, disagreement, locate
from bot.evidence.quotes import find_quote
from tests.builders import text

PAPER = (
    "Shears removes 40% of the weights of LLaMA-3 in four steps – without any retraining.",
    "On MATH, GSM8K and AIME, it outperforms the “best” prior method by 2.5 points on average.",
    "It does not help models below 1B parameters, and GPT-4 was never tested.",
    "Our first findings suggest that the efficient flow of gradients may explain the gain.",
    "Training takes 24 hours on eight 80GB GPUs with a batch of 1,024 well-shuffled samples.",
    "The naïve baseline doesn't reach 81.3% accuracy unless its coefficients are difficult to fit.",
    "We release 1.2 million annotated examples in 12 languages under a permissive licence.",
)
OTHER_PAPER = (
    "Glacier answers 35% more questions than a search engine in our study of 60 readers.",
    "The authors of these essays could not be told apart by any of the five detectors.",
)
Mutation = Callable[[str, st.DataObject], str]


def replaced(pattern: str, replacement: Callable[[str], str]) -> Mutation:
    """One match of the pattern becomes another."""

    def mutate(quote: str, data: st.DataObject) -> str:
        matches = list(re.finditer(pattern, quote))
        assume(matches)
        match = data.draw(st.sampled_from(matches))
        return quote[: match.start()] + replacement(match[0]) + quote[match.end() :]

    return mutate


def inside(change: Callable[[list[str], int], list[str]]) -> Mutation:
    """Words change somewhere between the first and the last."""

    def mutate(quote: str, data: st.DataObject) -> str:
        words = quote.split(" ")
        return " ".join(change(words, data.draw(st.integers(1, len(words) - 3))))

    return mutate


def spliced(quote: str, data: st.DataObject) -> str:
    other = data.draw(st.sampled_from(PAPER)).split(" ")
    words = quote.split(" ")
    head = words[: data.draw(st.integers(2, len(words) - 2))]
    return " ".join([*head, *other[data.draw(st.integers(1, len(other) - 2)) :]])


MUTATIONS: dict[str, Mutation] = {
    "digit": replaced(r"\d", lambda digit: str((int(digit) + 3) % 10)),
    "unit": replaced("%|points|GB|hours", lambda unit: {"%": " points", "GB": "MB"}.get(unit, "%")),
    "name": replaced(
        r"Shears|LLaMA|MATH|GPT-4|AIME", lambda name: {"GPT-4": "GPT-5"}.get(name, "Glacier")
    ),
    "negation removed": replaced(r"(?:does |was )?(?:not|never) |n't|without ", lambda _: ""),
    "negation inserted": inside(lambda words, at: [*words[:at], "not", *words[at:]]),
    "hedge removed": replaced(r"suggest that |may |first ", lambda _: ""),
    "word dropped": inside(lambda words, at: [*words[:at], *words[at + 1 :]]),
    "words swapped": inside(
        lambda words, at: [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
    ),
    "ellipsis": inside(lambda words, at: [*words[:at], "…", *words[at + 1 :]]),
    "three points": inside(lambda words, at: [*words[:at], "...", *words[at + 2 :]]),
    "letter": replaced(r"(?<=\w)[a-z](?=\w)", lambda letter: "o" if letter != "o" else "a"),
    "case": replaced(r"(?<=\s)[a-z]", str.upper),
    "look-alike": replaced("[aeo]", lambda letter: {"a": "а", "e": "е", "o": "о"}[letter]),
    "hyphen removed": replaced(r"(?<=\w)-(?=\w)", lambda _: ""),
    "spliced": spliced,
    "of another paper": lambda _, data: data.draw(st.sampled_from(OTHER_PAPER)),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_an_altered_quote_is_not_found(mutation: str, data: st.DataObject) -> None:
    """A model that copies nearly right has made something up."""
    quote = MUTATIONS[mutation](data.draw(st.sampled_from(PAPER)), data)
    assume(quote not in " ".join(PAPER))

    assert isinstance(locate([quote], text(*PAPER)), Fault)


SPACES = (" ", "  ", "\n", "\u00a0", "\u2009", "\u202f", " \n ")
FORMS = {
    "fi": ("fi", "ﬁ"),
    "fl": ("fl", "ﬂ"),
    "ffi": ("ffi", "ﬃ", "fﬁ"),
    "'": ("'", "’", "‛"),
    "“": ("“", '"', "„", "«"),
    "”": ("”", '"', "»"),
    "–": ("–", "-", "—", "−"),
    "-": ("-", "‐", "‑", "–"),
    "ï": ("ï", "i\u0308"),
    " ": SPACES,
}
JOINTS = ("", "", "", "\u00ad", "\u00ad\n", "-\n", "-\n  ")
FORM = re.compile("|".join(sorted(map(re.escape, FORMS), key=len, reverse=True)))
INSIDE_A_WORD = re.compile("(?<=[a-eg-hj-z]{2})(?=[a-eg-hj-z]{2})")


def as_set(quote: str, data: st.DataObject) -> str:
    """The quote as a page may have it."""
    quote = FORM.sub(lambda match: data.draw(st.sampled_from(FORMS[match[0]])), quote)
    return INSIDE_A_WORD.sub(lambda _: data.draw(st.sampled_from(JOINTS)), quote)


@settings(deadline=None, max_examples=200)
@given(quote=st.sampled_from(PAPER), data=st.data())
def test_a_quote_is_found_however_the_page_is_set(quote: str, data: st.DataObject) -> None:
    """Ligatures, hyphenation, spaces, quotation marks and dashes are the printer's, not the paper's."""
    page = as_set(quote, data)
    start = len("So it is.\n")

    assert find_quote(quote, f"So it is.\n{page} It ends.") == (start, start + len(page))


@settings(deadline=None)
@given(quote=st.sampled_from(PAPER), data=st.data())
def test_a_copy_from_a_page_is_found_in_the_plain_text(quote: str, data: st.DataObject) -> None:
    """A model may have been shown the PDF's text, and the HTML is what is searched."""
    copy = unicodedata.normalize("NFD", as_set(quote, data))

    assert find_quote(copy, f"So it is. {quote}") == (10, 10 + len(quote))


SAYS = {
    "ko": ("{}는 메모리를 {} 줄입니다.", "{}는 메모리를 {} 줄이지 못합니다."),
    "en": ("{} cuts memory by {} here.", "{} does not cut memory by {} here."),
    "ja": ("{}はメモリを{}削減する。", "{}はメモリを{}削減しない。"),
    "zh": ("{}将内存减少{}。", "{}不能将内存减少{}。"),
}
BOUNDS = {
    "ko": ("", "최대 ", "최소 "),
    "en": ("", "up to ", "at least "),
    "ja": ("", "最大", "少なくとも"),
    "zh": ("", "最多", "至少"),
}
UNITS = {
    "ko": ("%", "%p", "배", "GB"),
    "en": ("%", " percentage points", "x", " GB"),
    "ja": ("%", "パーセントポイント", "倍", "GB"),
    "zh": ("%", "个百分点", "倍", "GB"),
}
NAMES = ("Shears", "Gemini", "LLaMA-3", "MoE-Prune")


class Fact(NamedTuple):
    """What a sentence of `SAYS` is made of; the number is in tenths."""

    denied: bool
    name: str
    bound: int
    number: int
    unit: int


def said(language: str, fact: Fact) -> str:
    shown = f"{BOUNDS[language][fact.bound]}{fact.number / 10:g}{UNITS[language][fact.unit]}"
    return SAYS[language][fact.denied].format(fact.name, shown)


FACTS = st.builds(
    Fact,
    st.booleans(),
    st.sampled_from(NAMES),
    st.integers(0, 2),
    st.integers(11, 999),
    st.integers(0, 3),
)


@pytest.mark.parametrize("language", SAYS)
@settings(deadline=None)
@given(fact=FACTS)
def test_a_true_statement_passes_in_every_language(language: str, fact: Fact) -> None:
    """Whatever the name, number, unit and bound, what the quote says may be said."""
    assert disagreement(said(language, fact), [said("en", fact)]) is None


@pytest.mark.parametrize("part", Fact._fields)
@pytest.mark.parametrize("language", SAYS)
@settings(deadline=None, max_examples=50)
@given(quoted=FACTS, other=FACTS)
def test_a_statement_with_one_part_changed_is_refused(
    language: str, part: str, quoted: Fact, other: Fact
) -> None:
    """The denial, the name, the bound, the number or the unit: the reader could not tell."""
    changed = getattr(other, part)
    assume(changed != getattr(quoted, part))
    stated = said(language, quoted._replace(**{part: changed}))

    assert disagreement(stated, [said("en", quoted)]) is not None
