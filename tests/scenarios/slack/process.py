"""The product as a process that Slack speaks to."""

from contextlib import AbstractAsyncContextManager

from tests.scenarios import processes
from tests.scenarios.processes import Process
from tests.scenarios.slack.world import reaches
from tests.servers.slack.server import Slack


def process(slack: Slack) -> AbstractAsyncContextManager[Process]:
    """A process that is ready, and dead at the end of the block."""
    ours = slack.world.installed
    secrets = (ours.bot_token, ours.app_token, ours.signing_secret, "/respond/", "ticket=")
    return processes.process(slack.clock.now(), secrets, lambda ready: reaches(slack, ready))
