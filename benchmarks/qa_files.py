"""Papers and questions about them, as `benchmarks/qa.py --help` shows them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.base import clip
from bot.domain.evidence import Origin, PaperText, Passage, PassageKind, TextForm

LONGEST_LABEL = 60  # characters


@dataclass(frozen=True)
class Question:
    """One line of a file of questions."""

    id: str
    paper_id: str
    text: str
    evidence: tuple[str, ...]  # none where the paper does not tell
    source: str
    answerable: bool | None = None  # none where the annotators disagree
    history: tuple[str, ...] = ()  # earlier turns, the last one being the other side's


def read_lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_papers(path: Path) -> dict[str, PaperText]:
    return {line["id"]: paper_text(line) for line in read_lines(path)}


def paper_text(line: Mapping[str, Any]) -> PaperText:
    """As the bot reads one: nested headings become chapter and section."""
    units = [("Abstract", line["abstract"])] if line.get("abstract", "").strip() else []
    units += [(s["heading"], p) for s in line["sections"] for p in s["paragraphs"] if p.strip()]
    start, passages = 0, []
    for heading, text in units:
        names = [name for name in (part.strip() for part in heading.split("›")) if name] or ["Text"]
        passage = Passage(
            origin=Origin.PAPER,
            chapter=clip(names[0], LONGEST_LABEL) if len(names) > 1 else None,
            section=clip(names[-1], LONGEST_LABEL),
            text=text,
            start=start,
            kind=PassageKind.CAPTION if "captions" in heading else PassageKind.PARAGRAPH,
        )
        passages.append(passage)
        start += len(passage.text) + 1
    return PaperText(
        paper_id=None,
        title=clip(line["title"], 500) or None,
        form=TextForm.HTML,
        passages=tuple(passages),
    )


def read_questions(path: Path) -> list[Question]:
    return [
        Question(
            line["id"],
            line["paper_id"],
            line["question"],
            tuple(line["evidence"]) if line["answerable"] else (),
            line["source"],
            None if line.get("mixed") else line["answerable"],
            tuple(line.get("history") or ()),
        )
        for line in read_lines(path)
    ]


def by_paper(questions: Sequence[Question]) -> dict[str, list[Question]]:
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        asked[question.paper_id].append(question)
    return asked
