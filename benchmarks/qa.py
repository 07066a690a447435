"""How well are the passages found that answer a question about one paper? Beside SQLite's FTS5.

Each is shown by what matches alone and with the rest of the paper after that in its own order,
since a model is given the whole of a short paper: like is compared with like. Times are processor
time of this process, so that a busy machine does not blur them.
"""

import argparse
import asyncio
import json
import random
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import fmean, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.qa_answers import run_answers
from benchmarks.qa_files import Question, by_paper, read_papers, read_questions
from benchmarks.qa_scores import Score, interval, score
from bot.domain.errors import SettingsError
from bot.domain.evidence import Origin, PaperText, Passage
from bot.ports.outbound import Passages
from bot.retrieval import open_passages

OURS, BASELINE = "ours", "FTS5 (porter)"
THEN_THE_REST = ", then the rest"
ALL = "all"
BASELINE_LIMIT = 50
SMALL = PaperText(
    paper_id=None, passages=(Passage(origin=Origin.PAPER, section="Text", text="It is small."),)
)
ASKED_ACROSS = "크기는?"
STOP = frozenset(
    "a about above after again against all also am an and any are as at be because been before "
    "being below between both but by can could did do does doing down during each few for from "
    "further had has have having he her here hers him his how i if in into is it its itself just "
    "me more most my no nor not now of off on once only or other our out over own s same she "
    "should so some such t than that the their them then there these they this those through to "
    "too under until up us very was we were what when where which while who whom why will with "
    "would you your".split()
)


@dataclass(frozen=True)
class Times:
    """In milliseconds of the processor."""

    questions: list[float]
    indexes: list[float]


async def rank_all(
    passages: Passages, papers: Mapping[str, PaperText], questions: Sequence[Question]
) -> tuple[dict[str, list[int]], dict[str, float], Times]:
    """By question: the passages that match and the milliseconds they took. The index counts apart.

    A paper's first search builds its index and is done twice. What is loaded once a process, the
    tables and the embedding model, is loaded before.
    """
    await passages.search(SMALL, ASKED_ACROSS, 1)
    ranked: dict[str, list[int]] = {}
    taken: dict[str, float] = {}
    indexes: list[float] = []
    for paper_id, asked in by_paper(questions).items():
        text = papers[paper_id]
        places = {passage: index for index, passage in enumerate(text.passages)}
        _, cold = await timed(passages, text, asked[0].text)
        for question in asked:
            found, taken[question.id] = await timed(passages, text, question.text)
            ranked[question.id] = [places[passage] for passage in found]
        indexes.append(max(0.0, cold - taken[asked[0].id]))
    return ranked, taken, Times(list(taken.values()), indexes)


async def timed(passages: Passages, text: PaperText, question: str) -> tuple[list[Passage], float]:
    begin = time.process_time()
    found = await passages.search(text, question, len(text.passages))
    return found, (time.process_time() - begin) * 1_000


def rank_by_fts5(
    papers: Mapping[str, PaperText], questions: Sequence[Question]
) -> tuple[dict[str, list[int]], Times]:
    """SQLite's own ranking, over paragraphs, of those that share a word with the question."""
    ranked: dict[str, list[int]] = {}
    times = Times([], [])
    for paper_id, asked in by_paper(questions).items():
        begin = time.process_time()
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("CREATE VIRTUAL TABLE p USING fts5(text, tokenize='porter unicode61')")
            rows = enumerate(passage.text for passage in papers[paper_id].passages)
            database.executemany("INSERT INTO p(rowid, text) VALUES (?, ?)", rows)
            times.indexes.append((time.process_time() - begin) * 1_000)
            for question in asked:
                begin = time.process_time()
                ranked[question.id] = fts5(database, question.text)
                times.questions.append((time.process_time() - begin) * 1_000)
    return ranked, times


def fts5(database: sqlite3.Connection, question: str) -> list[int]:
    words = [w for w in re.findall(r"\w+", question.casefold()) if w not in STOP]
    if not words:
        return []
    query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
    rows = database.execute(
        "SELECT rowid FROM p WHERE p MATCH ? ORDER BY bm25(p), rowid LIMIT ?",
        (query, BASELINE_LIMIT),
    )
    return [row[0] for row in rows]


def texts(text: PaperText, found: Sequence[int]) -> list[str]:
    return [text.passages[index].text for index in found]


def with_rest(text: PaperText, found: Sequence[int]) -> list[str]:
    """All passages: those found, then the others in the order of the paper."""
    return texts(text, list(dict.fromkeys([*found, *range(len(text.passages))])))


