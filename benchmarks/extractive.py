"""How good is the extractive engine's one-line summary? ROUGE against sentences written by people.

Measure: ROUGE-1, ROUGE-2 and ROUGE-L F1 as for SciTLDR (Cachola et al. 2020, "TLDR: Extreme
Summarization of Scientific Documents"): of an abstract's reference summaries the one with the
highest ROUGE-1 counts. Words are runs of letters and digits in lower case, not stemmed, so the
figures compare with each other and not with those of other ROUGE programs.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bot.digest.salience import choose

Scores = tuple[float, float, float]
METRICS = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
OURS, ORACLE = "ours", "oracle (best sentence)"
RANDOM_RUNS = 20
BOOTSTRAP_SAMPLES = 2_000
CONTRIBUTION = re.compile(
    r"\b(?:we (?:propose|introduce|present)|this paper|in this work)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Abstract:
    """One line of the file."""

    title: str
    sentences: tuple[str, ...]
    tldrs: tuple[str, ...]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def f1(common: int, candidate: int, reference: int) -> float:
    return 2 * common / (candidate + reference) if candidate + reference else 0.0


def ngram_f1(candidate: Sequence[str], reference: Sequence[str], size: int) -> float:
    one, other = (
        Counter(zip(*(text[start:] for start in range(size)), strict=False))
        for text in (candidate, reference)
    )
    return f1((one & other).total(), one.total(), other.total())


def longest_common(candidate: Sequence[str], reference: Sequence[str]) -> int:
    """Length in words of the longest common subsequence."""
    row = [0] * (len(reference) + 1)
    for word in candidate:
        diagonal = 0
        for column, other in enumerate(reference, start=1):
            above = row[column]
            row[column] = diagonal + 1 if word == other else max(above, row[column - 1])
            diagonal = above
    return row[-1]


def rouge(sentence: str, references: Sequence[str]) -> Scores:
    """All three against the reference with the highest ROUGE-1."""
    candidate = words(sentence)
    best = max((words(r) for r in references), key=lambda r: ngram_f1(candidate, r, 1))
    common = longest_common(candidate, best)
    return (
        ngram_f1(candidate, best, 1),
        ngram_f1(candidate, best, 2),
        f1(common, len(candidate), len(best)),
    )


def cue_only(abstract: Abstract) -> int:
    """Return the first sentence with a contribution cue, or else the first."""
    cued = (i for i, s in enumerate(abstract.sentences) if CONTRIBUTION.search(s))
    return next(cued, 0)


def title_overlap(abstract: Abstract) -> int:
    """Return the sentence with the highest ROUGE-1 against the title."""
    title = words(abstract.title)
    overlaps = [ngram_f1(words(sentence), title, 1) for sentence in abstract.sentences]
    return overlaps.index(max(overlaps))


PICKS: dict[str, Callable[[Abstract], int]] = {
    OURS: lambda abstract: choose(abstract.title, abstract.sentences).summary,
    "first sentence": lambda _: 0,
    "last sentence": lambda abstract: len(abstract.sentences) - 1,
    "contribution cue only": cue_only,
    "title overlap": title_overlap,
}


def mean(scores: Sequence[Scores]) -> Scores:
    one, two, longest = (fmean(column) for column in zip(*scores, strict=True))
    return one, two, longest


def score_all(abstracts: Sequence[Abstract]) -> dict[str, list[Scores]]:
    """By method, the scores of each abstract."""
    # Each sentence is scored once; a method then only says which of them it takes.
    table = [[rouge(s, abstract.tldrs) for s in abstract.sentences] for abstract in abstracts]
    scores = {
        name: [row[pick(abstract)] for row, abstract in zip(table, abstracts, strict=True)]
        for name, pick in PICKS.items()
    }
    dice = random.Random(0)
    scores[f"random (mean of {RANDOM_RUNS})"] = [
        mean([dice.choice(row) for _ in range(RANDOM_RUNS)]) for row in table
    ]
    scores[ORACLE] = [max(row, key=sum) for row in table]
    return scores


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Paired bootstrap: the middle 95 % of the mean over resampled abstracts."""
    dice = random.Random(0)
    means = sorted(
        fmean(dice.choices(differences, k=len(differences))) for _ in range(BOOTSTRAP_SAMPLES)
    )
    return means[int(0.025 * BOOTSTRAP_SAMPLES)], means[int(0.975 * BOOTSTRAP_SAMPLES)]


def report(name: str, abstracts: Sequence[Abstract]) -> None:
    scores = score_all(abstracts)
    sys.stdout.write(f"\n{name}: {len(abstracts)} abstracts\n{'':26}")
    sys.stdout.write("".join(f"{metric:>9}" for metric in METRICS) + "\n")
    for method, rows in sorted(scores.items(), key=lambda item: -sum(mean(item[1]))):
        sys.stdout.write(f"{method:26}" + "".join(f"{v:9.3f}" for v in mean(rows)) + "\n")
    best = max(scores.keys() - {OURS, ORACLE}, key=lambda method: sum(mean(scores[method])))
    for column, metric in enumerate(METRICS):
        pairs = zip(scores[OURS], scores[best], strict=True)
        differences = [ours[column] - theirs[column] for ours, theirs in pairs]
        low, high = interval(differences)
        sys.stdout.write(
            f"{OURS} minus {best}, {metric}: {fmean(differences):+.3f} "
            f"(95 % interval {low:+.3f} to {high:+.3f})\n"
        )


def milliseconds(abstracts: Sequence[Abstract]) -> float:
    """Mean time of one choice (summary and key points)."""
    start = time.perf_counter()
    for abstract in abstracts:
        choose(abstract.title, abstract.sentences)
    return (time.perf_counter() - start) * 1_000 / len(abstracts)


def read(path: Path) -> list[Abstract]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Abstract(line["title"], tuple(line["sentences"]), tuple(line["tldrs"])) for line in lines
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog='One line of FILE: {"title": "…", "sentences": ["…", …], "tldrs": ["…", …]}\n'
        "SciTLDR (github.com/allenai/scitldr, Apache-2.0) has such data.\n\n"
        "The weights were set by hand on the lines 1, 3, 5, … (dev); believe the others (test).\n"
        "An interval that holds 0 means that the difference may be chance.\n\n"
        "example: python benchmarks/extractive.py --tldr tldr.jsonl",
    )
    parser.add_argument("--tldr", type=Path, required=True, metavar="FILE", help="JSON lines")
    path: Path = parser.parse_args().tldr
    try:
        abstracts = read(path)
    except OSError as error:
        sys.stderr.write(f"{parser.prog}: cannot read {path}: {error.strerror}\n")
        return 2
    except (ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"{parser.prog}: {path} is not in the form that --help shows: {error}\n")
        return 2
    if len(abstracts) < 2:
        sys.stderr.write(f"{parser.prog}: {path} has fewer than two abstracts\n")
        return 2
    report("dev (lines 1, 3, 5, …)", abstracts[::2])
    report("test (lines 2, 4, 6, …)", abstracts[1::2])
    report("all", abstracts)
    sys.stdout.write(f"\ntime per abstract: {milliseconds(abstracts):.2f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
