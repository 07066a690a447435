"""Papers and people that would ping, lead elsewhere, or break the layout."""

import pytest

from tests.adapters.discord.markdown import nodes, parse
from tests.builders import daily_entry
from tests.scenarios.clock import Hurried
from tests.scenarios.discord.world import bot_messages, serving
from tests.scenarios.papers import DATE, PAPERS
from tests.servers.discord.components import walk
from tests.servers.discord.messages import Message
from tests.servers.discord.server import Discord
from tests.servers.upstream import Upstream

TITLES = (
    "@everyone read <@1> and <@&2> in <#3>: [free](https://evil.example) https://evil.example/a",
    "||Spoiler|| # Heading \\ `code` **bold** discord.gg/abc <https://evil.example> <t:1:R>",
    "> quote\n-# small ](https://evil.example) ```block``` </today:1> <:x:1> \u202ertl",
)
KNOWN = ("https://huggingface.co/", "https://arxiv.org/")


@pytest.fixture
def hostile(upstream: Upstream, discord: Discord) -> None:
    """Yesterday's papers, whose authors mean no good."""
    upstream.days[DATE] = [
        daily_entry(paper, title=title, upvotes=9 - rank, summary=f"{title}. We propose it.")
        for rank, (paper, title) in enumerate(zip(PAPERS, TITLES, strict=True))
    ]
    for paper, entry in zip(PAPERS, upstream.days[DATE], strict=True):
        upstream.papers[paper] = entry["paper"]
        upstream.records[paper] = {"version": "2", "title": entry["paper"]["title"]}


def _acting(message: Message) -> list[str]:
    """What of a message does something, beside its own links and marks."""
    texts = [one["content"] for one in walk(message.components) if one["type"] == 10]
    found = [node for text in (*texts, message.content) for node in nodes(parse(text))]
    harmless = {
        "strong",
        "emphasis",
        "heading",
        "subtext",
        "list",
        "quote",
        "bold",
        "small",
        "item",
    }
    return [
        f"{node.kind} {node.target}"
        for node in found
        if node.kind not in harmless and not str(node.target or "").startswith(KNOWN)
    ]


@pytest.mark.usefixtures("hostile")
async def test_nothing_in_a_paper_pings_leads_elsewhere_or_acts(
    discord: Discord, hurried: Hurried
) -> None:
    """In the digest, the thread, its name, an answer, a preview, and what one person is told."""
    async with serving(discord, hurried) as world:
        header = await world.header()
        await world.asks(
            world.jin, header.thread, "#1 @everyone [x](https://evil.example) what is it?"
        )
        await world.answer(header.thread)
        await world.jin.clicks(header.replies[1], "why_rating")
        await discord.until(lambda: world.jin.alone)
        await world.jin.runs(world.team, "papers search", {"words": "<@1> spoiler"})
        await discord.until(lambda: len(world.jin.alone) > 1)

    said = [header, *bot_messages(header.thread), *world.jin.alone]
    assert [one for message in said for one in _acting(message)] == []
    assert discord.pinged == []
