"""Where papers come from: `open_sources` gives the gateways over one HTTP session."""

from bot.sources.gateway import Sources, open_sources

__all__ = ["Sources", "open_sources"]
