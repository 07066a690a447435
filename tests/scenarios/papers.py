"""What all scenarios are about: yesterday's three papers, and a model that has read one of them."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from tests.builders import DAY, daily_entry
from tests.full_texts import SHEARS, as_page
from tests.servers.model import honest
from tests.servers.upstream import Upstream

WORDS = catalogue(Language.EN)
DATE = str(DAY)
TITLES = ("Shears: Pruning without Regret", "Tongs: Sparse Retrieval", "Anvil: Hammering Data")
PAPERS = ("2602.00001", "2602.00002", "2602.00003")
QUESTION = "#1 what does a short pass mend?"
QUOTE = "A short pass mends what was cut."
OTHER_QUESTION = "#1 how far does accuracy fall without healing?"
OTHER_QUOTE = "Without healing accuracy falls by 9 points."


def lay_in(upstream: Upstream) -> None:
    """Three papers of yesterday's, of which the first has a page."""
    upstream.days[DATE] = [
        daily_entry(paper, title=title, upvotes=9 - rank)
        for rank, (paper, title) in enumerate(zip(PAPERS, TITLES, strict=True))
    ]
    for paper, entry in zip(PAPERS, upstream.days[DATE], strict=True):
        upstream.papers[paper] = entry["paper"]
        upstream.records[paper] = {"version": "2", "title": entry["paper"]["title"]}
    upstream.pages[f"{PAPERS[0]}v2"] = as_page(TITLES[0], SHEARS)


def reader(call: Mapping[str, Any]) -> str:
    """A model that knows which sentences answer two questions, and else says what stands there."""
    task = call["messages"][-1]["content"].partition("passages alone:\n")[2]
    for word, quote in (("mend", QUOTE), ("healing", OTHER_QUOTE)):
        if word in task.partition("\n")[0]:
            statement = {"quotes": [quote], "text": f"The paper says: {quote}"}
            return json.dumps({"items": [statement]})
    return honest(call)
