"""Any digest that the domain lets through, its words as hostile as words can be."""

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.domain.base import clip
from bot.domain.digest import (
    Digest,
    DigestEntry,
    Engine,
    FallbackReason,
    Notice,
    NoticeKind,
    Provenance,
)
from bot.domain.evidence import Claim, Evidence, Lack, Origin, Scope
from bot.domain.language import Language
from bot.domain.paper import SourceSummary
from bot.domain.rating import Rating, Signal, SignalName
from bot.domain.section import (
    SECTION_ORDER,
    Absence,
    AbsenceReason,
    Section,
    Sentence,
    make_section,
)
from tests.builders import NOON_AFTER, evidence, ref

# The same examples on every machine, however slow: a failure is nobody's bad luck. In the quick
# tests (the profile of tests/conftest.py) they are the first of them.
_MOST = settings.default.max_examples if settings.default else 100
LAW = settings(
    max_examples=min(120, _MOST),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
FEWER = settings(LAW, max_examples=min(60, _MOST))

_HOSTILE = """
] ) ( [ ](https://evil.example/a) ![x](https://evil.example/b) [x]: [^1] ` ``` ~~~ * ** _ __ _x_ ~~
--- - + === === # ## ###### > 1. 2) | |---| \\ \\] & &amp; &#35; < <b> </script> <!-- -->
@everyone @here a@evil.example https://evil.example //evil.example www.evil.example <@U1> <!channel>
, – ★ **태그**: ![Thumbnail](x) 가나다 漢字 かな שלום عربي é 🧑💻 👩\u200d🔬 🏳️\u200d🌈 \ufe0f \u200d
\u202e \u200b \u2060 \u00ad \u2028 \x1b[31m \x00 \x85 \ud800 \U000e0041
""".split(" ")
_PIECES = st.sampled_from([*_HOSTILE, " ", "\n", "\r\n", "\t", "### 📌 한 줄 요약\n"])
_TEXT = st.lists(_PIECES | st.text(max_size=6), min_size=1, max_size=7).map("".join)
_THUMBNAILS = (None, "images/Shears_img.jpg", "../%EA%B0%80%20/가지치기_img.jpg")


def words(limit: int = 2_000) -> st.SearchStrategy[str]:
    """Text from outside that is not empty once it is on one line."""
    return _TEXT.map(lambda text: clip(text, limit)).filter(bool)


def notices() -> st.SearchStrategy[Notice]:
    silent = st.sampled_from(
        [NoticeKind.SAMPLE, NoticeKind.EMPTY_DAY, NoticeKind.EMPTY_WEEK, NoticeKind.NO_MATCH]
    )
    telling = st.sampled_from(
        [k for k in NoticeKind if k not in {"sample", "empty_day", "empty_week"}]
    )
    return silent.map(lambda kind: Notice(kind=kind)) | st.builds(
        Notice, kind=telling, detail=words(500)
    )


def provenances() -> st.SearchStrategy[Provenance]:
    common: dict[str, Any] = {
        "created_at": st.just(NOON_AFTER),
        "paper_version": st.none() | st.integers(1, 40),
        "dropped": st.integers(0, 3),
    }
    full: dict[str, Any] = {
        "scope": st.just(Scope.FULL_TEXT),
        "form": st.sampled_from([None, "html", "pdf"]),
        "lacking": st.none() | st.just(Lack.BEGINNING),
    }
    part: dict[str, Any] = {
        "scope": st.just(Scope.ABSTRACT),
        "lacking": st.none() | st.sampled_from(Lack),
    }
    by_model: dict[str, Any] = {"engine": st.just(Engine.LLM), "model": words(200)}
    return (
        st.builds(Provenance, **by_model, **full, **common)
        | st.builds(Provenance, **by_model, **part, **common)
        | st.builds(
            Provenance,
            engine=st.just(Engine.EXTRACTIVE),
            scope=st.just(Scope.ABSTRACT),
            fallback=st.none() | st.sampled_from(FallbackReason),
            sample=st.booleans(),
            **common,
        )
    )


def evidences() -> st.SearchStrategy[Evidence]:
    return words().map(evidence) | st.builds(
        Evidence,
        quote=words(),
        origin=st.sampled_from(Origin),
        section=words(60),
        start=st.just(0),
        end=st.integers(1, 9_000),
    )


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, ...]:
    count = draw(st.integers(0, 3))
    quotes = st.lists(evidences(), min_size=1, max_size=2).map(tuple)
    return tuple(
        Claim(id=number, text=draw(words()), evidence=draw(quotes))
        for number in range(1, count + 1)
    )


def signals() -> st.SearchStrategy[Signal]:
    return st.builds(
        Signal,
        name=st.sampled_from(SignalName),
        evidence=st.lists(evidences(), max_size=1).map(tuple),
        count=st.none() | st.integers(1, 500),
    )


@st.composite
def sections(draw: st.DrawFn, kind: str, known: int) -> Section:
    scope = draw(st.sampled_from(Scope))
    if draw(st.booleans()):
        texts = draw(st.lists(words(), min_size=1, max_size=3))
        resting = st.lists(st.integers(1, known), max_size=2, unique=True) if known else st.just([])
        sentences = tuple(Sentence(text=text, claims=tuple(draw(resting))) for text in texts)
        return make_section(kind, sentences=sentences, scope=scope)
    reason = draw(st.sampled_from(AbsenceReason))
    said = draw(words()) if reason is AbsenceReason.IMPORTED else None
    return make_section(kind, absent=Absence(reason=reason, text=said), scope=scope)


@st.composite
def entries(draw: st.DrawFn, rank: int) -> DigestEntry:
    paper = ref(
        draw(st.sampled_from([f"2602.{rank:05}", f"math.GT/{rank:07}"])),
        title=draw(words(500)),
        upvotes=draw(st.none() | st.integers(0, 10**9 - 1)),
        thumbnail_file=draw(st.sampled_from(_THUMBNAILS)),
    )
    backed = draw(claims())
    kinds = draw(st.lists(st.sampled_from(SECTION_ORDER), unique=True))
    provenance = draw(st.none() | provenances())
    # A lone tag that is the mark of "no tags" is the one thing that Markdown cannot tell apart.
    tags = draw(st.lists(words(60), max_size=4).filter(lambda tags: tags != ["–"]))
    summaries = st.builds(
        SourceSummary, text=words(), credit=words(60), model=st.none() | words(60)
    )
    return DigestEntry(
        rank=rank,
        paper=paper,
        tags=tuple(tags),
        difficulty=draw(st.sampled_from(Rating)),
        confidence=draw(st.sampled_from(Rating)),
        sections=tuple(
            draw(sections(kind, len(backed))) for kind in SECTION_ORDER if kind in kinds
        ),
        claims=backed,
        signals=tuple(draw(st.lists(signals(), max_size=2))),
        source_summary=draw(st.none() | summaries),
        provenance=provenance,
        note=draw(st.none() | words()) if provenance is None else None,
    )


@st.composite
def digests(draw: st.DrawFn, fewest: int = 0) -> Digest:
    count = draw(st.integers(fewest, 2))
    return Digest(
        date=draw(st.dates(min_value=dt.date(2023, 5, 4))),
        language=draw(st.sampled_from(Language)),
        period=draw(st.sampled_from(["day", "week"])),
        notices=tuple(draw(st.lists(notices(), max_size=2))),
        entries=tuple(draw(entries(rank)) for rank in range(1, count + 1)),
    )
