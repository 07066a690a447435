"""Finds the passages of one paper for a question."""

from bot.retrieval.lexical import LexicalPassages

__all__ = ["LexicalPassages"]
