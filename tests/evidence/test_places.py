"""Quotes are placed in the first passage that has them, with what their meaning needs."""

import pytest

from bot.domain.evidence import Evidence, Origin, PaperText, Passage, PassageKind
from bot.evidence.places import place, whole_sentence
from tests.builders import text

TABLE = "Model | MATH | Data ; Shears | 92.1 ± 0.3 | no ; Base | 81.0 | not released yet"


def table() -> PaperText:
    passage = Passage(
        origin=Origin.PAPER, section="Results", text=TABLE, start=40, kind=PassageKind.TABLE
    )
    return text(passages=(passage,))


def placed(quote: str, read: PaperText) -> Evidence:
    evidence = place(quote, read)
    assert evidence is not None
    return evidence


def test_the_first_passage_counts() -> None:
    """An abstract's words come again in the conclusion; the reader is led to where they begin."""
    read = text("It is fast.", "We prune in four steps.", "Again: We prune in four steps.")

    assert placed("We prune in four steps", read).start == len("It is fast.") + 1


def test_a_quote_does_not_run_on_into_the_next_passage() -> None:
    """What stands at the end of one page and the top of another is no sentence."""
    assert place("It is fast. We prune", text("It is fast.", "We prune in four steps.")) is None
    assert place("It is fast.\0We prune", text("It is fast.", "We prune in four steps.")) is None


@pytest.mark.parametrize("origin", [Origin.HUGGING_FACE, Origin.ARXIV_RECORD])
def test_a_line_of_the_record_is_found_behind_a_part_of_a_sentence(origin: Origin) -> None:
    """Two words are too few within the paper, and all there is in the record."""
    record = Passage(origin=origin, section="Record", text="Version: v2")
    read = text(passages=(*text("See Version: v2 of it.").passages, record))

    assert placed("Version: v2", read).origin is origin
    assert place("Version:", read) is None


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Shears | 92.1 ± 0.3", "Shears | 92.1 ± 0.3 | no"),
        ("92.1 ± 0.3 | no", "Shears | 92.1 ± 0.3 | no"),
        ("81.0 | not released", "Base | 81.0 | not released yet"),
        ("released yet", None),
        ("Model | MATH | Data ; Shears", "Model | MATH | Data ; Shears | 92.1 ± 0.3 | no"),
        ("no ; Base", "Shears | 92.1 ± 0.3 | no ; Base | 81.0 | not released yet"),
    ],
)
def test_a_table_is_quoted_by_whole_rows(quote: str, shown: str | None) -> None:
    """Only a row's first cell tells whose the number in its last one is."""
    found = place(quote, table())

    assert (found and found.quote) == shown


@pytest.mark.parametrize(
    "sentence",
    [
        "Contrary to the belief that pruning helps small models, accuracy drops.",
        "We refute the claim that pruning helps small models.",
        "It is wrong that pruning helps small models in such runs.",
        "Only with retraining, pruning helps small models.",
        "Unless the data is scarce, pruning helps small models.",
        "We doubt that pruning helps small models.",
        "We asked whether pruning helps small models.",
        "Who says that pruning helps small models?",
        "We hope that pruning helps small models.",
    ],
)
def test_a_clause_is_not_cut_out_of_what_it_depends_on(sentence: str) -> None:
    """Verbatim, and the opposite of what the authors say: the quote grows to its sentence."""
    read = text(f"We prune in four steps. {sentence} It ends.")

    assert placed("pruning helps small models", read).quote == sentence


def test_a_quote_of_two_sentences_takes_the_end_of_both() -> None:
    """The second sentence may take back what its beginning says."""
    read = text("It is fast. It helps small models only if they are not quantised. It ends.")

    assert placed("It is fast. It helps small models", read).quote == (
        "It is fast. It helps small models only if they are not quantised."
    )


def test_a_whole_row_is_the_sentence_of_a_cell() -> None:
    """Signals are judged by whole statements; a table states by rows."""
    evidence = placed("Shears | 92.1 ± 0.3", table())

    whole = whole_sentence(evidence, table())

    assert whole.quote == "Shears | 92.1 ± 0.3 | no"
    assert TABLE[whole.start - 40 : whole.end - 40] == whole.quote


@pytest.mark.parametrize(
    "quote",
    ["A single lamp in four steps.", "a single lamp in four steps", "A single lamp in four steps"],
)
def test_a_part_given_as_a_sentence_is_shown_as_the_paper_has_it(quote: str) -> None:
    """Models begin quotes with a capital and end them with a full stop; the words are the paper's."""
    read = text("We trained it on a single lamp in four steps, each of an hour.")

    assert placed(quote, read).quote == "a single lamp in four steps"


@pytest.mark.parametrize("quote", ["a single Lamp in four steps", "A single lamp in four steps …"])
def test_no_other_letter_may_differ(quote: str) -> None:
    """A capital inside makes another name; three dots leave something out."""
    assert place(quote, text("We trained it on a single lamp in four steps, an hour each.")) is None


def test_an_address_with_its_label_is_long_enough() -> None:
    """Two words that match by chance are not."""
    read = text("Models are free. Code: https://github.com/example/shears Pages: none.")

    assert placed("Code: https://github.com/example/shears", read).start == 17
    assert place("are free", read) is None
