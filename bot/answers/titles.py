"""Papers named by their titles: by the name a title gives its work, or by words of its own."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:[-'’.+][^\W_]+)*")
_LATIN = r"[^\W_가-힣ぁ-ゖァ-ヺー一-鿿]"
_READ = 2_000  # characters; a question is no longer
_LONGEST_NAME = 4  # words before the colon
_VERSION = re.compile(r"(?<![^\W\d_])\d[\d.]*[a-zA-Z]?\b|(?<=[^\W\d_])[\d.]+[a-zA-Z]?\b")
_TEX = re.compile(r"\\[a-zA-Z]+|[${}^\\]")
# Words of the trade and of titles: a question holds them whatever the paper.
_TRADE = frozenset(
    """
    ability accuracy across action adaptation adaptive adversarial aware agent agentic agents ai algorithm
    align alignment analysis annotation application approach architecture attention audio audit augmented automated
    automatic autonomous autoregressive based baseline batch benchmark benchmarking benchmarks better
    beyond bias bridging building causal centric challenge chain clustering code coding cognitive
    collaborative compression computation compute consistency consistent context contrastive control
    conversation cost cross data dataset datasets decoding deep dense design detection dialogue diffusion
    discrete distillation distributed domain driven dynamic dynamics editing effective efficiency
    efficient embedding embeddings embodied encoder end enhanced enhancing ensemble environment
    environments error estimation evaluating evaluation evidence evolution evolving expert experts
    explainable explaining explanation exploration exploring fair fast feature feedback few fine flow
    foundation framework free from function fusion general generalist generalization generalizable
    generated generating generation generative gradient graph grounded grounding guided hallucination
    high horizon how human hybrid image images improved improving in inference information instruction
    intelligence interactive interpretability is joint knowledge language large latent layer learn
    learning level limits linear llm llms local logic long loss machine make making math mathematical
    matter matters measure mechanism memory method methods mixture mllm mllms mobile model modeling
    modelling models more motion multi multilingual multimodal native natural need negative network
    networks neural new noise object of on online open optimal optimization parallel parameter
    parameters perception performance personalized physical planning policy post power pre predict
    prediction preference pretrained pretraining problem process programming progressive prompt
    prompting prompts quality quantization query question rag ranking rate real reasoning
    recognition reconstruction reinforcement relation report representation representations
    research resolution retrieval rethinking review reward rewards rl robot robotic robotics robots robust
    robustness safe safety sample sampling scalable scale scaling scene science scientific score search
    segmentation selection self semantic shot simple simulation single size small sparse spatial speech
    state statistical step structure structured study style supervised supervision survey synthesis
    synthetic system systems target task tasks teacher technical temporal test text theory thinking
    time token tokens tool tools toward towards training trajectory transfer transformer transformers
    translation tuning turn understanding unified uncertainty unlocking unsupervised user using
    verification via video videos view vision visual vla vlm vlms weight weights what when why with
    without world zero about all and are can do does for has into its not or over should than that the
    their these this through to under we you your one two three cnn gpt gpu lora moe nlp ocr ppo sft
    dpo grpo cot api bert llama paper article author result right reason advantage future potential benefit capability main
    success recent improve improvement difference release released number other qwen claude gemini deepseek mistral clip vit gsm coco imagenet mmlu
    """.split()
)
_STEMS = frozenset(word.rstrip("s") for word in _TRADE)


def named_titles(text: str, titles: Sequence[str]) -> list[int]:
    """The places in `titles` of those that `text` names beyond doubt.

    By the name before the colon ("Shears: …"), by a word with a capital or a digit inside, or by
    two other words that only this title has. Names of four letters and more in any case, shorter
    ones as they are written.
    """
    text = _plain(text[:_READ])
    found = {place: _strong_spans(text, title) for place, title in enumerate(titles)}
    weak = hinted_titles(text, titles, at_least=2)
    return [
        place
        for place, spans in found.items()
        if place in weak or any(_stands_alone(span, place, found) for span in spans)
    ]


def hinted_titles(text: str, titles: Sequence[str], *, at_least: int = 1) -> list[int]:
    """The places of titles of which `text` holds a word that no other of them has."""
    said = {word.lower() for word in _WORD.findall(_latin(_plain(text[:_READ])))}
    own = [_ordinary_words(title) for title in titles]
    common = Counter(word for words in own for word in words)
    return [
        place
        for place, words in enumerate(own)
        if sum(common[word] == 1 and word in said for word in words) >= at_least
    ]


def _strong_spans(text: str, title: str) -> list[tuple[int, int]]:
    return [
        match.span() for name in _names(_plain(title)) for match in _as_name(name).finditer(text)
    ]


def _names(title: str) -> set[str]:
    if title.isupper():
        title = title.title()
    head, colon, _ = title.partition(":")
    words = _WORD.findall(title)
    names = {word for word in words if _coined(word)}
    if colon and len(_WORD.findall(head)) <= _LONGEST_NAME and not _of_the_trade(head):
        names.add(head.strip())
    if len(words) > 2:
        names.add(title)
    return {name for name in names if len(name) > 1}


def _coined(word: str) -> bool:
    """Whether it is made up for this work, as SpatialEvo and τ-bench are, GPT-4 and 3D are not."""
    inner = any(c.isupper() for part in word.split("-") for c in part[1:])
    digit = any(c.isdigit() for c in word)
    return (inner or digit) and not _of_the_trade(_VERSION.sub("", word))


def _of_the_trade(words: str) -> bool:
    parts = re.split(r"[\W_]+", words.lower())
    return all(part.rstrip("s") in _STEMS for part in parts if part)


def _as_name(name: str) -> re.Pattern[str]:
    """Particles may be glued to it ("Shears는"), other Latin letters not, and not "-2"."""
    words = r"[\s-]?".join(re.escape(word) for word in re.split(r"[\s-]+", name))
    letters = sum(c.isalpha() for c in name)
    return re.compile(
        rf"(?<!{_LATIN})(?<!{_LATIN}-){words}(?!{_LATIN}|[-.]?\d)",
        re.IGNORECASE if letters >= 4 else 0,
    )


def _stands_alone(
    span: tuple[int, int], place: int, found: dict[int, list[tuple[int, int]]]
) -> bool:
    """Whether no longer name of another title covers it."""
    return not any(
        start <= span[0] and span[1] <= end and end - start > span[1] - span[0]
        for other, spans in found.items()
        if other != place
        for start, end in spans
    )


def _ordinary_words(title: str) -> set[str]:
    words = {word.lower() for word in _WORD.findall(_plain(title))}
    short = {
        word.lower() for word in _WORD.findall(_plain(title)) if len(word) > 2 and _coined(word)
    }
    return short | {word for word in words if len(word) >= 5 and not _of_the_trade(word)}


def _latin(text: str) -> str:
    return re.sub(r"[가-힣ぁ-ゖァ-ヺー一-鿿]+", " ", text)


def _plain(text: str) -> str:
    return " ".join(_TEX.sub("", unicodedata.normalize("NFKC", text)).split())
