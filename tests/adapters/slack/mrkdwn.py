"""What Slack does with `mrkdwn`, from its documentation, and where that is silent at its worst.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re

JOINER = "\u2060"
# In the order in which text is read back: the ampersand last, or "&amp;lt;" would become "<".
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
LOOK_ALIKES = str.maketrans("∗ˍ∼ˋ", "*_~`")

_TOKEN = re.compile(r"<[^<>]*>?|>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_ON_WHAT_IS_SEEN = {
    "mention": re.compile(r"@[^\s\u2060]"),
    "channel": re.compile(r"(?<!\w)#[^\W\d]"),
    "address": re.compile(r"[a-z][a-z\d+.-]*:[^\s\u2060]|\bwww\.[^\s\u2060]", re.IGNORECASE),
    "domain": re.compile(r"\w\.[^\W\d]{2}|[a-z\d][．｡。][a-z]{2}", re.IGNORECASE),
    "mail": re.compile(r"\S@\w"),
    "emoji": re.compile(r":[^\s:\u2060][^\s:]*:"),
    "code": re.compile("`"),
    "quote": re.compile(r"^\s*>"),
    "list": re.compile(r"^\s*(?:[-+•◦▪]|\d+[.)])(?:\s|$)"),
    # A mark opens where no letter stands before it and no space behind, and closes the other way.
    **{
        name: re.compile(rf"(?<![A-Za-z0-9]){mark}(?=\S).*?(?<=\S){mark}(?![A-Za-z0-9])")
        for name, mark in (("bold", r"\*"), ("italic", "_"), ("strike", "~"))
    },
}


def shown(text: str) -> str:
    """The characters that people see."""
    for entity, letter in ENTITIES.items():
        text = text.replace(entity, letter)
    return text


def read(text: str) -> str:
    """What people read: invisible characters are not there, and a look-alike is what it looks like."""
    return shown(text).replace(JOINER, "").translate(LOOK_ALIKES)


def acts(text: str) -> list[str]:
    """Everything in it that is more to Slack than words."""
    found = [f"token {one}" for one in _TOKEN.findall(text)]
    found += ["ampersand" for _ in _BARE_AMPERSAND.findall(text)]
    for line in shown(text).split("\n"):
        found += [f"{name}: {line}" for name, form in _ON_WHAT_IS_SEEN.items() if form.search(line)]
    return found
