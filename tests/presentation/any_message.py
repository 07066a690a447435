"""Any message that the domain lets through, and any answer."""

from hypothesis import strategies as st

from bot.domain.base import clip
from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.message import (
    Action,
    Actions,
    Block,
    Bullets,
    Context,
    Feedback,
    Heading,
    Image,
    Message,
    Paragraph,
    Quote,
    RichText,
    Span,
)
from tests.builders import provenance, ref
from tests.presentation.any_digest import evidences, words

SENTENCES = (
    "Pruning a model costs accuracy. ",
    "가지치기를 하면 정확도가 떨어집니다. ",
    "剪枝会降低精度。",
    "枝刈りは精度を下げる。",
    "세 벤치마크에서 3.5점 높았음, e.g. in Fig. 2. ",
)
CHARACTERS = (
    "👩\u200d🔬",
    "🏳️\u200d🌈",
    "🇰🇷🇯🇵",
    "👍🏽",
    "1\ufe0f\u20e3",
    "é\u0301\u0302",
    "\u1112\u1161\u11ab",
    "நி",
    "⚠️",
)
PADDING = st.sampled_from([*SENTENCES, *CHARACTERS, " ", "x"])


def long_text(limit: int = 2_000) -> st.SearchStrategy[str]:
    """Sentences, words without an end, and characters made of several."""
    text = st.lists(st.tuples(PADDING, st.integers(1, 60)), min_size=1, max_size=5)
    return text.map(lambda parts: clip("".join(p * n for p, n in parts), limit)).filter(bool)


def rich_texts() -> st.SearchStrategy[RichText]:
    styles = st.sampled_from(["plain", "strong", "emphasis"])
    links = st.none() | st.just("https://arxiv.org/abs/2602.00001?a=1&b=%3C2%3E")
    span = st.builds(Span, text=words() | long_text() | st.just(" "), style=styles, link=links)
    return st.lists(span, max_size=4).map(tuple)


def actions() -> st.SearchStrategy[Actions]:
    one = st.builds(
        Action,
        action=st.sampled_from(["ask", "why_rating", "choose", "live", "post", "share"]),
        subject=words(200),
        label=words(60),
        question=st.none() | words(200),
    )
    return st.lists(one, max_size=30).map(lambda some: Actions(actions=tuple(some)))


def blocks() -> st.SearchStrategy[Block]:
    prose = words() | long_text()
    return st.one_of(
        st.builds(Heading, level=st.sampled_from([1, 2, 3]), text=rich_texts()),
        st.builds(Paragraph, text=rich_texts()),
        st.builds(Bullets, items=st.lists(rich_texts(), max_size=5).map(tuple)),
        st.builds(Quote, text=prose, source=words(200)),
        st.builds(Context, text=rich_texts()),
        st.builds(Image, url=st.just("https://example.com/" + "a" * 1_900), alt=prose),
        actions(),
        st.builds(Feedback, question=words(200), good=words(60), bad=words(60)),
    )


def messages() -> st.SearchStrategy[Message]:
    """Messages of a thread: no list of papers."""
    some = st.lists(blocks(), max_size=12).map(tuple)
    return st.builds(Message, summary=words(), blocks=some)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    quotes = st.lists(evidences(), min_size=1, max_size=5).map(tuple)
    statements = st.lists(st.builds(Statement, text=words(), evidence=quotes), max_size=5)
    said = tuple(draw(statements))
    return Answer(
        papers=(ref(title=draw(words(500))),),
        title=draw(words(500)),
        language=draw(st.sampled_from(Language)),
        scope=draw(st.sampled_from(Scope)),
        statements=said,
        reason=None if said else draw(st.sampled_from(AnswerReason)),
        passages=() if said else tuple(draw(st.lists(evidences(), max_size=5))),
        cut_off=draw(st.booleans()),
        provenance=draw(st.none() | st.just(provenance(engine="llm", model="some-model"))),
    )
