"""From a question to an answer: gather passages, ask the model, check, repair once."""

import asyncio
from contextlib import aclosing

import structlog
from pydantic import BaseModel

from bot.answers.check import AnswerItem, check, fault_lines
from bot.answers.gather import as_prompt, gather, is_searched, nearest
from bot.answers.language import language_of
from bot.answers.material import Asked, history_lines
from bot.answers.search_words import follow_up, translated
from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.digest import Engine, Provenance
from bot.domain.errors import BudgetExceeded, ModelError, StoreError
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.evidence.gate import Fault
from bot.kept import keep, kept, key_of
from bot.ports.inbound import Show
from bot.ports.keeping import Store
from bot.ports.outbound import Clock, LanguageModel, Passages
from bot.presentation.catalogue import catalogue
from bot.reading.shown import without_markers
from bot.under_way import UnderWay, showing

_log = structlog.get_logger()
_MOST_STATEMENTS = 6
_MOST_ITEMS = 12  # small models repeat themselves without end


class AnswerItems(BaseModel):
    """The answer to `answers/answer_repair`."""

    items: list[AnswerItem]


class Answerer:
    """Answers questions. `model` none: by the nearest passages, verbatim, and no more.

    `crosses_languages`: passages are found for a question in any language, so no words have to be
    translated first.
    """

    def __init__(
        self,
        *,
        passages: Passages,
        model: LanguageModel | None,
        store: Store,
        clock: Clock,
        crosses_languages: bool = False,
    ) -> None:
        self._passages = passages
        self._model = model
        self._store = store
        self._clock = clock
        self._crosses_languages = crosses_languages
        self._under_way: UnderWay[Statement, Answer] = UnderWay()

    async def answer(self, asked: Asked, show: Show) -> Answer:
        """The answer; each of its statements is given to `show` as soon as it is checked."""
        model = self._model
        if model is None or asked.sample:
            return await self._passages_only(asked, AnswerReason.NO_MODEL, follow_up(asked))
        key = _key(asked, model)
        return await self._under_way.join(
            key, lambda add: self._made(model, asked, key, showing(add)), show
        )

    async def _made(self, model: LanguageModel, asked: Asked, key: str, show: Show) -> Answer:
        """A first question is answered from the store where it was asked before."""
        known = await kept(self._store, "answer", key, Answer) if asked.shareable else None
        if known is not None:
            for statement in known.statements:
                await show(statement)
            return known
        draft = _Draft(asked, show)
        answer = await self._asked_of(model, asked, draft)
        if asked.shareable and _lasts(answer, draft):
            try:
                await keep(self._store, "answer", key, answer)
            except StoreError as error:  # it was shown: that it is not kept is no failure of it
                _log.warning("an answer is not kept for others", because=str(error))
        return answer

    async def _asked_of(self, model: LanguageModel, asked: Asked, draft: "_Draft") -> Answer:
        words = follow_up(asked)
        reason = AnswerReason.NOT_IN_PAPER
        try:
            if not self._crosses_languages and _other_language(asked):
                words = await translated(model, self._store, asked)
            inputs = await self._inputs(asked, words)
            await _stream(model, inputs, draft)
            if draft.refused and not draft.full:
                await _repair(model, inputs, draft)
        except ModelError as error:
            # Some servers send back what they were sent: the question is not for the log.
            _log.info("the model did not answer a question", because=type(error).__name__)
            out = isinstance(error, BudgetExceeded)
            reason = AnswerReason.BUDGET if out else AnswerReason.MODEL_FAILED
        if not draft.statements:
            return await self._passages_only(asked, reason, words)
        return _answer(
            asked,
            statements=tuple(draft.statements),
            cut_off=not draft.ended,
            provenance=Provenance(
                engine=Engine.LLM,
                scope=asked.scope,
                created_at=self._clock.now(),
                model=model.name,
                prompts=(model.prompt("answers/answer"),),
                paper_version=asked.papers[0].text.version,
                dropped=len(draft.refused),
            ),
        )

    async def _inputs(self, asked: Asked, words: str) -> dict[str, str]:
        papers = [(p, await gather(self._passages, p, words, asked)) for p in asked.papers]
        return {
            "papers": as_prompt(papers),
            "history": without_markers(history_lines(asked.history)),
            "question": without_markers(asked.question),
            "language": asked.language.english_name,
            "style": catalogue(asked.language).answer_style,
        }

    async def _passages_only(self, asked: Asked, reason: AnswerReason, words: str) -> Answer:
        """No statement, why, and the nearest passages instead."""
        found = [
            asked.told_apart(paper, evidence)
            for paper in asked.papers
            for evidence in await nearest(self._passages, paper, words, asked.question)
        ]
        if reason is AnswerReason.NO_MODEL and not found:
            reason = AnswerReason.NO_PASSAGE
        return _answer(asked, reason=reason, passages=tuple(found))


