"""`papers serve` as a process, at a moment that the environment tells; all else is the product's."""

import os

from adapters.cli import main
from bot.app import opening
from tests.scenarios.clock import Hurried

if __name__ == "__main__":
    start = float(os.environ["START"])
    setattr(opening, "SystemClock", lambda: Hurried(start))  # noqa: B010  # nothing else offers it
    main(["serve"])
