"""What every platform's scenarios begin with: a moment, and a model that has read one paper."""

import pytest

from tests.builders import NOON_AFTER
from tests.scenarios.clock import Hurried
from tests.scenarios.papers import reader
from tests.servers.model import ModelServer


@pytest.fixture
def hurried() -> Hurried:
    """Noon of the day after the papers' day."""
    return Hurried(NOON_AFTER.timestamp())


@pytest.fixture
def model(model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """The settings name a model on loopback that says only what stands in the paper."""
    model_server.brain = reader
    for name, value in model_server.environment.items():
        monkeypatch.setenv(name, value)
    return model_server
