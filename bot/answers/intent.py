"""What a message wants, told by its words alone: a model is never asked whether to speak.

In doubt a message is a question: the evidence gate sees to it that nothing is invented. Whether it
asks plainly enough to be answered without a mention is for `holds_question` to say.
"""

import re
import unicodedata
from enum import StrEnum

from bot.answers.cues import found, only, without_opening
from bot.answers.own_words import own_words, sentences_of

_LONGEST_RATING_QUESTION = 120  # characters
_LINKED = re.compile(r"https?://|<\S|:[\w+-]+:|[`>]")
_LETTER = re.compile(r"[^\W_]")
_CLAUSE_END = re.compile(r"[,;:]\s+|\s[-–—]\s")


class Intent(StrEnum):
    """What a message wants."""

    QUESTION = "question"
    WHY_RATING = "why_rating"
    BEYOND = "beyond"
    CHATTER = "chatter"
    EMPTY = "empty"


def intent_of(text: str, *, after_answer: bool = False) -> Intent:
    """What a message wants. `after_answer`: a bare "why?" asks on, not for the rating."""
    own = own_words(text)
    if not _LETTER.search(own):
        return Intent.CHATTER if _shows_something(text) else Intent.EMPTY
    if _small_talk(own):
        return Intent.CHATTER
    if only("why").fullmatch(own):
        return Intent.QUESTION if after_answer else Intent.WHY_RATING
    wants = {_sentence_intent(sentence) for sentence in sentences_of(own)}
    for intent in (Intent.QUESTION, Intent.WHY_RATING, Intent.BEYOND):
        if intent in wants:
            return intent
    return Intent.CHATTER if wants == {Intent.CHATTER} else Intent.QUESTION


def holds_question(text: str) -> bool:
    """Whether a message asks something so plainly that nobody need be mentioned."""
    own = own_words(text)
    if not _LETTER.search(own) or _small_talk(own) or found("social").search(own):
        return False
    bare = only("aspects").fullmatch(own) or only("why").fullmatch(own)
    return bare is not None or any(
        _sentence_intent(sentence) not in {None, Intent.CHATTER} for sentence in sentences_of(own)
    )


def asks_for_overview(text: str) -> bool:
    """Whether a question is about the whole paper, which no words of it would find."""
    own = own_words(text)
    summary = found("summary").search(own) and only("summary", "whole", "talk").fullmatch(own)
    return bool(summary or found("overview").search(own))


def compares(text: str) -> bool:
    """Whether a question sets things against each other."""
    return found("compares").search(own_words(text)) is not None


def _sentence_intent(sentence: str) -> Intent | None:
    """None when nothing tells, or when an exclamation only looks like a question."""
    if _small_talk(sentence):
        return Intent.CHATTER
    core = without_opening(sentence, "lead") or sentence
    if _asks_why_rated(core):
        return Intent.WHY_RATING
    if found("opens_beyond").match(core) or found("beyond").search(core):
        return Intent.BEYOND
    asks = _asks(sentence, core)
    if found("social").search(core):
        return Intent.BEYOND if asks else Intent.CHATTER
    exclaims = "?" not in sentence and found("exclaims").search(core)
    if asks:
        return None if exclaims else Intent.QUESTION
    return Intent.CHATTER if exclaims or found("announces").match(core) else None


def _asks(sentence: str, core: str) -> bool:
    return (
        "?" in sentence
        or found("asks").search(sentence) is not None
        or any(found("opens_asks").match(clause) for clause in _CLAUSE_END.split(core))
    )


def _small_talk(words: str) -> bool:
    """Whether thanks, greetings and cheers are all there is."""
    core = without_opening(words, "lead")
    if found("opens_asks").match(core):
        return only("talk").fullmatch(core) is not None
    return only("talk", "beside").fullmatch(words) is not None and bool(found("talk").search(words))


def _asks_why_rated(words: str) -> bool:
    if len(words) > _LONGEST_RATING_QUESTION:
        return False
    if found("rated").search(words):
        return True
    about_that_alone = only("why", "rating", "rating_beside").fullmatch(words)
    asks_why = found("why").search(words)
    return bool(about_that_alone and asks_why and found("rating").search(words))


def _shows_something(text: str) -> bool:
    """Whether there is an emoji, a link or a picture's code where no word is."""
    return _LINKED.search(text) is not None or any(unicodedata.category(c) == "So" for c in text)
