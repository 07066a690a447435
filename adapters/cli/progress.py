"""Progress on stderr: one line for each thing that takes a while, marked when it went wrong."""

import sys

from rich.console import Console
from rich.text import Text

from bot.domain.base import clip
from bot.ports.inbound import Step

_SAYS = {
    "fetch": "fetching",
    "arxiv": "fetching",
    "text": "fetching",
    "read": "reading",
    "write": "writing",
    "thumbnail": "fetching",
    "done": "",
    "abstract": "",
    "degraded": "",
}


class StderrProgress:
    """A `Progress`. Nothing of it goes to standard output, which holds the result alone."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)

    def __call__(self, step: Step) -> None:
        """Say the step."""
        detail = f": {step.detail}" if step.detail else ""
        line = clip(f"{_SAYS[step.stage]} {step.subject}{detail}", 400)
        degraded = step.stage in {"degraded", "abstract"}
        mark = "! " if degraded else "· "
        self._console.print(Text(mark + line, style="yellow" if degraded else "dim"))
