"""Where quotes stand in a paper's passages, and how much of the text around them they need."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from bot.domain.evidence import Evidence, PaperText, Passage, PassageKind
from bot.evidence.polarity import has_cue
from bot.evidence.quotes import Span, find_all
from bot.evidence.sentences import split_sentences
from bot.evidence.tables import ROW_END

_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 20  # or so many: "Code: https://github.com/…" is no chance match
_LONGEST_QUOTE = 2_000
_BETWEEN = "\0"  # passages; no passage holds it


def place(quote: str, text: PaperText) -> Evidence | None:
    """The first place where the quote stands in one passage; none when there is none.

    What is short (under three words and 20 characters) is a quote only where it is the whole
    passage, such as a line of the record. The evidence has the paper's own words, so a quote may
    be given as a sentence where it is a part of one: with a capital and a full stop of its own.
    """
    forms = (quote, *_as_part(quote)) if quote else ()
    return next((found for form in forms if (found := _place(form, text))), None)


def _as_part(quote: str) -> Iterator[str]:
    other_case = quote[0].swapcase() + quote[1:]
    yield other_case
    if quote.endswith(".") and not quote.endswith(".."):
        yield quote[:-1]
        yield other_case[:-1]


def _place(quote: str, text: PaperText) -> Evidence | None:
    if len(quote) > _LONGEST_QUOTE or _BETWEEN in quote:
        return None
    passages = text.quotable
    begins = [0, *accumulate(len(passage.text) + 1 for passage in passages)]
    for start, end in find_all(quote, _BETWEEN.join(passage.text for passage in passages)):
        number = bisect_right(begins, start) - 1
        passage, begin = passages[number], begins[number]
        span = Span(start - begin, end - begin)
        words = passage.text[span.start : span.end]
        long = len(words.split()) >= _FEWEST_WORDS or len(words) >= _FEWEST_CHARACTERS
        if long or words == passage.text:
            span = _with_its_cues(span, passage)
            if span.end - span.start <= _LONGEST_QUOTE:
                return _evidence(passage, span)
    return None


def whole_sentence(evidence: Evidence, text: PaperText) -> Evidence:
    """The sentence that a quote begins in; in a table, the row."""
    for passage in text.quotable:
        at = evidence.start - passage.start
        if passage.origin is evidence.origin and 0 <= at < len(passage.text):
            whole = _evidence(passage, _around(Span(at, at + 1), passage))
            return whole.model_copy(update={"paper_id": evidence.paper_id})
    return evidence


def _evidence(passage: Passage, span: Span) -> Evidence:
    return Evidence(
        quote=passage.text[span.start : span.end],
        origin=passage.origin,
        section=passage.section,
        start=passage.start + span.start,
        end=passage.start + span.end,
    )


def _with_its_cues(span: Span, passage: Passage) -> Span:
    """A quote grows to its whole sentences when they say beside it what it depends on.

    "Helps small models" would otherwise be a quote of "It does not help small models". Of a table
    it is whole rows, for their first cell tells what the others belong to.
    """
    whole, text = _around(span, passage), passage.text
    if passage.kind is PassageKind.TABLE:
        return whole if whole.end - whole.start <= _LONGEST_QUOTE else span
    before, after = text[whole.start : span.start], text[span.end : whole.end]
    return whole if has_cue(f"{before} … {after}") else span


def _around(span: Span, passage: Passage) -> Span:
    """The sentences that the span touches; in a table, the rows."""
    if passage.kind is PassageKind.TABLE:
        gaps = [(0, 0), *(gap.span() for gap in ROW_END.finditer(passage.text))]
        after = (gap[0] for gap in gaps[1:] if gap[0] >= span.end)
        return Span(
            max(gap[1] for gap in gaps if gap[1] <= span.start), next(after, len(passage.text))
        )
    sentences = _sentences(passage.text)
    return Span(
        next(start for start, end in sentences if end > span.start),
        next(end for _, end in sentences if end >= span.end),
    )


_sentences = lru_cache(maxsize=512)(split_sentences)  # a passage is quoted more than once
