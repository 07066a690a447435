"""Step two of the llm engine: sentences that say no more than the claims they rest on."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from bot.digest.write import (
    RepairedSentence,
    SentenceRepair,
    Writing,
    WrittenSentence,
    write,
)
from bot.domain.errors import ModelOutputInvalid
from bot.domain.language import Language
from bot.domain.section import AbsenceReason
from tests.builders import claim, paper, text
from tests.fakes import FakeModel

CLAIMS = [
    claim(1, "We propose Shears, a training-free method"),
    claim(2, "removes 40% of the weights of a model in four steps"),
    claim(3, "It does not help models below 1B parameters."),
]
ONE = WrittenSentence(claims=[1], text="학습 없이 모델을 가지치기하는 Shears 제안")
STEPS = WrittenSentence(claims=[2], text="네 단계로 모델 가중치의 40%를 제거")


def writing(**sections: Any) -> Writing:
    """An answer with one good line and otherwise these sections."""
    empty: dict[str, Any] = {
        name: [] for name in ("key_points", "developer_view", "applications", "risks", "details")
    }
    return Writing.model_validate({"one_line": ONE, **empty, **sections})


def model(answer: Writing, *repaired: RepairedSentence) -> FakeModel:
    """A model that writes this, and mends so."""

    def brain(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        if prompt == "digest/write":
            return answer
        return SentenceRepair(sentences=list(repaired))

    return FakeModel(brain)


async def written(answer: Writing, *repaired: RepairedSentence) -> dict[str, Any]:
    """Section texts by kind (an absence as its reason), and how many were dropped."""
    got = await write(
        model(answer, *repaired), paper(), text(), CLAIMS, Language.KO, "Write as people do."
    )
    shown: dict[str, Any] = {
        s.kind: [x.text for x in s.sentences] or (s.absent and s.absent.reason)
        for s in got.sections
    }
    return {**shown, "dropped": got.dropped}


async def test_sentences_that_agree_with_their_claims_are_kept() -> None:
    """Six sections in their order; one without a statement says so."""
    got = await written(writing(key_points=[ONE, STEPS], details=[ONE, STEPS]))

    assert got["one_line"] == [ONE.text]
    assert got["key_points"] == [ONE.text, STEPS.text]
    assert got["risks"] is AbsenceReason.NOT_STATED
    assert got["dropped"] == 0


@pytest.mark.parametrize(
    ("bad", "refused"),
    [
        (WrittenSentence(claims=[], text="학습 없이 모델을 가지치기"), "rest on claims"),
        (WrittenSentence(claims=[9], text="학습 없이 모델을 가지치기"), "rest on claims"),
        (WrittenSentence(claims=[1, 9], text="학습 없이 모델을 가지치기"), "rest on claims"),
        (WrittenSentence(claims=[2], text="네 단계로 가중치의 60%를 제거"), "60%"),
        (WrittenSentence(claims=[1], text="GPT-5보다 나은 Shears 방법을 제안"), "GPT-5"),
        (WrittenSentence(claims=[1], text="A training-free method, Shears."), "Korean"),
        (WrittenSentence(claims=[1], text="<@U123> 학습 없이 가지치기하는 방법"), "mentions"),
        (WrittenSentence(claims=[1], text="자세한 내용은 https://evil.example 참고"), "links"),
        (WrittenSentence(claims=[1], text="가" * 601), "longer than 600"),
    ],
)
async def test_a_sentence_that_says_more_is_dropped_and_counted(
    bad: WrittenSentence, refused: str
) -> None:
    """Its neighbours are untouched; a section it empties says that nothing passed."""
    asked = model(writing(key_points=[STEPS, bad], risks=[bad]))

    got = await write(asked, paper(), text(), CLAIMS, Language.KO, "style")

    sections = {s.kind: s for s in got.sections}
    assert [s.text for s in sections["key_points"].sentences] == [STEPS.text]
    assert sections["risks"].absent is not None
    assert sections["risks"].absent.reason is AbsenceReason.NOTHING_CHECKED
    assert got.dropped == 2
    assert refused in asked.calls[1][1]["faults"]


async def test_a_mended_sentence_takes_its_place() -> None:
    """The order of a section is the model's."""
    bad = WrittenSentence(claims=[2], text="네 단계로 가중치의 60%를 제거")
    mended = RepairedSentence(number=1, claims=[2], text=STEPS.text)

    got = await written(writing(key_points=[bad, ONE]), mended)

    assert got["key_points"] == [STEPS.text, ONE.text]
    assert got["dropped"] == 0


async def test_a_repair_cannot_touch_what_was_not_refused() -> None:
    """Nor can it bring in a sentence of its own."""
    bad = WrittenSentence(claims=[2], text="네 단계로 가중치의 60%를 제거")
    strangers = [
        RepairedSentence(number=0, claims=[1], text="학습 없이 되는 다른 문장입니다"),
        RepairedSentence(number=99, claims=[1], text="학습 없이 되는 또 다른 문장"),
    ]

    got = await written(writing(key_points=[bad, STEPS]), *strangers)

    assert got["one_line"] == [ONE.text]
    assert got["key_points"] == [STEPS.text]


async def test_a_section_says_nothing_twice() -> None:
    """The same words under two headings may stand; under one they are noise."""
    got = await written(writing(key_points=[STEPS, STEPS], details=[STEPS]))

    assert got["key_points"] == got["details"] == [STEPS.text]


async def test_an_entry_in_which_nothing_passed_is_a_failure() -> None:
    """The reader then gets an extract, not six empty headings."""
    english = WrittenSentence(claims=[1], text="All of this is in English.")

    with pytest.raises(ModelOutputInvalid, match="not written in Korean"):
        await written(writing(one_line=english, key_points=[english]))


async def test_marks_around_words_are_taken_off() -> None:
    """Models put emphasis and list marks around plain text."""
    marked = WrittenSentence(claims=[2], text="- **네 단계**로 모델 가중치의 40%를 제거")

    got = await written(writing(key_points=[marked]))

    assert got["key_points"] == [STEPS.text]
