"""Things that tests speak of, with as little said as possible. All text here is made up."""

import datetime as dt
from typing import Any

from bot.domain.conversation import Answer, AnswerReason, Statement, ThreadPaper
from bot.domain.delivery import Delivery, DeliveryKey, Part
from bot.domain.digest import Digest, DigestEntry, Engine, Provenance
from bot.domain.evidence import Claim, Evidence, Origin, PaperText, Passage, Scope
from bot.domain.language import Language
from bot.domain.message import Message, Paragraph, Span
from bot.domain.paper import ArxivRecord, Links, Paper, PaperRef
from bot.domain.rating import Rating
from bot.domain.section import Section, Sentence, make_section

DAY = dt.date(2026, 2, 16)
NOON_AFTER = dt.datetime(2026, 2, 17, 12, tzinfo=dt.UTC)
ABSTRACT = (
    "Pruning a language model usually costs accuracy. We propose Shears, a training-free method "
    "that removes 40% of the weights of a model in four steps. Experiments on three benchmarks "
    "show that Shears outperforms prior pruning methods by 2.5 points. It does not help models "
    "below 1B parameters. Our code is available at https://github.com/example/shears."
)


def paper(paper_id: str = "2602.00001", **fields: Any) -> Paper:
    """A paper with two votes."""
    given = {"title": "Shears: Pruning without Regret", "abstract": ABSTRACT, "upvotes": 2}
    return Paper.model_validate({"id": paper_id, **given, **fields})


def record(paper_id: str = "2602.00001", **fields: Any) -> ArxivRecord:
    """An arXiv record of version 1."""
    return ArxivRecord.model_validate({"id": paper_id, "version": 1, "title": "T", **fields})


def daily_entry(paper_id: str = "2602.00001", **fields: Any) -> dict[str, Any]:
    """An entry as `/api/daily_papers` has it; `fields` go into its `paper`."""
    return {
        "paper": {
            "id": paper_id,
            "title": "Shears: Pruning without Regret",
            "summary": ABSTRACT,
            "upvotes": 2,
            "authors": [{"name": "A. Writer"}],
            "submittedOnDailyAt": "2026-02-16T03:00:00.000Z",
            **fields,
        },
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{paper_id}.png",
    }


def text(*sentences: str, **fields: Any) -> PaperText:
    """What was read of a paper: one passage a sentence, in the abstract."""
    start, passages = 0, []
    for sentence in sentences or (ABSTRACT,):
        passages.append(
            Passage(origin=Origin.PAPER, section="Abstract", text=sentence, start=start)
        )
        start += len(sentence) + 1
    given = {"paper_id": "2602.00001", "passages": tuple(passages)}
    return PaperText.model_validate({**given, **fields})


def evidence(quote: str = "We propose Shears", **fields: Any) -> Evidence:
    """A quote at the beginning of the abstract."""
    given = {"origin": Origin.PAPER, "section": "Abstract", "start": 0, "end": len(quote)}
    return Evidence.model_validate({"quote": quote, **given, **fields})


def claim(number: int = 1, quote: str = "We propose Shears") -> Claim:
    """A claim that says what its quote says."""
    return Claim(id=number, text=quote, evidence=(evidence(quote),))


def section(kind: str = "one_line", *sentences: str) -> Section:
    """A section without claims."""
    return make_section(
        kind, sentences=tuple(Sentence(text=s) for s in sentences or ("Shears prunes.",))
    )


def ref(paper_id: str = "2602.00001", **fields: Any) -> PaperRef:
    """What an entry shows of a paper."""
    given = {"title": "Shears: Pruning without Regret", "upvotes": 2, "links": Links.of(paper_id)}
    return PaperRef.model_validate({"id": paper_id, **given, **fields})


def provenance(**fields: Any) -> Provenance:
    """That of an extract."""
    given = {"engine": Engine.EXTRACTIVE, "scope": Scope.ABSTRACT, "created_at": NOON_AFTER}
    return Provenance.model_validate({**given, **fields})


def answer(*statements: Statement, **fields: Any) -> Answer:
    """An English answer from the abstract; without a statement the paper does not tell."""
    given = {
        "papers": (ref(),),
        "title": "Shears: Pruning without Regret",
        "language": Language.EN,
        "scope": Scope.ABSTRACT,
        "statements": statements,
        "reason": None if statements else AnswerReason.NOT_IN_PAPER,
    }
    return Answer.model_validate({**given, **fields})


def statement(text: str = "It takes four steps.", quote: str = "in four steps") -> Statement:
    """A statement with one quote."""
    return Statement(text=text, evidence=(evidence(quote),))


def thread_paper(rank: int = 1, **fields: Any) -> ThreadPaper:
    """A paper of a thread; its id ends with its rank."""
    return ThreadPaper.model_validate({"rank": rank, "paper": ref(f"2602.{rank:05}"), **fields})


def entry(rank: int = 1, **fields: Any) -> DigestEntry:
    """An imported entry with one section."""
    given = {
        "paper": ref(f"2602.{rank:05}"),
        "tags": ("LLM",),
        "difficulty": Rating.MEDIUM,
        "confidence": Rating.HIGH,
        "sections": (section(),),
    }
    return DigestEntry.model_validate({"rank": rank, **given, **fields})


def digest(*entries: DigestEntry, **fields: Any) -> Digest:
    """A Korean digest of a day."""
    given = {"date": DAY, "language": Language.KO, "entries": entries}
    return Digest.model_validate({**given, **fields})


def message(words: str = "A digest.") -> Message:
    """A message of one paragraph."""
    return Message(summary=words, blocks=(Paragraph(text=(Span(text=words),)),))


def delivery_key(**fields: Any) -> DeliveryKey:
    """The day in the lab's channel."""
    given = {"platform": "slack", "workspace": "lab", "channel": "papers", "edition_date": DAY}
    return DeliveryKey.model_validate({**given, **fields})


def delivery(*parts: Part, **fields: Any) -> Delivery:
    """A header and a message for each of two papers in its thread; `channel` goes into its key."""
    places = {k: fields.pop(k) for k in DeliveryKey.model_fields if k in fields}
    papers = (thread_paper(1), thread_paper(2))
    below = [Part(message=message(p.paper.id), parent=0, paper=p.paper.id) for p in papers]
    given = {
        "key": delivery_key(**places),
        "language": Language.KO,
        "papers": papers,
        "parts": parts or (Part(message=message("header")), *below),
    }
    return Delivery.model_validate({**given, **fields})
