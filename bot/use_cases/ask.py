"""A question about one paper of a digest."""

from bot.answers.answer import nearest_passages
from bot.digest.read import kept_text
from bot.domain.conversation import Answer
from bot.domain.digest import DigestEntry
from bot.domain.errors import UsageError
from bot.ports.outbound import Passages, Store


async def ask(entry: DigestEntry, question: str, *, store: Store, passages: Passages) -> Answer:
    """The nearest passages of what was read. Raises `UsageError` when nothing was."""
    if not question.strip():
        raise UsageError("the question is empty; ask such as: which benchmarks are used?")
    sample = entry.provenance is not None and entry.provenance.sample
    kept = await kept_text(store, entry.paper.id, sample=sample)
    if kept is None:
        raise UsageError(f"the text of {entry.paper.id} has not been read yet; build its digest")
    return await nearest_passages(entry.paper, kept, question[:2_000], passages)
