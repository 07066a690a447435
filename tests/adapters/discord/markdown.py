r"""What Discord's client makes of a text, from its documentation and from how it is seen to behave.

https://support.discord.com/hc/en-us/articles/210298617,
https://docs.discord.com/developers/reference#message-formatting, and the issues of
discord/discord-api-docs: 6185 (no escapes in the text of a link), 7510 and 7673 (no emoji there),
7721 (no address there). Where versions differ, the one that does more with a text: whatever an
emphasis holds may begin a line, a list may begin after spaces, every `:name:` is an emoji.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

JOINER = "\u2060"
LOOK_ALIKES = str.maketrans("＼∗ˍ∼ˋ∣［］＜＠\u2024", "\\*_~`|[]<@.")


class Node(NamedTuple):
    """Something that is more than words; `target` is a link's."""

    kind: str
    inside: "tuple[Node | str, ...]" = ()
    target: str = ""


Tree = tuple[Node | str, ...]

# What one sees at the beginning of a line.
_HEADING = re.compile(r" *#{1,3}\s+([^\n]+?)#*\s*(?:\n|$)")
_SUBTEXT = re.compile(r" *-# +(?!-#)([^\n]+)(?:\n|$)")
_QUOTES = re.compile(r"(?: *>(?!>>) +[^\n]*(?:\n|$))+")
_QUOTE_ALL = re.compile(r" *>>> +(.*)", re.DOTALL)
_BULLET = re.compile(r"( *)(?:[-*+]|\d+\.) +(?=\S)")

_PAIRS = (  # the longest wins
    ("strong", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("emphasis", re.compile(r"_((?:__|\\.|[^\\_])+?)_(?![A-Za-z0-9_])", re.DOTALL)),
    (
        "emphasis",
        re.compile(r"\*(?=\S)((?:\*\*|\\.|\s+(?=[^\s*])|[^\s*\\])+?) {0,2}\*(?!\*)", re.DOTALL),
    ),
)
_STRIKE = ("strike", re.compile(r"~~(.+?)~~", re.DOTALL))
_SPOILER = ("spoiler", re.compile(r"\|\|(.+?)\|\|", re.DOTALL))
_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_TIMESTAMP = ("timestamp", re.compile(r"<t:-?\d+(?::[a-zA-Z])?>"))
_ADDRESS = re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]")
_NAMED_EMOJI = ("emoji", re.compile(r":[\w+-]+:"))
_SINGLE = (
    (
        "link",
        re.compile(
            r"<[^: >]+:/[^ >]+>|<[^\s<>@]+@[^\s<>@]+\.[^\s<>]+>|<(?:tel|sms|mailto):?[^>]+>"
        ),
    ),
    ("link", _ADDRESS),
    ("mention", re.compile(r"<(?:@[!&$]?|#)\d+>|@everyone|@here|@silent(?!\S)")),
    ("command", re.compile(r"</[^:>]{1,100}:\d+>")),
    ("place", re.compile(r"<(?:id|\d+):[^>]+>|<sound:\d+(?::\d+)?>")),
    ("custom emoji", re.compile(r"<a?:\w+:\d+>")),
    _TIMESTAMP,
    _NAMED_EMOJI,
)
_IN_A_LABEL = {"strong", "underline", "emphasis", "strike", "spoiler", "code", "timestamp"}
_BLOCKS = {"heading", "subtext", "quote", "list"}
_STOP = re.compile(r"[^0-9A-Za-z\s\u00c0-\U0010ffff]|\n\n| {2,}\n|\w+:\S|\d+\.")

# https://www.unicode.org/Public/emoji/latest/emoji-test.txt, by their blocks
_EMOJI = re.compile(
    "[\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2"
    "\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f004\U0001f0cf\U0001f170-\U0001f251\U0001f300-\U0001faff]"
    "|[0-9#*]\ufe0f?\u20e3"
)
_INVITE = re.compile(
    r"(?:discord(?:app)?\.(?:com|gg|gift|new|media)|dis\.gd|discord\.me)/", re.IGNORECASE
)
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"


