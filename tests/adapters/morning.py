"""A made-up morning: five papers that nobody wrote, and what is said about them."""

import datetime as dt

from bot.domain.conversation import Answer, HeardKind, Statement, ThreadPaper
from bot.domain.digest import Digest, DigestEntry
from bot.domain.evidence import Claim, Evidence, Origin, Scope
from bot.domain.language import Language
from bot.domain.paper import Links, PaperRef
from bot.domain.place import Place
from bot.domain.rating import Rating, Signal, SignalName
from bot.domain.section import Section, Sentence, make_section
from bot.ports.inbound import Heard
from tests.builders import provenance

DAY = dt.date(2030, 1, 7)
_WRITTEN = provenance(
    engine="llm", model="example-model", scope=Scope.FULL_TEXT, form="html", paper_version=2
)

# Title, votes, tags, difficulty, confidence, the line in Korean and in English.
_PAPERS = (
    (
        "Shears: Pruning Language Models without Regret",
        214,
        ("LLM", "Compression"),
        Rating.LOW,
        Rating.HIGH,
        "추가 학습 없이 네 단계 만에 가중치의 40%를 덜어 내면서 정확도는 거의 유지하는 가지치기 방법 Shears 제안",
        "Shears removes 40% of a model's weights in four steps, without training and at almost no loss.",
    ),
    (
        "Read the Room: Turn-Taking Cues for Voice Agents in Noisy Offices",
        131,
        ("Speech", "Agent", "Benchmark"),
        Rating.MEDIUM,
        Rating.MEDIUM,
        "사무실 소음 속에서 음성 에이전트가 말을 끊지 않고 끼어들 때를 찾는지 재는 벤치마크 공개",
        "A benchmark of when voice agents may speak in a noisy office without cutting people short.",
    ),
    (
        "Maps that Forget: Long-Horizon Memory for Home Robots",
        87,
        ("Robotics", "Memory"),
        Rating.HIGH,
        Rating.MEDIUM,
        "가정용 로봇이 오래된 지도를 일부러 잊어 12주 뒤에도 길을 찾게 하는 기억 구조 제안",
        "Robots that let go of old maps on purpose still find their way home after twelve weeks.",
    ),
    (
        "Ledger Attention",
        64,
        ("Efficiency", "Inference"),
        Rating.MEDIUM,
        Rating.HIGH,
        "읽은 토큰을 장부처럼 기록해 긴 문맥의 추론 메모리를 3분의 1로 줄인 어텐션",
        "Attention that keeps books on what it has read needs a third of the memory in long contexts.",
    ),
    (
        "Do Reviewers Notice? Auditing Errors that Models Leave in Generated Code",
        52,
        ("Code", "Evaluation"),
        Rating.LOW,
        Rating.LOW,
        "모델이 남긴 코드 오류 600건 중 사람 검토자가 찾아낸 것은 절반이 안 된다는 조사",
        "Of 600 errors that models left in code, human reviewers found less than half.",
    ),
)

_CLAIMS = (
    "We remove 40% of the weights of a pretrained model in four steps, without any training.",
    "On three benchmarks the pruned models stay within 0.6 points of the originals.",
    "Models below 1B parameters lose up to 5 points.",
)
_SECTIONS = {
    Language.KO: {
        "one_line": [
            ("추가 학습 없이 네 단계 만에 가중치의 40%를 덜어 내는 가지치기 방법 Shears 제안", 1)
        ],
        "key_points": [
            ("학습 없이 가중치의 40% 제거", 1),
            ("벤치마크 3종에서 원래 모델과 0.6점 이내 차이 유지", 2),
        ],
        "developer_view": [
            ("추가 학습이 필요 없으므로, 쓰고 있는 모델로 바로 시험해 볼 수 있습니다.", 1)
        ],
        "applications": [("추론 서버의 모델에 적용해 메모리 사용량 비교", 1)],
        "risks": [("파라미터 1B 미만 모델에서는 최대 5점 하락", 3)],
        "details": [
            ("Shears는 사전 학습된 모델의 가중치를 네 단계에 걸쳐 40% 제거합니다.", 1),
            ("벤치마크 3종에서 원래 모델과의 차이는 0.6점 이내였습니다.", 2),
            ("다만 1B보다 작은 모델에서는 최대 5점까지 떨어졌습니다.", 3),
        ],
    },
    Language.EN: {
        "one_line": [
            ("Shears removes 40% of a model's weights in four steps, without training.", 1)
        ],
        "key_points": [
            ("Removes 40% of the weights without training", 1),
            ("Stays within 0.6 points of the original on three benchmarks", 2),
        ],
        "developer_view": [("It needs no training, so it can be tried on the model at hand.", 1)],
        "applications": [("Prune the model of an inference server and compare memory use", 1)],
        "risks": [("Models below 1B parameters lose up to 5 points", 3)],
        "details": [
            ("Shears removes 40% of a pretrained model's weights in four steps.", 1),
            ("The pruned models stay within 0.6 points on three benchmarks.", 2),
            ("Below 1B parameters up to 5 points are lost.", 3),
        ],
    },
}


