"""The manifest that Slack makes the app from.

<https://docs.slack.dev/reference/app-manifest>
"""

import json
import re
from importlib.resources import files
from typing import Any

from bot.domain.errors import UsageError

PATH = "/slack/events"  # of all requests over HTTP


def manifest() -> dict[str, Any]:
    """As it is for Socket Mode."""
    text = files("adapters.slack").joinpath("manifest.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def manifest_text(address: str | None = None) -> str:
    """JSON for Slack's form; with an `address` such as https://papers.example.com for HTTP.

    Raises `UsageError` for an address that Slack cannot use.
    """
    made = manifest()
    if address is not None:
        if not re.fullmatch(r"https://[A-Za-z0-9.-]+(?::[0-9]+)?/?", address):
            raise UsageError(
                f"--http {address!r:.80} is no address for Slack; give one such as "
                "https://papers.example.com"
            )
        url = address.rstrip("/") + PATH
        made["settings"]["socket_mode_enabled"] = False
        made["settings"]["event_subscriptions"]["request_url"] = url
        made["settings"]["interactivity"]["request_url"] = url
        for command in made["features"]["slash_commands"]:
            command["url"] = url
    return json.dumps(made, indent=2, ensure_ascii=False)


def scopes() -> frozenset[str]:
    """What the bot asks to be allowed."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])
