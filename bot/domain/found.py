"""What a search over the archive finds."""

import datetime as dt

from bot.domain.base import Model, Prose
from bot.domain.digest import DigestEntry
from bot.domain.language import Language


class Found(Model):
    """An entry, the date of its digest, and the stretch of its text that was searched for."""

    date: dt.date
    language: Language
    entry: DigestEntry
    snippet: Prose