def parse(text: str) -> Tree:
    """The whole of it."""
    return _Reader(text).read()


def acts(text: str) -> list[str]:
    """The kinds of everything in it that is more than words, outermost first."""
    return [node.kind for node in nodes(parse(text))]


def nodes(tree: Tree) -> Iterator[Node]:
    """Everything that is more than words."""
    for one in tree:
        if isinstance(one, Node):
            yield one
            yield from nodes(one.inside)


def shown(text: str) -> str:
    """What people read: marks that act are gone, and what cannot be seen is not there."""
    return _words(parse(text)).replace(JOINER, "").translate(LOOK_ALIKES)


def words_of(node: Node) -> str:
    """What people read of a part."""
    return _words(node.inside).replace(JOINER, "").translate(LOOK_ALIKES)


def raw_dangers(text: str) -> list[str]:
    """What a server, a bot or a client finds in the source of a text, whatever Markdown says."""
    looked_for = (r"https?://", _INVITE.pattern, r"@everyone|@here", r"<@[!&]?\d")
    return [found[0] for look in looked_for for found in re.finditer(look, text, re.IGNORECASE)]


def _words(tree: Tree) -> str:
    return "".join(one if isinstance(one, str) else _words(one.inside) for one in tree)


class _Reader:
    """One text, or the inside of something in it."""

    def __init__(
        self, text: str, *, escapes: bool = True, in_quote: bool = False, label: bool = False
    ) -> None:
        self._text = text
        self._at = 0
        self._before = ""  # what was taken last
        self._escapes = escapes
        self._in_quote = in_quote
        self._label = label

    def read(self) -> Tree:
        found: list[Node | str] = []
        while self._at < len(self._text):
            one, end = self._next()
            self._before = self._text[self._at : end]
            self._at = end
            if isinstance(one, str) and found and isinstance(found[-1], str):
                found[-1] += one
            else:
                found.append(one)
        return tuple(found)

    def _next(self) -> tuple[Node | str, int]:
        if not self._label:
            for attempt in (self._line, self._code_block, self._escape, self._link):
                if (taken := attempt()) is not None:
                    return taken
        return self._styled() or self._single() or self._plain()

    def _line(self) -> tuple[Node, int] | None:
        before = self._before
        if not before or before.endswith("\n"):
            for kind, form in (("heading", _HEADING), ("subtext", _SUBTEXT)):
                if found := form.match(self._text, self._at):
                    return self._node(kind, found[1]), found.end()
        if (not before or re.search(r"\n *$", before)) and not self._in_quote:
            if found := _QUOTE_ALL.match(self._text, self._at):
                return self._node("quote", found[1], in_quote=True), found.end()
            if found := _QUOTES.match(self._text, self._at):
                inside = re.sub(r"^ *> ?", "", found[0], flags=re.MULTILINE)
                return self._node("quote", inside, in_quote=True), found.end()
        if re.search(r"(?:^|\n) *$", before):
            return self._list()
        return None

    def _list(self) -> tuple[Node, int] | None:
        bullet = _BULLET.match(self._text, self._at)
        if bullet is None:
            return None
        items, end = [], self._at
        while bullet := _BULLET.match(self._text, end):
            line = re.compile(r"[^\n]*(?:\n {2}[^\n]*)*\n?").match(self._text, bullet.end())
            assert line
            items.append(self._node("item", line[0].removesuffix("\n")))
            end = line.end()
        return Node("list", tuple(items)), end

    def _code_block(self) -> tuple[Node, int] | None:
        block = re.compile(r"```(?:[\w+\-.#]*\n)?(.*?[^`].*?)```", re.DOTALL)
        found = block.match(self._text, self._at)
        return (Node("code block", (found[1],)), found.end()) if found else None

    def _escape(self) -> tuple[str, int] | None:
        found = re.compile(r"\\([^0-9A-Za-z\s])").match(self._text, self._at)
        return (found[1], found.end()) if found and self._escapes else None

    def _link(self) -> tuple[Node | str, int] | None:
        if not self._text.startswith("[", self._at):
            return None
        depth = 0
        for letter in self._text[self._at :]:
            depth = depth + 1 if letter == "[" else max(0, depth - (letter == "]"))
            if depth > 10:
                return None
        for end in reversed(list(self._label_ends())):
            target = re.compile(
                r"\(\s*<?((?:\([^)]*\)|\\.|[^\s\\])*?)>?(?:\s+[\"'](.*?)[\"'])?\s*\)", re.DOTALL
            ).match(self._text, end + 1)
            if target:
                label, whole = self._text[self._at + 1 : end], self._text[self._at : target.end()]
                return _link(label, target[1]) or whole, target.end()
        return None

    def _label_ends(self) -> Iterator[int]:
        """Each bracket that may be the end of the text of a link: it may hold pairs of them."""
        text, at = self._text, self._at + 1
        while at < len(text):
            if text[at] == "[":
                close = text.find("]", at)
                if close < 0:
                    return
                at = close
            elif text[at] == "]":
                yield at
                next_open, next_close = text.find("[", at + 1), text.find("]", at + 1)
                if next_close < 0 or 0 <= next_open < next_close:
                    return
            at += 1

    def _styled(self) -> tuple[Node, int] | None:
        found = [(k, m) for k, form in _PAIRS if (m := form.match(self._text, self._at))]
        for kind, form in (_STRIKE, _SPOILER):
            if match := form.match(self._text, self._at):
                found.append((kind, match))
        if found:
            kind, best = max(found, key=lambda one: len(one[1][0]))
            return self._node(kind, best[1]), best.end()
        if code := _CODE.match(self._text, self._at):
            return Node("code", (code[2],)), code.end()
        return None

    def _single(self) -> tuple[Node, int] | None:
        for kind, form in (_TIMESTAMP,) if self._label else _SINGLE:
            if found := form.match(self._text, self._at):
                return Node(kind, (found[0],), found[0] if kind == "link" else ""), found.end()
        return None

    def _plain(self) -> tuple[str, int]:
        stop = _STOP.search(self._text, self._at + 1)
        end = stop.start() if stop else len(self._text)
        return self._text[self._at : end], end

    def _node(self, kind: str, inside: str, *, in_quote: bool = False) -> Node:
        reader = _Reader(
            inside,
            escapes=self._escapes,
            in_quote=self._in_quote or in_quote,
            label=self._label,
        )
        return Node(kind, reader.read())


