"""`LanguageModel` over the openai client: the only place that imports it."""

from bot.llm.gateway import open_model

__all__ = ["open_model"]