class _Draft:
    """An answer in the making: what has passed and was shown, and what was refused."""

    def __init__(self, asked: Asked, show: Show) -> None:
        self.statements: list[Statement] = []
        self.refused: list[tuple[AnswerItem, Fault]] = []
        self.ended = False  # the model has said all it had to say
        self._taken = 0
        self._asked = asked
        self._show = show

    @property
    def full(self) -> bool:
        return len(self.statements) >= _MOST_STATEMENTS or self._taken >= _MOST_ITEMS

    async def take(self, item: AnswerItem) -> bool:
        """Show a statement at once if it passes the gate and says something new."""
        self._taken += 1
        checked = await asyncio.to_thread(check, item, self._asked)
        if isinstance(checked, Fault):
            self.refused.append((item, checked))
            return False
        if checked.text not in {statement.text for statement in self.statements}:
            self.statements.append(checked)
            await self._show(checked)
        return True


async def _stream(model: LanguageModel, inputs: dict[str, str], draft: _Draft) -> None:
    async with aclosing(model.stream_items("answers/answer", inputs, AnswerItem)) as items:
        async for item in items:
            await draft.take(item)
            if draft.full:
                break
    draft.ended = True


async def _repair(model: LanguageModel, inputs: dict[str, str], draft: _Draft) -> None:
    """What was refused has one more chance; what is refused again counts once."""
    faults = "\n\n".join(fault_lines(item, fault) for item, fault in draft.refused)
    given = {**inputs, "faults": without_markers(faults)}
    repair = await model.complete("answers/answer_repair", given, AnswerItems)
    first, draft.refused = draft.refused, []
    for item in repair.items[: len(first)]:
        if draft.full:
            break
        if await draft.take(item):
            first.pop()
    draft.refused = first


def beyond(title: str, language: Language) -> Answer:
    """The answer to what is no question about a paper: nothing was read for it."""
    return Answer(
        papers=(),
        title=title,
        language=language,
        scope=Scope.ABSTRACT,
        reason=AnswerReason.BEYOND,
    )


def _answer(asked: Asked, **what: object) -> Answer:
    return Answer.model_validate(
        {
            "papers": tuple(paper.ref for paper in asked.papers if paper.ref),
            "title": asked.title,
            "language": asked.language,
            "scope": asked.scope,
            "form": asked.form,
            "lacking": asked.lacking,
            **what,
        }
    )


def _other_language(asked: Asked) -> bool:
    """Whether a paper is to be searched for a question that is in another language than it."""
    own = language_of(asked.question, Language.EN)
    return any(
        is_searched(paper, asked.question) and paper.language is not own for paper in asked.papers
    )


def _lasts(answer: Answer, draft: _Draft) -> bool:
    """Whether the same question need not be asked again: the model said all of it, or nothing."""
    if answer.reason is AnswerReason.NOT_IN_PAPER:
        return not draft.refused
    return answer.reason is None and not answer.cut_off


def _key(asked: Asked, model: LanguageModel) -> str:
    """The same question of the same words, the public record's too: who asks makes no difference."""
    return key_of(
        asked.language.value,
        model.name,
        str(model.prompt("answers/answer").version),
        str(model.prompt("answers/passages").version),
        " ".join(asked.question.lower().split()).rstrip("?？!. "),
        *(f"{turn.author}: {turn.text}" for turn in asked.history),
        *(f"\x1e{p.ref.id if p.ref else ''}\x1e{p.title}" for p in asked.papers),
        *(passage.text for paper in asked.papers for passage in paper.text.passages),
    )
