"""The evidence gate: whether the quote is there, and the statement agrees with it."""

from bot.evidence.quotes import Span, find_quote

__all__ = ["Span", "find_quote"]
