"""Quotes that the evidence gate looks up in a second, beside plain string search.

The paper is made up: passages of invented words, as long as a full text. Each quote is looked up by
`locate`, as an answer's are, and by plain `str.find` over the same text, which knows nothing of
ligatures, hyphens and sentences. `altered` quotes differ in one letter from the text, `far off`
ones in nearly all. The first look-up of a paper, which brings it into comparable form, is
reported apart, and so is the time to check a statement against five quotes.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bot.domain.evidence import Origin, PaperText, Passage
from bot.evidence.gate import Fault, disagreement, locate

SYLLABLES = (
    "pru ne la shea rs mo del tra in ing gra di ent to ken ro bus ta ble fi ne wei ght".split()
)
QUOTES = 400
STATEMENTS = 200
WORDS = (5, 30)  # of a quote


def invented(dice: random.Random) -> str:
    """One word in ten is hyphenated, broken at a line's end, a number or has a ligature."""
    word = "".join(dice.choices(SYLLABLES, k=dice.randint(1, 4)))
    if dice.random() < 0.9:
        return word
    return dice.choice([f"{word}-{word}", f"{word}- {word}", f"{dice.randint(2, 99)}%", f"ﬁ{word}"])


def paper(characters: int, passages: int, dice: random.Random) -> PaperText:
    made: list[Passage] = []
    start = 0
    while start < characters:
        text = ""
        while len(text) < characters / passages:
            words = " ".join(invented(dice) for _ in range(dice.randint(8, 25)))
            text += f"{words.capitalize()}. "
        made.append(Passage(origin=Origin.PAPER, section="Text", text=text.strip(), start=start))
        start += len(made[-1].text) + 1
    return PaperText(paper_id="2602.00001", passages=tuple(made))


def quotes_of(text: PaperText, dice: random.Random) -> list[str]:
    quotes: list[str] = []
    while len(quotes) < QUOTES:
        words = dice.choice(text.passages).text.split()
        first = dice.randrange(len(words) - 4)
        quotes.append(" ".join(words[first : first + dice.randint(*WORDS)]))
    return [quote for quote in quotes if not isinstance(locate([quote], text), Fault)]


def altered(quote: str) -> str:
    middle = len(quote) // 2
    return f"{quote[:middle]}q{quote[middle + 1 :]}"


def a_second(look_up: Callable[[str], object], quotes: Sequence[str]) -> float:
    start = time.perf_counter()
    for quote in quotes:
        look_up(quote)
    return len(quotes) / (time.perf_counter() - start)


def statement_times(quotes: Sequence[str]) -> list[float]:
    """Milliseconds for each: a sentence against itself and four others, none of them seen before."""
    times = []
    for number in range(0, min(len(quotes), STATEMENTS * 5) - 4, 5):
        start = time.perf_counter()
        disagreement(f"It says: {quotes[number]}", quotes[number : number + 5])
        times.append((time.perf_counter() - start) * 1_000)
    return sorted(times)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example: python benchmarks/gate.py --characters 60000 --passages 300",
    )
    parser.add_argument("--characters", type=int, default=60_000, help="default: %(default)s")
    parser.add_argument("--passages", type=int, default=300, help="default: %(default)s")
    given = parser.parse_args()
    if not 1 <= given.passages <= given.characters / 100:
        sys.stderr.write(f"{parser.prog}: a passage needs a hundred characters or more\n")
        return 2
    dice = random.Random(0)
    text = paper(given.characters, given.passages, dice)
    plain = "\n".join(passage.text for passage in text.passages)
    start = time.perf_counter()
    locate(["the first look-up of all"], text)
    first = (time.perf_counter() - start) * 1_000
    found = quotes_of(text, dice)
    sys.stdout.write(
        f"{len(plain)} characters in {len(text.passages)} passages, {len(found)} quotes\n"
        f"first look-up: {first:.1f} ms\n\n{'quotes a second':18}{'locate':>10}{'str.find':>12}\n"
    )
    for name, quotes in (
        ("found", found),
        ("altered", [altered(quote) for quote in found]),
        ("far off", [quote[::-1] for quote in found]),
    ):
        ours = a_second(lambda quote: locate([quote], text), quotes)
        theirs = a_second(plain.find, quotes)
        sys.stdout.write(f"{name:18}{ours:10.0f}{theirs:12.0f}\n")
    times = statement_times(found)
    sys.stdout.write(
        f"\none statement with five quotes: median {times[len(times) // 2]:.2f} ms, "
        f"p95 {times[len(times) * 95 // 100]:.2f} ms\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
