"""Opening the model: mistakes in the settings are named before a call is made."""

import pytest

from bot.domain.errors import SettingsError
from bot.llm import open_model
from bot.llm.budget import Budget
from bot.use_cases.doctor import Pong
from tests.fakes import FakeClock, FakeStore
from tests.gateways import model_at
from tests.servers.model import ModelServer


@pytest.mark.parametrize(
    ("key", "sent"),
    [("sk-a-key", "Bearer sk-a-key"), (" sk-a-key\n", "Bearer sk-a-key"), ("", "Bearer unused")],
)
async def test_the_key_is_sent_without_the_space_around_it(
    model_server: ModelServer, clock: FakeClock, key: str, sent: str
) -> None:
    """A line break from a file is no part of it; a local server needs none at all."""
    async with model_at(model_server, clock, key=key) as model:
        await model.complete("doctor/ping", {}, Pong)

    assert model_server.requests[0].headers["Authorization"] == sent


@pytest.mark.parametrize(
    ("key", "address", "variable"),
    [
        ("여기에 키를 넣으세요", "http://127.0.0.1/v1", "OPENAI_API_KEY"),
        ("sk-a\nb", "http://127.0.0.1/v1", "OPENAI_API_KEY"),
        ("sk-a", "http://host:port/v1", "OPENAI_BASE_URL"),
        ("sk-a", "http://[half/v1", "OPENAI_BASE_URL"),
    ],
)
async def test_a_setting_that_cannot_work_names_its_variable(
    clock: FakeClock, key: str, address: str, variable: str
) -> None:
    """The placeholder of an example file is no key; the line does not repeat it either."""
    with pytest.raises(SettingsError, match=variable) as raised:
        async with open_model(
            base_url=address,
            api_key=key,
            model="any",
            seconds=1,
            concurrency=1,
            budget=Budget(FakeStore(clock), clock, None),
            clock=clock,
        ):
            raise AssertionError("opened")
    assert key not in str(raised.value)
