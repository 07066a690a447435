"""Each neutral block as one of Discord's components; text that follows text stands in one of them.

https://docs.discord.com/developers/components/reference
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from discord import MediaGalleryItem, ui

from adapters.discord.rendering.controls import actions, feedback
from adapters.discord.rendering.limits import ALT_TEXT, short
from adapters.discord.rendering.markdown import written
from bot.domain.message import Actions, Block, Feedback, Image, Item

Component = ui.Item[ui.LayoutView]


def components(blocks: Iterable[Block], *, divided: bool) -> list[Component]:
    """The components in order, with a line between papers if `divided`."""
    made: list[Component] = []
    taken: set[str] = set()
    for alone, some in groupby(blocks, _stands_alone):
        if not alone:
            made += _text(some)
            continue
        for block in some:
            if divided and made and isinstance(block, Item):
                made.append(ui.Separator())
            made += _component(block, taken)
    return made


def count(component: Component) -> int:
    """How many components it is, with those in it."""
    return _count(component.to_component_dict())


def _count(made: dict[str, Any]) -> int:
    inside = sum(map(_count, made.get("components", ())))
    return 1 + inside + ("accessory" in made)


def _stands_alone(block: Block) -> bool:
    return isinstance(block, Item | Image | Actions | Feedback)


def _text(blocks: Iterable[Block]) -> Iterator[Component]:
    if text := written(blocks):
        yield ui.TextDisplay(text)


def _component(block: Block, taken: set[str]) -> Iterator[Component]:
    match block:
        case Item(image=Image() as picture):
            thumbnail = ui.Thumbnail[ui.LayoutView](picture.url, description=_alt(picture))
            yield ui.Section(written([block]), accessory=thumbnail)
        case Image():
            yield ui.MediaGallery(MediaGalleryItem(block.url, description=_alt(block)))
        case Actions():
            yield from actions(block, taken)
        case Feedback():
            yield from feedback(block, taken)
        case _:
            yield from _text([block])


def _alt(picture: Image) -> str:
    return short(picture.alt, ALT_TEXT)
