"""Answers a question about one paper: without a model, by the nearest passages, verbatim."""

from collections.abc import Iterator

from bot.domain.conversation import Answer, AnswerReason
from bot.domain.evidence import PaperText, Passage
from bot.domain.paper import PaperRef
from bot.evidence.sentences import split_sentences
from bot.ports.outbound import Passages

_MOST_PASSAGES = 3


async def nearest_passages(
    paper: PaperRef, text: PaperText, question: str, passages: Passages
) -> Answer:
    """The sentences nearest to the question, labelled as passages and not as an answer."""
    sentences = PaperText(
        paper_id=text.paper_id,
        scope=text.scope,
        passages=tuple(s for passage in text.passages for s in _sentences(passage)),
    )
    found = await passages.search(sentences, question, _MOST_PASSAGES)
    return Answer(
        paper=paper,
        scope=text.scope,
        reason=AnswerReason.NO_MODEL if found else AnswerReason.NO_PASSAGE,
        passages=tuple(found),
    )


def _sentences(passage: Passage) -> Iterator[Passage]:
    for start, end in split_sentences(passage.text):
        yield passage.model_copy(
            update={"text": passage.text[start:end], "start": passage.start + start}
        )
