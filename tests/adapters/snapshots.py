"""What a platform is sent, to the letter, in files beside the tests.

`PAPERS_RENEW_SNAPSHOTS=1 pytest tests/adapters -k snapshot` writes what is sent now; `git diff`
then shows what has changed.
"""

import json
import os
from pathlib import Path
from typing import Any

RENEW = "PAPERS_RENEW_SNAPSHOTS" in os.environ


def differs(folder: Path, name: str, sent: Any) -> bool:
    """Whether something else was sent before."""
    path = folder / f"{name}.json"
    now = json.dumps(sent, ensure_ascii=False, indent=1) + "\n"
    if RENEW:
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    return path.read_text(encoding="utf-8") != now


def names(folder: Path) -> set[str]:
    """Those that are there."""
    return {path.stem for path in folder.glob("*.json")}