def _link(label: str, target: str) -> Node | None:
    """None where Discord shows what was written instead."""
    seen = visible(label)
    tested = _confused(seen)
    inside = _Reader(tested, escapes=False).read()
    kinds = {node.kind for node in nodes(inside) if node.kind != "item"}
    if kinds - _IN_A_LABEL - _BLOCKS or not _words(inside).strip():
        return None
    if _EMOJI.search(label) or _INVITE.search(label) or _INVITE.search(tested):
        return None
    if not re.fullmatch(r"https?://[^/\s]+(?:/\S*)?", target) or visible(target) != target:
        return None
    return Node("link", _Reader(seen, label=True).read(), target)


def visible(text: str) -> str:
    """Without what is no letter and no ordinary space."""
    hidden = {"Cf", "Cc", "Zs", "Zl", "Zp"}
    dropped = {one for one in text if unicodedata.category(one) in hidden} - {" ", "\n"}
    return "".join(one for one in text if one not in dropped and one not in _BLANK_LETTERS)


def _confused(text: str) -> str:
    """With letters that look like those of an address as those."""
    alike = {
        "h": "Hһհℎｈ", "t": "T𝐭𝚝", "p": "Pρрｐ", "s": "Sѕｓ",
        ":": "ː˸։׃܃܄ःઃ᛬᠃᠉⁚∶ꓽ꞉︰：;;", "/": "᜵⁁⁄∕╱⟋⧸Ⳇ⼃〳ノ㇓丿𝈺",
    }  # fmt: skip
    return text.translate({ord(one): letter for letter, some in alike.items() for one in some})
