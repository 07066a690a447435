"""Signals are the paper's own work, stated as done."""

import pytest

from bot.digest.cues import IN_BODY, count_of, speaks_of
from bot.domain.rating import SignalName

N = SignalName


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (N.CODE, "Our code is available at https://github.com/example/shears."),
        (N.CODE, "We open-source the full training code."),
        (N.CODE, "Code, data and models are released under Apache 2.0."),
        (N.CODE, "Code: https://github.com/example/shears"),
        (N.CODE, "Our code can be found at https://github.com/example/shears."),
        (N.WEIGHTS, "We release all model weights."),
        (N.WEIGHTS, "We also provide checkpoints."),
        (N.WEIGHTS, "Models and checkpoints are publicly available."),
        (N.DATA, "We release a dataset of 1,000 dialogues."),
        (N.DATA, "We provide a benchmark of twelve tasks."),
        (N.LICENCE, "Everything is released under the MIT license."),
        (N.COMPUTE, "It trains on a single A100 GPU."),
        (N.COMPUTE, "Training takes 200 GPU-hours."),
        (N.NO_TRAINING, "We present a training-free method."),
        (N.NO_TRAINING, "Shears works without any retraining."),
        (N.BASELINES, "It does not outperform strong baselines everywhere."),
        (N.ABLATIONS, "Ablations confirm that each part is needed."),
        (N.BENCHMARKS, "Experiments on three benchmarks show gains."),
        (N.VARIANCE, "Accuracy is 81.2 ± 0.4 over five seeds."),
        (N.HUMAN_EVALUATION, "Human evaluation confirms the gains."),
        (N.HUMAN_EVALUATION, "In a user study, forty people prefer it."),
        (N.LIMITATIONS, "Our method is limited to English."),
        (N.LIMITATIONS, "We discuss the limitations of our approach."),
        (N.CODE, "We provide the codes in this archive."),
        (N.CODE, "Data and test harness are at https://github.com/example/shears"),
        (N.CODE, "Code and models: https://github.com/example/shears"),
        (N.CODE, "Our code can be accessed at https://example.org/shears."),
        (N.CODE, "We have released the code."),
        (N.CODE, "We open-source the whole system."),
        (N.DATA, "Code and data released at https://example.org/shears ."),
        (N.WEIGHTS, "Our models are public."),
        (N.BENCHMARKS, "We evaluate it in diverse environments."),
        (N.VARIANCE, "It reaches $81.2_{\\pm 0.4}$ on average."),
        (N.VARIANCE, "Results are averaged over five runs."),
        (N.HUMAN_EVALUATION, "Human annotators prefer Shears in 60% of cases."),
        (N.LIMITATIONS, "One limitation of our method is its memory."),
    ],
)
def test_what_the_authors_state_is_a_signal(name: SignalName, words: str) -> None:
    """The usual words for each; a rating that misses them is unfair to the paper."""
    assert speaks_of(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (N.CODE, "Code will be released upon acceptance."),
        (N.CODE, "We plan to release the code."),
        (N.CODE, "The code is available soon."),
        (N.DATA, "The data are available upon reasonable request."),
        (N.WEIGHTS, "Weights will be made publicly available."),
        (N.DATA, "We release the data soon."),
    ],
)
def test_a_promise_is_no_release(name: SignalName, words: str) -> None:
    """What cannot be fetched today does not ease adoption today."""
    assert not speaks_of(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (N.CODE, "Our code is not publicly available."),
        (N.CODE, "We do not release code."),
        (N.CODE, "No code is available for this task."),
        (N.DATA, "Labelled data is rarely available."),
        (N.DATA, "Little data is available in this domain."),
        (N.DATA, "Limited data are available in the north."),
        (N.NO_TRAINING, "Shears is not training-free."),
        (N.ABLATIONS, "No ablation is reported."),
        (N.HUMAN_EVALUATION, "It removes the need for human evaluation."),
        (N.HUMAN_EVALUATION, "Scores are given without human evaluation."),
        (N.HUMAN_EVALUATION, "Human evaluation is slow and expensive."),
    ],
)
def test_what_is_denied_is_no_signal(name: SignalName, words: str) -> None:
    """The words are there, the thing is not."""
    assert not speaks_of(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (N.CODE, "The code of prior systems is publicly available."),
        (N.WEIGHTS, "We evaluate models that are publicly available."),
        (N.WEIGHTS, "Existing models are freely available."),
        (N.WEIGHTS, "We provide a unified model of attention."),
        (N.DATA, "We train on datasets that are publicly available."),
        (N.NO_TRAINING, "It outperforms training-free baselines."),
        (N.NO_TRAINING, "Training-free approaches suffer from drift."),
        (N.BENCHMARKS, "Existing benchmarks focus on short texts."),
        (N.BENCHMARKS, "We introduce a benchmark for evaluating cutters on long tasks."),
        (N.BENCHMARKS, "A cutter trained on large datasets is more accurate."),
        (N.BENCHMARKS, "The module helps to improve accuracy in complex tasks."),
        (N.WEIGHTS, "Open models are increasingly available."),
        (N.DATA, "The benchmark is relevant to public safety."),
        (N.WEIGHTS, "The checkpoint is trained on publicly available labels."),
        (N.COMPUTE, "All steps are joined in a single GPU kernel."),
        (N.COMPUTE, "It needs 5.7x fewer GPU hours than longer training."),
        (N.NO_TRAINING, "We propose a plug-and-play RL strategy."),
        (N.NO_TRAINING, "Editing improves without training on edits."),
        (N.HUMAN_EVALUATION, "One engine counts points, with no judge or human rater."),
        (N.COMPUTE, "It is two times faster on GPUs."),
        (N.COMPUTE, "Residue I64 interacts with L10 and L11."),
        (N.NO_TRAINING, "Words gain meaning without training language models from scratch."),
        (N.WEIGHTS, "Our model, using only publicly available data, is small."),
        (N.WEIGHTS, "All model comparison scripts are freely available."),
        (N.VARIANCE, "We set dropout to p = 0.5."),
        (N.VARIANCE, "Labels are \\pm 1."),
        (N.CODE, "The data are at https://github.com/example/verses"),
        (N.LIMITATIONS, "Existing methods cannot handle long inputs."),
        (N.LIMITATIONS, "We discuss limitations of existing benchmarks."),
        (N.LIMITATIONS, "To overcome the limitations of this approach, we propose Shears."),
        (N.LIMITATIONS, "We note that prior work has limitations."),
    ],
)
def test_what_others_did_or_lack_is_not_the_papers(name: SignalName, words: str) -> None:
    """Abstracts begin with other people's work, which must not rate this one."""
    assert not speaks_of(name, words)