def report(questions: Sequence[Question], rankings: Mapping[str, Mapping[str, list[str]]]) -> None:
    """A table for each source and for all; then what we gain over all, and how sure that is."""
    told = [question for question in questions if question.evidence]
    scores = {
        name: {q.id: score(ranked[q.id], q.evidence) for q in told}
        for name, ranked in rankings.items()
    }
    sources = list(dict.fromkeys(q.source for q in told))
    for source in sources if len(sources) == 1 else [*sources, ALL]:
        ids = [q.id for q in told if source in {q.source, ALL}]
        print(f"\n{source}: {len(ids)} questions with evidence")
        print(f"{'':32}{'MRR':>12}{'hit@1':>12}{'hit@5':>12}{'recall@10k':>12}")
        for name, by_id in scores.items():
            means = [fmean(getattr(by_id[i], field.name) for i in ids) for field in fields(Score)]
            print(f"{name:32}" + "".join(f"{mean:12.3f}" for mean in means))
    for rest in ("", THEN_THE_REST):
        pairs = [(scores[OURS + rest][q.id], scores[BASELINE + rest][q.id]) for q in told]
        print()
        report_gain(OURS + rest, BASELINE + rest, pairs)


def report_gain(ours: str, theirs: str, pairs: Sequence[tuple[Score, Score]]) -> None:
    for field in fields(Score):
        differences = [
            getattr(one, field.name) - getattr(other, field.name) for one, other in pairs
        ]
        low, high = interval(differences)
        mean = f"{fmean(differences):+.3f} (95 % interval {low:+.3f} to {high:+.3f})"
        print(f"{ours} minus {theirs}, {field.name}: {mean}")


def report_times(name: str, times: Times) -> None:
    for what, taken in (("question", times.questions), ("index", times.indexes)):
        middle, high = percentiles(taken)
        print(f"{name}, processor ms per {what:9} p50 {middle:8.2f}   p95 {high:8.2f}")


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) == 1:
        return values[0], values[0]
    cuts = quantiles(values, n=20, method="inclusive")
    return cuts[9], cuts[18]


def run_retrieval(
    papers: Mapping[str, PaperText], questions: Sequence[Question], asked: argparse.Namespace
) -> None:
    passages = open_passages(embeddings=asked.embeddings)
    ours, taken, times = asyncio.run(rank_all(passages, papers, questions))
    with asked.out.open("w", encoding="utf-8") as out:
        for question in questions:
            ranked = with_rest(papers[question.paper_id], ours[question.id])
            line = {"id": question.id, "passages": ranked, "ms": taken[question.id]}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    theirs, their_times = rank_by_fts5(papers, questions)
    text_of = {q.id: papers[q.paper_id] for q in questions}
    rankings = {
        name + rest: {i: of(text_of[i], places) for i, places in found.items()}
        for rest, of in (("", texts), (THEN_THE_REST, with_rest))
        for name, found in ((OURS, ours), (BASELINE, theirs))
    }
    report(questions, rankings)
    print()
    report_times(OURS, times)
    report_times(BASELINE, their_times)


Run = Callable[[Mapping[str, PaperText], Sequence[Question], argparse.Namespace], None]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog='A paper:    {"id", "title", "abstract", "sections": [{"heading", "paragraphs"}]}\n'
        'A question: {"id", "paper_id", "question", "answerable", "evidence": […], "source"}\n'
        'OUT gets:   {"id", "passages": […, best first], "ms"}\n'
        'or, with --answers, {"id", "answer", "abstained", "quotes", "ms"}\n\n'
        "QASPER, ArgSciChat and COVID-QA can be brought into this form. Weights were set on them by\n"
        "halves of their papers. An interval that holds 0 means that the difference may be chance.",
    )
    parser.add_argument("--papers", type=Path, required=True, metavar="FILE", help="JSON lines")
    parser.add_argument("--questions", type=Path, required=True, nargs="+", metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--embeddings", action="store_true", help="needs the extra of that name")
    parser.add_argument(
        "--answers", action="store_true", help="ask the model of OPENAI_BASE_URL and OPENAI_MODEL"
    )
    parser.add_argument("--only", type=int, metavar="N", help="a sample of N questions (seed 7)")
    asked = parser.parse_args()
    run: Run = run_answers if asked.answers else run_retrieval
    try:
        papers = read_papers(asked.papers)
        questions = [question for path in asked.questions for question in read_questions(path)]
        if asked.only:
            questions = random.Random(7).sample(questions, min(asked.only, len(questions)))
    except OSError as error:
        sys.stderr.write(f"{parser.prog}: cannot read {error.filename}: {error.strerror}\n")
        return 2
    except (ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"{parser.prog}: not in the form that --help shows: {error!r}\n")
        return 2
    try:
        run(papers, questions, asked)
    except SettingsError as error:
        sys.stderr.write(f"{parser.prog}: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
