"""Puts the product together from settings: the one place that knows every part."""

from bot.app.app import App
from bot.app.opening import open_app

__all__ = ["App", "open_app"]
