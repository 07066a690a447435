"""Commands as people type them: in their language, with slips, pasted from anywhere."""

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.names import command_names
from bot.commands.parse import parse_command, stands_alone
from bot.domain.command import (
    COMMAND_KINDS,
    Ask,
    Command,
    Date,
    ForgetMe,
    Help,
    Search,
    ShowPaper,
    ShowStatus,
    Today,
    Week,
)
from bot.domain.errors import UsageError
from bot.domain.language import Language

TODAY = dt.date(2026, 2, 17)
THE_16TH = Date(date=dt.date(2026, 2, 16))
PAPER = ShowPaper(reference="2602.10388")
WHICH = Ask(reference="2602.10388", question="which datasets?")
NAMES = [name for names in command_names().values() for name in names]
PIECES = [
    *NAMES,
    "/papers",
    "2602.10388",
    "2026-02-30",
    "2026-02-16",
    "어제",
    "“",
    '"',
    "<",
    "arXiv:",
]
# What people type: anything, or a line of what means something here.
TYPED = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map(" ".join)


def problem(text: str) -> str:
    with pytest.raises(UsageError) as raised:
        parse_command(text, TODAY)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("today", Today()),
        ("/papers today", Today()),
        ("／papers　ＴＯＤＡＹ  Live ", Today(live=True)),
        ("/papers /today", Today()),
        ("오늘", Today()),
        ("오늘의 논문", Today()),
        ("today's papers", Today()),
        ("what’s new today?", Today()),
        ("오늘 논문 뭐 있어요?", Today()),
        ("이번 주 논문 알려줘", Week()),
        ("오늘 실시간", Today(live=True)),
        ("今日", Today()),
        ("week", Week()),
        ("이번주", Week()),
        ("이번 주", Week()),
        ("search Sparse “Attention”", Search(words="Sparse “Attention”")),
        ("검색: 희소 어텐션", Search(words="희소 어텐션")),
        ("検索 疎な注意", Search(words="疎な注意")),
        ("status", ShowStatus()),
        ("상태", ShowStatus()),
        ("forget-me", ForgetMe()),
        ("Forget me", ForgetMe()),
        ("기록삭제", ForgetMe()),
        ("내 기록 지워 줘", ForgetMe()),
        ("help", Help()),
        ("help search", Help()),
        ("？", Help()),
        ("/papers", Help()),
        ("", Help()),
        ("\u200b \n", Help()),
    ],
)
def test_a_command_goes_by_many_names(text: str, command: Command) -> None:
    """Case, spaces, full width and the language of the keyboard do not matter."""
    assert parse_command(text, TODAY) == command


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-16",
        "date 2026.2.16",
        "날짜 2026. 2. 16.",
        "2026/02/16",
        "20260216",
        "2026년 2월 16일",
        "2026年2月16日",
        "２０２６－０２－１６",
        "2026–02–16",
        "어제",
        "Yesterday",
        "date yesterday",
        "昨日",
    ],
)
def test_a_date_is_a_date_in_any_form(text: str) -> None:
    """With or without the command, told in full or from today."""
    assert parse_command(text, TODAY) == THE_16TH


@pytest.mark.parametrize(
    "text",
    [
        "2602.10388",
        "paper 2602.10388",
        "논문 ２６０２．１０３８８",
        "https://arxiv.org/abs/2602.10388",
        "https://huggingface.co/papers/2602.10388?ref=x",
        "https://arxiv.org/pdf/2602.10388.pdf",
        "“arxiv.org/abs/2602.10388”",
        "arXiv: 2602.10388",
        "(2602.10388)",
    ],
)
def test_a_paper_alone_asks_for_its_entry(text: str) -> None:
    """However it was copied."""
    assert parse_command(text, TODAY) == PAPER


@pytest.mark.parametrize(
    "text",
    [
        "ask 2602.10388 which datasets?",
        "paper 2602.10388 which datasets?",
        "2602.10388: which datasets?",
        "ask “https://arxiv.org/abs/2602.10388” “which datasets?”",
        "ask\n2602.10388\nwhich   datasets?",
    ],
)
def test_a_paper_and_words_are_a_question(text: str) -> None:
    """It is the one thing that they can mean."""
    assert parse_command(text, TODAY) == WHICH


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("질문 2602.10388의 데이터셋은 몇 개?", "데이터셋은 몇 개?"),
        ("2602.10388v2에서 10²과 “１０”의 차이는?", "10²과 “１０”의 차이는?"),
        ('ask 2602.10388 what is "FAC" and "SAE"', 'what is "FAC" and "SAE"'),
        (unicodedata.normalize("NFD", "질문 2602.10388 왜?"), "왜?"),
    ],
)
def test_a_question_is_kept_as_it_was_typed(text: str, question: str) -> None:
    """What is folded to understand the command changes no number of the question."""
    command = parse_command(text, TODAY)

    assert isinstance(command, Ask)
    assert command.question == question


