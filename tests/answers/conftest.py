"""A question, a paper of two pages, and a model that says what a test tells it to."""

from collections.abc import Mapping, Sequence

import pytest
from pydantic import BaseModel

from bot.answers.answer import Answerer, AnswerItems
from bot.answers.check import AnswerItem
from bot.answers.material import Asked, ReadPaper
from bot.answers.search_words import SearchWords
from bot.domain.conversation import Answer, Statement, Turn
from bot.domain.errors import ModelUnavailable
from bot.domain.evidence import Origin, PaperText, Passage, TextForm
from bot.domain.language import Language
from bot.retrieval import LexicalPassages
from tests.builders import ref
from tests.fakes import FakeClock, FakeModel, FakeStore

SECTIONS = {
    "Abstract": ["We propose Shears, a training-free method that prunes language models."],
    "1 Introduction": [
        "Large models are slow. Pruning them usually costs accuracy, which users notice."
    ],
    "2 Experiments": [
        "We evaluate Shears on GSM8K, MATH, and HumanEval with models of 7B parameters.",
        "Shears removes 40% of the weights and keeps 97.5% of the accuracy on GSM8K.",
        "It does not help models below 1B parameters.",
    ],
    "3 Conclusion": ["Pruning may also shorten training."],
}

FILLER = "Nothing of interest is told in this long paragraph about gardens and their fences. " * 8
LONG = {
    **SECTIONS,
    **{f"{n} Gardens": [f"{FILLER} Bed {n}-{k}." for k in range(6)] for n in range(4, 14)},
}


def read(
    sections: Mapping[str, Sequence[str]] = SECTIONS, paper_id: str = "2602.00001"
) -> ReadPaper:
    """A paper's full text, with a line of Hugging Face's record."""
    passages, start = [], 0
    for section, paragraphs in sections.items():
        for paragraph in paragraphs:
            passages.append(
                Passage(origin=Origin.PAPER, section=section, text=paragraph, start=start)
            )
            start += len(paragraph) + 1
    record = Passage(
        origin=Origin.HUGGING_FACE,
        section="Hugging Face",
        text="Code repository: https://github.com/example/shears",
    )
    text = PaperText(
        paper_id=paper_id,
        title="Shears: Pruning without Regret",
        version=1,
        form=TextForm.HTML,
        passages=(*passages, record),
    )
    return ReadPaper(ref(paper_id), text)


def asked(
    question: str = "How many benchmarks are used?",
    language: Language = Language.EN,
    papers: Sequence[ReadPaper] = (),
    history: Sequence[Turn] = (),
) -> Asked:
    return Asked(papers or (read(),), question, language, history)


def item(quote: str | Sequence[str], text: str) -> AnswerItem:
    quotes = [quote] if isinstance(quote, str) else list(quote)
    return AnswerItem(quotes=quotes, text=text)


class Desk:
    """An answerer and everything it stands on. `first` and `second`: what the model answers."""

    def __init__(self, clock: FakeClock) -> None:
        self.store = FakeStore(clock)
        self.clock = clock
        self.first: list[AnswerItem] = []
        self.second: list[AnswerItem] = []
        self.words = "datasets benchmarks evaluation"
        self.failure: Exception | None = None
        self.fails_at: str | None = None
        self.model = FakeModel(self._says)
        self.shown: list[Statement] = []
        self.answerer = self.with_model(self.model)

    def with_model(self, model: FakeModel | None) -> Answerer:
        return Answerer(passages=LexicalPassages(), model=model, store=self.store, clock=self.clock)

    def _says(self, prompt: str, _: Mapping[str, str]) -> BaseModel:
        if self.failure is not None:
            raise self.failure
        if prompt == self.fails_at:
            raise ModelUnavailable("gone")
        match prompt:
            case "answers/search_words":
                return SearchWords(words=self.words)
            case "answers/answer":
                return AnswerItems(items=self.first)
            case _:
                return AnswerItems(items=self.second)

    @property
    def prompts(self) -> list[str]:
        return [name for name, _ in self.model.calls]

    async def show(self, statement: Statement) -> None:
        self.shown.append(statement)

    async def ask(self, given: Asked | None = None) -> Answer:
        return await self.answerer.answer(given or asked(), self.show)


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(clock)
