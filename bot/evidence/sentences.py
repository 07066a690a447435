"""Where the sentences of an English text stand."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

# Ends that sentencex passes over: after a URL, and where it takes a mark for an open quote.
_MISSED_END = re.compile(
    r"(?<![\s.(]\w)(?<!\bal)(?<!\bvs)(?<!\bFig)(?<!\bcf)(?<=[^\W_]|[)\]}%/\"'])[.?!][)\]\"']*\s+"
    r"(?=[A-Z])"
)
_LONGEST = 2_000  # characters: what a quote may have
_WHOLE = re.compile(r"\S+\s+\S+\s+\S.*[.?!][)\]}\"'”]*", re.DOTALL)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where sentences stand: (start, end) in characters of `text`, without outer whitespace.

    Every other character lies in exactly one of them. What is no sentence by itself (a number, a
    label such as "Method.", a part cut off at a colon) is joined to what follows it; what is longer
    than 2,000 characters is cut at spaces.
    """
    starts = {0, *(boundary["start_index"] for boundary in get_sentence_boundaries("en", text))}
    starts.update(match.end() for match in _MISSED_END.finditer(text))
    spans: list[tuple[int, int]] = []
    begin = 0
    for end in [*sorted(starts)[1:], len(text)]:
        piece = text[begin:end].strip()
        if piece and (_WHOLE.fullmatch(piece) or end == len(text)):
            start = text.index(piece, begin)
            if spans and len(piece.split()) == 1:  # nothing follows it
                start = spans.pop()[0]
            spans.append((start, begin + len(text[begin:end].rstrip())))
            begin = end
    return [piece for span in spans for piece in _short_enough(text, *span)]


def _short_enough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST + 1)
        cut = space if space > start else start + _LONGEST
        yield start, cut
        start = cut + (cut == space)
    yield start, end