@pytest.mark.parametrize(
    "words",
    [
        "Shears exceeds prior pruning methods by two points.",
        "It matches or exceeds human labels.",
        "Shears far exceeds Tongs-3B under the same budget.",
        "Accuracy is 3.1 points over the strongest sparse baseline.",
        "It loses to two baselines and beats seven.",
        "We compare it against random removal, distillation, and magnitude baselines.",
        "Half of the memory is saved compared to dense inference.",
        "Errors fall by 12% compared with Tongs.",
        "Its quality is on par with dense models.",
        "We see a 2.3x speedup over the fastest cutters, Tongs and Anvil.",
        "Shears sets a new state of the art in pruning.",
        "It rivals models of twice its size.",
        "Experiments verify the superiority of our method.",
    ],
)
def test_a_comparison_is_one_with_another_method(words: str) -> None:
    """In whatever words: two methods, and how they stand to each other."""
    assert speaks_of(N.BASELINES, words)


@pytest.mark.parametrize(
    "words",
    [
        "When target views exceed the capacity of a single pass, they are split.",
        "Trajectories exceed 1,000 steps.",
        "The cache soon exceeds the model weights themselves.",
        "We ask whether the risk exceeds a threshold.",
        "Shears is a strong baseline for future work.",
        "We provide a set of baselines.",
        "The mean baseline of the gradient is subtracted.",
        "Each step adds a fixed baseline noise.",
        "Compared to deep layers, shallow layers attend to edges.",
        "Accuracy is 94% (compared to 78% at the start).",
        "No cutter is better than 38% on average.",
        "Rewards have driven the state-of-the-art performance of assistants.",
        "We evaluate eight state-of-the-art assistants.",
    ],
)
def test_what_is_measured_offered_or_admired_is_no_comparison(words: str) -> None:
    """The same words stand for amounts, for what is handed on, and for the state of the field."""
    assert not speaks_of(N.BASELINES, words)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Results on three benchmarks improve.", 3),
        ("We evaluate across 12 long-context datasets.", 12),
        ("Tested on all two tasks and over a total of five public benchmarks.", 5),
        ("It reaches 95% on benchmarks with 7B models.", None),
        ("It is evaluated on several benchmarks.", None),
        ("We test 40 models on benchmarks.", None),
        ("We test on 0 benchmarks.", None),
        ("It improves on GPT-4 benchmarks.", None),
    ],
)
def test_benchmarks_are_counted_where_they_are_numbered(words: str, count: int | None) -> None:
    """A number beside them is no number of them."""
    assert count_of(SignalName.BENCHMARKS, words) == count


def test_only_benchmarks_are_counted() -> None:
    """Two GPUs on three tasks are no count of ablations."""
    assert count_of(SignalName.ABLATIONS, "Ablations on three benchmarks.") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (N.CODE, "Tokens are counted as in https://github.com/example/tokens"),
        (N.BASELINES, "Recall is higher than precision."),
        (N.BASELINES, "The gain over Tongs is small."),
        (N.LICENCE, "ImageNot has a CC BY licence."),
    ],
)
def test_beyond_the_abstract_more_has_to_be_said(name: SignalName, words: str) -> None:
    """A whole paper compares, links and licenses much in passing."""
    assert speaks_of(name, words)
    assert not speaks_of(name, words, IN_BODY)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (N.CODE, "Our code is available at https://github.com/example/shears."),
        (N.CODE, "Code: https://github.com/example/shears"),
        (N.BASELINES, "It is compared with four pruning methods."),
        (N.BENCHMARKS, "Accuracy is kept across 12 tasks."),
        (N.LICENCE, "The weights are released under the MIT licence."),
    ],
)
def test_what_is_said_plainly_counts_anywhere(name: SignalName, words: str) -> None:
    """The stricter cues still find the usual words."""
    assert speaks_of(name, words, IN_BODY)
