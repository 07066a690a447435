"""Which sentences of an abstract matter, told without a language model.

A sentence scores by the cue phrases it holds (Edmundson 1969), its likeness to the title and to the
other sentences (centrality, as in LexRank), its length and its place. Key points are picked one by
one: high in score, unlike those picked before (maximal marginal relevance).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["background", "contribution", "method", "result", "artefact"]


class Cue(NamedTuple):
    """What a sentence with this phrase does, and what that adds as summary and as key point."""

    role: Role
    summary: float
    key_point: float
    phrase: str


_PAPER = r"(?:paper|work|article|report|study|survey)"
_WE = rf"\b(?:we|this {_PAPER})(?: \w+ly| also| further| then| first)? "
# Points are on one scale with the weights below: a sentence without a cue has between -1 and 2.
CUES = (
    # Names what is new, nearly always with one of three verbs.
    Cue("contribution", 3, 1.5, _WE + "(?:propose|introduce|present)"),
    # Other verbs announce the contribution too, or only a step of the work.
    Cue("contribution", 2, 1, _WE + "(?:develop|design|formulate|build|construct|create|define)"),
    Cue("contribution", 1.5, 1, _WE + "(?:stud[iy]|investigate|explore|examine|analy[sz]e|argue)"),
    Cue("contribution", 1.5, 1, _WE + "(?:describe|address|tackle|revisit|conduct|identify)"),
    # Speaks of the paper as a whole, or calls it new.
    Cue("contribution", 1, 0, rf"\bthis {_PAPER}\b"),
    Cue("contribution", 0.5, 0.5, r"\b(?:novel|the first)\b"),
    # Tells how it works.
    Cue("method", 0, 1, r"\b(?:consists? of|comprises?|by \w+ing|built (?:on|with)|trained)\b"),
    # Tells what was found out; a figure is worth more than praise, but does not say what it is.
    Cue("result", 0.5, 2, _WE + "(?:find|show|demonstrate|prove|observe|reveal)"),
    Cue("result", 0, 1.5, r"^(?:across|empirical|evaluated)|\b(?:experiment|evaluation|finding)"),
    Cue("result", 0, 1.5, r"\b(?:results?|analys[ie]s) (?:show|demonstrate|reveal|indicate)"),
    Cue("result", 0, 1, r"\b(?:outperform|achiev|improv|surpass|exceed|rival)|state[- ]of[- ]the"),
    Cue("result", -0.5, 1, r"\d\s?\\?%|\d\s?(?:x|times)\b|\bpoints\b"),
    # Tells what the reader can take away and use.
    Cue("artefact", -2, -1, r"\breleas|\bopen[- ]?sourc|\bavailable (?:at|on)\b|https?://"),
    # Tells of others' work and the state of the world.
    Cue(
        "background", -2, -2, "^(?:recent|existing|current|previous|prior|traditional|modern|most)"
    ),
    Cue("background", -2, -2, r"^(?:despite|while|although|however|yet|but|unfortunately)\b"),
    Cue("background", -1, -1, r"\b(?:recently|remains?|suffers?|(?:is|are) (?:hard|crucial))\b"),
    Cue("background", -1, -1, r"\bha(?:s|ve) (?:shown|achieved|become|been|emerged)\b"),
    # Says that the paper matters, not what it says.
    Cue("background", -1, -1.5, "we hope|paves? the way|future (?:work|research)|roadmap|insight"),
    Cue("background", -1, -1.5, "potential (?:of|for|to)|steps? towards?|effectiveness|avenue"),
    Cue("background", -1, -1.5, "(?:work|results|study) (?:highlight|provide|offer|establish)"),
    # Leans on the sentence before, or adds to it.
    Cue("background", -1.5, -1, rf"^(?:it|they|its|their|such|th(?:is|ese|ose)(?! {_PAPER}))\b"),
    Cue(
        "background", -1, 0, "^(?:specifically|moreover|further|addition|in add)|we (?:also|furth)"
    ),
)
_TITLE, _CENTRALITY = 3.0, 3.0  # times the likeness
_NAME = 1.5  # a title's head, as in "BERT: Pre-training of ...", is the name of what is new
_SCENE = -2.0  # what stands before the first contribution sets the scene
_LATE = -1.0  # at the end of the abstract, in proportion before it
_SHORT, _LONG = 8, 40  # in words; each word outside of these costs a summary, a key point half:
_TOO_SHORT, _TOO_LONG = -0.8, -0.1
_REDUNDANCY, _SAME_ROLE = -4.0, -0.5  # times the likeness squared; for each picked of that role
_MOST_KEY_POINTS, _LEAST_GAIN = 3, -0.5

_STOP_WORDS = frozenset(
    "a an and are as at be been but by can for from has have how in into is it its more not of "
    "on or our such than that the their then these they this those through to under via was we "
    "were when where which while who with without".split()
)


@dataclass(frozen=True)
class Choice:
    """Indices of the chosen sentences; the key points in reading order, without the summary."""

    summary: int
    key_points: tuple[int, ...]


def choose(title: str, sentences: Sequence[str]) -> Choice:
    """One sentence that sums the abstract up, and up to three others (at most half of all).

    Raises `ValueError` when there is no sentence.
    """
    if not sentences:
        raise ValueError("there is no sentence to choose from")
    candidates = _score(title, sentences)
    summary = max(candidates, key=lambda candidate: candidate.summary)
    picked = [summary]
    for number in range(min(_MOST_KEY_POINTS, len(sentences) // 2)):
        left = [candidate for candidate in candidates if candidate not in picked]
        best = max(left, key=lambda candidate: _gain(candidate, picked))
        if number == 0 or _gain(best, picked) > _LEAST_GAIN:
            picked.append(best)
    return Choice(summary.place, tuple(sorted(candidate.place for candidate in picked[1:])))


class _Candidate(NamedTuple):
    place: int
    stems: frozenset[str]
    role: Role | None
    summary: float
    key_point: float


def _score(title: str, sentences: Sequence[str]) -> list[_Candidate]:
    cues = [[c for c in CUES if re.search(c.phrase, s, re.IGNORECASE)] for s in sentences]
    stems = [_stems(sentence) for sentence in sentences]
    name, colon, _ = title.partition(":")
    named = [bool(colon) and name in sentence for sentence in sentences]
    told = [named[i] or any(c.role == "contribution" for c in cues[i]) for i in range(len(cues))]
    first_told = told.index(True) if True in told else 1
    candidates: list[_Candidate] = []
    for index, own in enumerate(stems):
        others = [_likeness(own, other) for i, other in enumerate(stems) if i != index]
        words = len(sentences[index].split())
        score = _TITLE * _likeness(own, _stems(title))
        score += _CENTRALITY * sum(others) / max(1, len(others))
        score += _SCENE * (index < first_told) + _LATE * index / len(sentences)
        length = _TOO_SHORT * max(0, _SHORT - words) + _TOO_LONG * max(0, words - _LONG)
        role = max(cues[index], key=lambda cue: abs(cue.key_point)).role if cues[index] else None
        summary = score + length + _NAME * named[index] + sum(cue.summary for cue in cues[index])
        key_point = score + length / 2 + sum(cue.key_point for cue in cues[index])
        candidates.append(_Candidate(index, own, role, summary, key_point))
    return candidates


def _gain(candidate: _Candidate, picked: Sequence[_Candidate]) -> float:
    redundancy = max(_likeness(candidate.stems, other.stems) for other in picked)
    repeats = sum(candidate.role == other.role for other in picked)
    return candidate.key_point + _REDUNDANCY * redundancy**2 + _SAME_ROLE * repeats


def _stems(text: str) -> frozenset[str]:
    """Words cut to six letters, so that "generate" and "generation" are one; no stop words."""
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(word[:6] for word in words if word not in _STOP_WORDS)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Cosine of two sets of words, 0 to 1."""
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0
