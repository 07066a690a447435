"""What Discord takes at most. Texts are measured as its clients do, an emoji as two or more.

https://docs.discord.com/developers/components/reference and resources/message#create-message; the
characters of a layout are told by Discord's refusals alone.
"""

from bot.domain.base import clip

COMPONENTS = 40  # of a message, nested ones included
LAYOUT_TEXT = 4_000  # characters over all text displays
CONTENT = 2_000
BUTTONS = 5  # in a row
OPTIONS = 25  # of a menu
LABEL = 80
OPTION = 100  # its label, and its value
CUSTOM_ID = 100
ALT_TEXT = 1_024
MODAL_TITLE = INPUT_LABEL = 45
PLACEHOLDER = 100


def length(text: str) -> int:
    """In UTF-16 units: never less than what the server counts."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def short(text: str, most: int) -> str:
    """`text` on one line, at most that long, shortened at a word where that is near."""
    return clip(text, most - (length(text) - len(text)))
