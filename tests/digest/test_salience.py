"""Which sentences of an abstract sum it up: the contribution, then what was found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.salience import choose

TITLE = "Shears: Pruning without Regret"
SCENE = "Recent language models have become very large and are hard to serve at a low cost."
IDEA = "We propose Shears, a training-free method that prunes the weights of language models."
HOW = "It consists of a score for every weight and of one pass over a small calibration set."
RESULT = "Experiments show that Shears outperforms prior pruning methods by 2.5 points on average."
CODE = "Our code is available at https://github.com/example/shears for everybody to try out."


def test_the_contribution_is_the_summary_wherever_it_stands() -> None:
    """The reader decides by one line: neither the scene nor the address of the code will do."""
    for order in ([SCENE, IDEA, HOW, RESULT, CODE], [IDEA, RESULT, SCENE, HOW, CODE]):
        assert order[choose(TITLE, order).summary] == IDEA


def test_key_points_say_what_the_summary_does_not() -> None:
    """Found before said again; background never, and in the order of the abstract."""
    sentences = [SCENE, IDEA, HOW, RESULT, IDEA.replace("We propose", "We present"), CODE]
    points = choose(TITLE, sentences).key_points

    assert RESULT in [sentences[point] for point in points]
    assert not {0, 1, 4} & set(points)
    assert points == tuple(sorted(points))


def test_the_name_in_the_title_tells_the_contribution() -> None:
    """Not every abstract says "we propose"; the name before the colon is what is new."""
    sentences = [
        SCENE,
        "With Shears, every weight of a model is scored once and half are cut.",
        HOW,
    ]

    assert choose(TITLE, sentences).summary == 1


@pytest.mark.parametrize(("sentences", "points"), [(1, 0), (2, 1), (3, 1), (4, 2), (6, 3), (9, 3)])
def test_key_points_are_at_most_half_and_at_most_three(sentences: int, points: int) -> None:
    """A list as long as the abstract would be no list of key points."""
    different = [
        f"We show that thing{n} number {n} gains {n}% over other{n}." for n in range(sentences)
    ]

    assert len(choose(TITLE, different).key_points) <= points


def test_there_is_nothing_to_choose_from_nothing() -> None:
    """A caller's mistake is told, not answered with an index."""
    with pytest.raises(ValueError, match="no sentence"):
        choose(TITLE, [])


@settings(deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_sentences_have_a_choice(title: str, sentences: list[str]) -> None:
    """Whatever an abstract holds, the places are places of it, each once."""
    choice = choose(title, sentences)
    places = [choice.summary, *choice.key_points]

    assert len(set(places)) == len(places)
    assert all(0 <= place < len(sentences) for place in places)