def quoted(quote: str, section: str = "Abstract") -> Evidence:
    return Evidence(quote=quote, origin=Origin.PAPER, section=section, start=0, end=len(quote))


def a_digest(language: Language) -> Digest:
    """What is posted."""
    return Digest(
        date=DAY,
        language=language,
        entries=tuple(_entry(rank, language) for rank in range(1, len(_PAPERS) + 1)),
    )


def an_answer() -> Answer:
    """To 작은 모델에서도 되나요?, with a record of the paper beside its words."""
    return Answer(
        papers=(_ref(1),),
        title=_ref(1).title,
        language=Language.KO,
        scope=Scope.FULL_TEXT,
        form="html",
        statements=(
            Statement(
                text="파라미터 1B 미만의 모델에서는 성능이 최대 5점 떨어집니다.",
                evidence=(
                    quoted("Models below 1B parameters lose up to 5 points.", "5 Limitations"),
                    quoted("The smaller the model, the fewer weights are idle.", "4.3 Scale"),
                ),
            ),
            Statement(
                text="7B 이상에서는 차이가 0.6점 이내입니다.",
                evidence=(
                    quoted("From 7B on, the pruned models stay within 0.6 points.", "4.1 Results"),
                ),
            ),
            Statement(
                text="코드는 GitHub에 공개되어 있습니다.",
                evidence=(
                    Evidence(
                        quote="Code repository: https://github.com/example/shears",
                        origin=Origin.HUGGING_FACE,
                        section="Hugging Face",
                        start=0,
                        end=10,
                    ),
                ),
            ),
        ),
        provenance=_WRITTEN,
    )


def an_unclear_question() -> Heard:
    """In a thread of three papers."""
    return Heard(
        kind=HeardKind.WHICH_PAPER,
        place=Place(platform="slack", workspace="T1", channel="C1", thread="1893970800.000100"),
        message="1893974400.000200",
        language=Language.KO,
        why="no paper is named",
        papers=tuple(ThreadPaper(rank=rank, paper=_ref(rank)) for rank in (1, 2, 3)),
    )


def _entry(rank: int, language: Language) -> DigestEntry:
    _, _, tags, difficulty, confidence, korean, english = _PAPERS[rank - 1]
    line = korean if language is Language.KO else english
    first = rank == 1
    one_line = (make_section("one_line", sentences=(Sentence(text=line),)),)
    return DigestEntry(
        rank=rank,
        paper=_ref(rank),
        tags=tags,
        difficulty=difficulty,
        confidence=confidence,
        sections=_sections(language) if first else one_line,
        claims=_claims() if first else (),
        signals=_signals() if first else (),
        provenance=_WRITTEN,
    )


def _ref(rank: int) -> PaperRef:
    paper_id, code = f"3001.{rank:05}", "https://github.com/example/shears" if rank == 1 else None
    return PaperRef(
        id=paper_id,
        title=_PAPERS[rank - 1][0],
        upvotes=_PAPERS[rank - 1][1],
        links=Links.of(paper_id, code=code),
        thumbnail_url=f"https://thumbnails.example/{paper_id}.png",
    )


def _sections(language: Language) -> tuple[Section, ...]:
    return tuple(
        make_section(
            kind,
            sentences=tuple(Sentence(text=text, claims=(claim,)) for text, claim in said),
            scope=Scope.FULL_TEXT,
        )
        for kind, said in _SECTIONS[language].items()
    )


def _claims() -> tuple[Claim, ...]:
    return tuple(
        Claim(id=number, text=quote, evidence=(quoted(quote),))
        for number, quote in enumerate(_CLAIMS, start=1)
    )


def _signals() -> tuple[Signal, ...]:
    told = quoted("Our code is available under the MIT licence.", "1 Introduction")
    return (
        Signal(name=SignalName.CODE, evidence=(told,)),
        Signal(name=SignalName.NO_TRAINING, evidence=(quoted(_CLAIMS[0]),)),
        Signal(name=SignalName.BENCHMARKS, evidence=(quoted(_CLAIMS[1]),), count=3),
        Signal(name=SignalName.LIMITATIONS, evidence=(quoted(_CLAIMS[2]),)),
        Signal(name=SignalName.VARIANCE),
        Signal(name=SignalName.PEER_REVIEW),
    )
