"""What Discord offers while somebody types: days and papers that are known."""

from collections.abc import Iterable

from discord.app_commands import Choice

from adapters.discord.rendering.limits import short
from bot.commands.dates import read_date
from bot.domain.conversation import ThreadPaper
from bot.domain.place import Place
from bot.ports.inbound import PapersApp

_MOST = 25  # suggestions, as Discord takes them
_LONGEST = 100  # characters of one


async def suggest_days(app: PapersApp, typed: str) -> list[Choice[str]]:
    """Days whose digests are there, the newest first; before them the one that was typed."""
    try:
        meant = read_date(typed, app.today())
    except ValueError:
        meant = None
    known = [day for day in await app.days() if meant or typed.strip() in day.isoformat()]
    days = [meant, *known] if meant else known
    return _choices((day.isoformat(), day.isoformat()) for day in dict.fromkeys(days))


async def suggest_papers(app: PapersApp, place: Place, typed: str) -> list[Choice[str]]:
    """The papers that are spoken of there, as far as they fit what was typed."""
    words = typed.casefold().split()
    papers = [one for one in await app.papers_at(place) if _fits(one, words)]
    return _choices((_line(one), one.paper.id) for one in papers)


def _fits(paper: ThreadPaper, words: list[str]) -> bool:
    line = _line(paper, clipped=False).casefold()
    return all(word in line for word in words)


def _line(paper: ThreadPaper, *, clipped: bool = True) -> str:
    line = f"#{paper.rank} {paper.paper.title}"
    end = f" ({paper.paper.id})"
    return (short(line, _LONGEST - len(end)) if clipped else line) + end


def _choices(lines: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    return [Choice(name=name, value=value) for name, value in lines][:_MOST]