def test_the_version_that_was_named_is_the_one_meant() -> None:
    """A question about version 1 is not one about version 3."""
    assert parse_command("arxiv.org/abs/2602.10388v1", TODAY) == ShowPaper(reference="2602.10388v1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tody", "Did you mean today? Example: /papers today"),
        ("SERACH moe", "Did you mean search? Example: /papers search"),
        ("오눌", "Did you mean 오늘? Example: /papers 오늘"),
        ("forgetme please", "forget-me takes nothing after it. Example: /papers forget-me"),
        ("today tomorrow", "takes nothing but “live” after it. Example: /papers today"),
        ("date", "date needs a date"),
        ("date soon", "“soon” is not a date"),
        ("2026-02-30", "“2026-02-30” is not in the calendar"),
        ("20261332", "is not in the calendar"),
        ("search", "search needs words"),
        ("검색", "Example: /papers 검색 "),
        ("ask", "ask needs an arXiv id or address first. Example: /papers ask 2602.10388 which"),
        ("ask which datasets?", "“which” is none"),
        ("ask 2602.10388", "needs a question after the paper"),
        ("paper not/a-paper", "“not/a-paper” is none"),
        ("ask 2602.10388 " + "why " * 2_000, "That is too long: 2,000 characters at most"),
        ("search " + "a" * 10_000, "That is too long"),
        ("what is attention?", "There is no command “what”; help lists them"),
        ("x" * 10_000, "There is no command “xxx"),
        ("subscribe at 09:00", "Schedules are not there yet"),
        ("구독 취소", "Schedules are not there yet"),
        ("subscrib", "Schedules are not there yet"),
        ("settings", "Schedules are not there yet"),
    ],
)
def test_wrong_input_gets_one_line_with_an_example_that_works(text: str, said: str) -> None:
    """It says what was wrong in the words that were used, and can be copied."""
    line = problem(text)

    assert said in line
    assert len(line) < 200
    assert "\n" not in line
    parse_command(line.partition(" Example: ")[2], TODAY)


@given(text=TYPED, today=st.dates(min_value=dt.date(2023, 5, 4)))
def test_whatever_is_typed_is_a_command_or_a_usage_error(text: str, today: dt.date) -> None:
    """Nobody sees a traceback, and each refusal ends in an example that works."""
    try:
        parse_command(text, today)
    except UsageError as error:
        parse_command(str(error).rpartition(" Example: ")[2], today)


def test_every_kind_of_command_has_names_and_each_name_is_of_one() -> None:
    """A name in two rows would be one command or the other by chance."""
    assert set(command_names()) == {*COMMAND_KINDS, "schedules"}
    plain = [re.sub(r"[\s-]", "", name).casefold() for name in NAMES]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "line",
    [
        "today tomorrow",
        "date",
        "date soon",
        "date 2026-02-31",
        "search",
        "paper",
        "paper moon",
        "ask 2602.10388",
        "status now",
        f"search {'word ' * 900}",
        "xyzzy",
        "tody",
        "subscribe",
    ],
)
def test_a_mistake_is_told_in_the_language_of_who_made_it(line: str, language: Language) -> None:
    """Every one of them, with nothing left to fill in and an example that works."""
    with pytest.raises(UsageError) as told:
        parse_command(line, TODAY, language)

    said = str(told.value)
    assert "{" not in said
    assert re.search("[가-힣]|[ぁ-ん]|[一-鿿]", said) or language is Language.EN
    parse_command(re.split("Example: |예: |例: |例：", said)[-1], TODAY)


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("검색", "/papers 검색 희소 어텐션"),
        ("질문 2602.10388", "/papers 질문 2602.10388 데이터셋은 몇 개인가요?"),
        ("논문", "/papers 논문 2602.10388"),
        ("뭐야 이거", "/papers 검색 희소 어텐션"),
        ("2026-02-30", "/papers 날짜 2026-02-16"),
        ("구독", "/papers 오늘"),
    ],
)
def test_an_example_is_in_the_language_of_the_line(line: str, example: str) -> None:
    """Half of a command in another language looks like a mistake of its own."""
    with pytest.raises(UsageError) as told:
        parse_command(line, TODAY, Language.KO)

    assert str(told.value).endswith(f"예: {example}")


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("2602.10388 코드는 공개됐나요?", True),
        ("https://arxiv.org/abs/2602.10388", True),
        ("2026-02-16", True),
        ("어제", True),
        ("help", True),
        ("도움말", True),
        ("오늘", True),
        ("Today", True),
        ("오늘 실시간", True),
        ("이번 주", True),
        ("상태", True),
        ("기록 삭제", True),
        ("forget-me", True),
        ("forget", False),
        ("잊어줘", False),
        ("오늘 논문 뭐 있어요?", True),
        ("What’s new today?", True),
        ("今天有什么论文？", True),
        ("질문", False),
        ("논문", False),
        ("paper", False),
        ("검색", False),
        ("search", False),
        ("구독", False),
        ("오늘?", False),
        ("status of the code release?", False),
        ("this week the loss went up, why?", False),
        ("?", False),
        ("", False),
        ("help me understand the loss", False),
        ("search results on MATH?", False),
        ("#2 which benchmarks?", False),
        ("paper 2 which data sets?", False),
        ("오늘 뭐가 제일 좋아?", False),
    ],
)
def test_some_commands_need_no_prefix(line: str, *, alone: bool) -> None:
    """In a talk about papers, what begins as questions do is a question."""
    assert stands_alone(line, TODAY) is alone
