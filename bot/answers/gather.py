"""Which passages of a paper a question is answered from."""

from collections.abc import Iterator

from bot.answers.intent import asks_for_overview
from bot.answers.material import Asked, ReadPaper, tokens
from bot.domain.evidence import Evidence, Origin, PaperText, Passage, PassageKind
from bot.evidence.sentences import split_sentences
from bot.ports.outbound import Passages
from bot.reading.choose import choose
from bot.reading.shown import without_markers

MOST_TOKENS = 3_000  # of passages a paper
_RANKED = 40
_NEIGHBOURLY = 3  # the best passages, whose neighbours come along
_MOST_NEAREST = 3
_LONGEST_NEAREST = 500  # characters
_LONGEST_AUTHORS = 600  # characters


async def gather(passages: Passages, paper: ReadPaper, words: str, asked: Asked) -> list[Passage]:
    """At most 3,000 tokens of passages in reading order: all of a short paper.

    Always the abstract and the public record; then the best for `words` with their neighbours,
    or what tells of the whole where the question is about the whole.
    """
    text = paper.text
    if sum(_cost(p) for p in text.passages) <= MOST_TOKENS:
        return list(text.passages)
    if asks_for_overview(asked.question):
        return list(choose(text, MOST_TOKENS).passages)
    ranked = await passages.search(text, words, _RANKED)
    return _fitting(text, ranked)


def _fitting(text: PaperText, ranked: list[Passage]) -> list[Passage]:
    chosen: dict[int, Passage] = {}
    left = MOST_TOKENS
    for index in _in_order_of_worth(text, ranked):
        passage = text.passages[index]
        if index not in chosen and _cost(passage) <= left:
            chosen[index] = passage
            left -= _cost(passage)
    return [chosen[index] for index in sorted(chosen)]


def _in_order_of_worth(text: PaperText, ranked: list[Passage]) -> Iterator[int]:
    places = {passage: index for index, passage in enumerate(text.passages)}
    for index, passage in enumerate(text.passages):
        if _always(passage):
            yield index
    best = [places[passage] for passage in ranked]
    for index in best[:_NEIGHBOURLY]:
        yield index
    for index in best[:_NEIGHBOURLY]:
        for near in (index + 1, index - 1):
            if 0 <= near < len(text.passages) and _together(text, near, index):
                yield near
    yield from best[_NEIGHBOURLY:]


def _always(passage: Passage) -> bool:
    if passage.origin is Origin.PAPER:
        return passage.section.lower() == "abstract"
    return not passage.text.startswith("Further authors: ") and (
        not passage.text.startswith("Authors: ") or len(passage.text) <= _LONGEST_AUTHORS
    )


def _together(text: PaperText, one: int, other: int) -> bool:
    first, second = text.passages[one], text.passages[other]
    return first.section == second.section and first.kind is not PassageKind.FOOTNOTE


def _cost(passage: Passage) -> int:
    return tokens(passage.text) + 2


def as_prompt(papers: list[tuple[ReadPaper, list[Passage]]]) -> str:
    """Passages under their headings, each paper between marker lines."""
    return "\n\n".join(_block(paper, passages) for paper, passages in papers)


def _block(paper: ReadPaper, passages: list[Passage]) -> str:
    title = without_markers(paper.title)
    lines = [f"=== PAPER BEGINS: {title} ==="]
    heading = ""
    for passage in passages:
        here = passage.section
        if passage.chapter:
            here = f"{passage.chapter} > {passage.section}"
        if here != heading:
            lines.append(f"\n[{without_markers(here)}]")
            heading = here
        lines.append(without_markers(passage.text))
    return "\n".join([*lines, "=== PAPER ENDS ==="])


async def nearest(passages: Passages, paper: ReadPaper, words: str) -> list[Evidence]:
    """The three passages nearest to the question, verbatim; of a long one its nearest sentences."""
    found = await passages.search(paper.text, words, _MOST_NEAREST)
    return [await _nearest_part(passages, paper, passage, words) for passage in found]


async def _nearest_part(
    passages: Passages, paper: ReadPaper, passage: Passage, words: str
) -> Evidence:
    start, end = 0, len(passage.text)
    if end > _LONGEST_NEAREST:
        spans = split_sentences(passage.text)
        sentences = tuple(
            passage.model_copy(update={"text": passage.text[a:b], "start": passage.start + a})
            for a, b in spans
        )
        alone = paper.text.model_copy(update={"passages": sentences})
        best = await passages.search(alone, words, 1)
        at = sentences.index(best[0]) if best else 0
        start, end = spans[at]
        for _, later in spans[at + 1 :]:
            if later - start > _LONGEST_NEAREST:
                break
            end = later
    return Evidence(
        quote=passage.text[start:end],
        origin=passage.origin,
        section=passage.section,
        start=passage.start + start,
        end=passage.start + end,
    )
