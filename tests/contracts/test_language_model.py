"""`LanguageModel`: the fake and the openai client keep the same promises."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from bot.domain.errors import ModelError, ModelRefused
from bot.ports.outbound import LanguageModel
from tests.fakes import FakeClock, FakeModel
from tests.gateways import model_at
from tests.servers.model import CHAT, ModelServer, says


class Claim(BaseModel):
    """A form of answer."""

    quotes: list[str]
    text: str


class Claims(BaseModel):
    """A list of them."""

    items: list[Claim]


ONE = Claim(quotes=["a {quote}"], text="첫 번째")
TWO = Claim(quotes=[], text="second")


@dataclass
class Arranged:
    """A model, and how a test makes it answer or refuse."""

    model: LanguageModel
    answer: Callable[[BaseModel], None]
    refuse: Callable[[], None]


def arranged_fake() -> Arranged:
    fake = FakeModel(lambda *_: ONE)

    def answer(value: BaseModel) -> None:
        fake.brain = lambda *_: value

    def refuse() -> None:
        def refusing(*_: object) -> BaseModel:
            raise ModelRefused("no")

        fake.brain = refusing

    return Arranged(fake, answer, refuse)


@pytest.fixture(params=["fake", "real"])
async def arranged(request: pytest.FixtureRequest, clock: FakeClock) -> AsyncIterator[Arranged]:
    if request.param == "fake":
        yield arranged_fake()
        return
    async with ModelServer().serving() as server, model_at(server, clock) as model:

        def answer(value: BaseModel) -> None:
            server.brain = lambda _: value.model_dump_json()

        def refuse() -> None:
            server.next(CHAT, says(None, refusal="no"))

        yield Arranged(model, answer, refuse)


async def test_an_answer_has_the_asked_form(arranged: Arranged) -> None:
    """Whoever asks gets its own type, validated."""
    arranged.answer(ONE)

    assert await arranged.model.complete("doctor/ping", {}, Claim) == ONE


@pytest.mark.parametrize("items", [[], [ONE], [ONE, TWO]])
async def test_a_streamed_list_comes_item_by_item(arranged: Arranged, items: list[Claim]) -> None:
    """In the model's order, each once."""
    arranged.answer(Claims(items=items))

    heard = [item async for item in arranged.model.stream_items("doctor/ping", {}, Claim)]

    assert heard == items


async def test_a_refusal_is_an_error_of_the_model(arranged: Arranged) -> None:
    """The caller falls back; it never shows a refusal as an answer."""
    arranged.refuse()

    with pytest.raises(ModelError):
        await arranged.model.complete("doctor/ping", {}, Claim)


def test_a_prompt_is_named_by_id_and_version(arranged: Arranged) -> None:
    """Both stand in the provenance of what was written."""
    ref = arranged.model.prompt("digest/extract")

    assert ref.id == "digest.extract"
    assert ref.version >= 1
    assert arranged.model.name
