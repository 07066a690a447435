"""`FullText`: the fake and arXiv's gateway keep the same promises."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import Origin, Scope
from bot.ports.outbound import FullText
from tests.builders import text
from tests.fakes import FakeClock, FakeFullText
from tests.gateways import sources_at
from tests.servers.upstream import Upstream

SENTENCE = "Shears removes weights in four steps and keeps what it needs."
PAGE = f"<html><body><h2>1 Method</h2><p>{SENTENCE * 20}</p></body></html>"


@pytest.fixture(params=["fake", "arxiv"])
async def full_text(
    request: pytest.FixtureRequest, upstream: Upstream, clock: FakeClock
) -> AsyncIterator[FullText]:
    """Either one, over the same paper."""
    if request.param == "fake":
        yield FakeFullText(text(SENTENCE * 20, form="html", version=1))
        return
    upstream.pages = {"2602.00001": PAGE.encode(), "2602.00001v1": PAGE.encode()}
    async with sources_at(upstream, clock) as sources:
        yield sources.full_text


async def test_a_paper_comes_in_its_own_words(full_text: FullText) -> None:
    """What was read is named, is the full text, and begins at the beginning."""
    found = await full_text.fetch("2602.00001", 1)

    assert (found.paper_id, found.version, found.scope) == ("2602.00001", 1, Scope.FULL_TEXT)
    assert found.passages[0].text.startswith(SENTENCE)
    assert found.passages[0].start == 0
    assert {passage.origin for passage in found.passages} == {Origin.PAPER}


async def test_a_paper_that_is_not_there_is_told(full_text: FullText) -> None:
    """The abstract then serves, and the reason is shown."""
    with pytest.raises(NotFound, match="arXiv has no"):
        await full_text.fetch("2602.00009", None)


async def test_a_document_is_read_without_a_name(full_text: FullText) -> None:
    """A file says nothing of where it comes from."""
    found = await full_text.read(PAGE.encode())

    assert found.paper_id is None
    assert any(SENTENCE in passage.text for passage in found.passages)


async def test_an_empty_document_is_an_error(full_text: FullText) -> None:
    """No text is never the text of a paper."""
    with pytest.raises(SourceError):
        await full_text.read(b"")
