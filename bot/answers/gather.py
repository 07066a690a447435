"""Which passages of a paper a question is answered from."""

from collections.abc import Iterator, Sequence

from bot.answers.intent import asks_for_overview
from bot.answers.material import Asked, ReadPaper, tokens
from bot.domain.evidence import Evidence, Origin, PaperText, Passage, PassageKind
from bot.evidence.sentences import split_sentences
from bot.ports.outbound import Passages
from bot.reading.choose import choose
from bot.reading.shown import under_headings, without_markers

MOST_TOKENS = 3_000  # of passages a paper
_RANKED = 40
_NEIGHBOURLY = 3  # the best passages, whose neighbours come along
_MOST_NEAREST = 3
_LONGEST_NEAREST = 500  # characters
_OVERVIEW = 1_000  # tokens
_LONGEST_AUTHORS = 600  # characters


def is_searched(paper: ReadPaper, question: str) -> bool:
    """Whether words decide what is read of a paper: it is long, and not asked about as a whole."""
    return _cost(paper.text.passages) > MOST_TOKENS and not asks_for_overview(question)


async def gather(passages: Passages, paper: ReadPaper, words: str, asked: Asked) -> list[Passage]:
    """At most 3,000 tokens of passages in reading order: all of a short paper.

    Always the abstract and the public record; then the best for `words` with their neighbours;
    what room is left goes to what tells of the whole, as it does from the start where the question
    is about that.
    """
    text = paper.text
    if _cost(text.passages) <= MOST_TOKENS:
        return list(text.passages)
    ranked: list[Passage] = []
    if is_searched(paper, asked.question):
        ranked = await passages.search(text, words, _RANKED)
    return _fitting(text, ranked)


def _fitting(text: PaperText, ranked: list[Passage]) -> list[Passage]:
    chosen: dict[int, Passage] = {}
    left = MOST_TOKENS
    for index in _in_order_of_worth(text, ranked):
        passage = text.passages[index]
        cost = _cost([passage])
        if index not in chosen and cost <= left:
            chosen[index] = passage
            left -= cost
    return [chosen[index] for index in sorted(chosen)]


def _in_order_of_worth(text: PaperText, ranked: list[Passage]) -> Iterator[int]:
    places = {passage: index for index, passage in enumerate(text.passages)}
    for index, passage in enumerate(text.passages):
        if _always(passage):
            yield index
    best = [places[passage] for passage in ranked]
    yield from best[:_NEIGHBOURLY]
    for index in best[:_NEIGHBOURLY]:
        for near in (index + 1, index - 1):
            if 0 <= near < len(text.passages) and _together(text, near, index):
                yield near
    yield from best[_NEIGHBOURLY:]
    yield from (places[passage] for passage in choose(text, MOST_TOKENS).passages)


def _always(passage: Passage) -> bool:
    if passage.origin is Origin.PAPER:
        return passage.section.lower() == "abstract"
    return passage.kind is not PassageKind.AUTHORS or len(passage.text) <= _LONGEST_AUTHORS


def _together(text: PaperText, one: int, other: int) -> bool:
    first, second = text.passages[one], text.passages[other]
    return first.section == second.section and first.kind is not PassageKind.FOOTNOTE


def _cost(passages: Sequence[Passage]) -> int:
    return sum(tokens(passage.text) + 2 for passage in passages)


def as_prompt(papers: list[tuple[ReadPaper, list[Passage]]]) -> str:
    """Passages under their headings, each paper between marker lines."""
    return "\n\n".join(
        f"=== PAPER BEGINS ===\nTitle: {without_markers(paper.title)}\n\n"
        f"{under_headings(passages)}\n=== PAPER ENDS ==="
        for paper, passages in papers
    )


async def nearest(
    passages: Passages, paper: ReadPaper, words: str, question: str
) -> list[Evidence]:
    """The three passages nearest to the question, verbatim; of a long one its nearest sentences.

    Of a question about the whole: the abstract, and what tells most beside it.
    """
    if asks_for_overview(question):
        whole = choose(paper.text, _OVERVIEW).passages
        found = [p for p in whole if p.origin is Origin.PAPER][:_MOST_NEAREST]
    else:
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
