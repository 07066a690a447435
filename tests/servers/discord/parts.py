"""Messages and modals as an app sends them, part by part, for tests of what Discord takes."""

from typing import Any

from tests.servers.discord.messages import V2
from tests.servers.discord.refusals import Refusal

Part = dict[str, Any]


def layout(*components: Part) -> Part:
    return {"flags": V2, "components": list(components)}


def text(words: str = "words", **more: Any) -> Part:
    return {"type": 10, "content": words} | more


def button(**more: Any) -> Part:
    return {"type": 2, "style": 2, "label": "Ask", "custom_id": "ask"} | more


def link(url: str) -> Part:
    return {"type": 2, "style": 5, "label": "arXiv", "url": url}


def buttons(count: int) -> list[Part]:
    return [button(custom_id=f"ask{n}") for n in range(count)]


def row(*parts: Part) -> Part:
    return {"type": 1, "components": list(parts)}


def menu(count: int = 1, **more: Any) -> Part:
    options = [{"label": f"{n}", "value": f"{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options} | more


def option(**more: Any) -> Part:
    return menu(options=[{"label": "a", "value": "a"} | more])


def section(*parts: Part, accessory: Part | None = None) -> Part:
    return {"type": 9, "components": list(parts), "accessory": accessory or button()}


def picture(url: str = "https://host/a.png", **more: Any) -> Part:
    return {"type": 11, "media": {"url": url}} | more


def gallery(count: int) -> Part:
    return {"type": 12, "items": [{"media": {"url": "https://host/a.png"}}] * count}


def container(*parts: Part, **more: Any) -> Part:
    return {"type": 17, "components": list(parts)} | more


def address(length: int) -> str:
    return "https://host/".ljust(length, "a")


def embed(**more: Any) -> Part:
    return {"embeds": [more]}


def modal(*parts: Part, **more: Any) -> Part:
    return {"title": "Ask", "custom_id": "form", "components": list(parts)} | more


def label(component: Part, **more: Any) -> Part:
    return {"type": 18, "label": "Question", "component": component} | more


def words(**more: Any) -> Part:
    return {"type": 4, "style": 2, "custom_id": "words"} | more


def why_of(refusal: Refusal) -> str:
    """The field that is wrong, and the code that says why, as Discord nests them."""
    assert refusal.body["code"] == 50035, refusal.body
    at, path = refusal.body["errors"], []
    while "_errors" not in at:
        ((name, at),) = at.items()
        path.append(name)
    return f"{'.'.join(path)} {at['_errors'][0]['code']}"
