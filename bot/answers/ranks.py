"""Papers named by their number in the digest: "#2", "2번 논문", "the second one", 第2篇, 2番目."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.cues import without_opening
from bot.answers.language import language_of
from bot.answers.own_words import masked
from bot.domain.language import Language

LAST = -1  # the number of "the last one"

_SPELLED = {
    word: rank
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th",
        "one two three four five six seven eight nine ten",
        "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열",
        "첫째 둘째 셋째 넷째 다섯째",
        "一 二 三 四 五 六 七 八 九 十",
    )
    for rank, word in enumerate(words.split(), start=1)
} | {"last": LAST, "마지막": LAST, "最后": LAST, "最後": LAST, "最初": 1}

_N = r"\d{1,4}"
_EN = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1st|2nd|3rd|\dth|10th|last)"
_EN_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_KO = r"(?<![가-힣])(?:첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)"
_HAN = r"[一二三四五六七八九十]"
_AND = r"\s?(?:,|and|or|&|vs\.?|versus|과|와|이?랑|하고|및|/|·|、|と|和|与|跟)\s?(?:and\s)?(?:the\s)?[#＃]?"
_FREE = r"(?<![A-Za-z0-9_.,/#＃-])"  # no part of a greater number or of a name
_KO_PAPER = r"\s?(?:논문|페이퍼|거|것|꺼|걸|건|게)"
_KO_PARTICLE = (
    r"(?:은|는|이|가|의|을|를|도|만|에서는|에서|에|이랑|랑|과|와|하고|이요|요|보다)(?![가-힣])"
)
_DONE = r"(?:실험|반복|학습|평가|측정|수행|시행|시도|실행|훈련|테스트|추론|호출|계산|검증|생성|샘플링|진행)"
# "2번 실험했나요" asks how often, "2번 실험 결과" about the second paper.
_TIMES = (
    rf"(?:만|씩|정도|쯤|이나|의|을|에\s?걸쳐)?\s?(?:더\s?)?(?:{_DONE}\s?(?:을\s|를\s)?(?:했|한|하|해|됐|된|되|거)"
    r"|돌[려렸리린림]|반복|씩|이나|이상|이하|정도|연속|만에|걸쳐|시도|시행)"
)
_PAIR_END = r"(?=\s*(?:[?.!,:;)]|$|(?:which|who|what|please|pls|in\sterms|on\sspeed|for\sme)\b))"

# What names a paper whatever the thread holds.
_SURE = (
    rf"(?<![\w/?=&.;#＃-])[#＃]\s?(?P<n>{_N})(?![A-Za-z_\d%]|[.,]\d|\s(?:on|in)\s(?:the\s)?\S*(?:board|bench))",
    rf"\bpapers?\s(?:no\.?\s?|number\s|nr\.?\s?|[#＃])?(?P<n>(?:{_N}|{_EN_COUNT}\b)(?:{_AND}{_N}){{0,4}})(?![\w%]|\.\d)",
    rf"논문\s?(?P<n>{_N}(?:{_AND}{_N}){{0,4}})번?(?![\dA-Za-z%]|\.\d|\s?(?:편|개|건|년|쪽|월|일|배|번))",
    rf"{_FREE}(?P<n>{_N}(?:(?:번째|번)?{_AND}{_N}){{0,4}})\s?(?:번째|번|위|등)\s?(?:논문|페이퍼)",
    rf"(?P<n>(?:{_KO}\s?번째|첫|첫째|둘째|셋째|넷째|다섯째|마지막)(?:{_AND}(?:{_KO}\s?번째|마지막))?)\s?(?:논문|페이퍼)",
    (
        rf"\b(?:the\s)?(?<!their\s)(?<!your\s)(?<!his\s)(?P<n>{_EN}(?:{_AND}{_EN})?)\spapers?\b"
        r"(?!\s(?:to|that|which|on|using|where|ever|of\sits|in(?!\sthe\s(?:list|digest|thread))))"
    ),
    rf"第\s?(?P<n>{_N}|{_HAN})\s?(?:篇(?!参考)|[个個号號](?:论文|論文))",
    rf"{_FREE}(?P<n>{_N})[号號](?:论文|論文)",
    rf"(?:论文|論文)\s?(?P<n>{_N})(?![\dA-Za-z%年月个個篇件本編]|\.\d)",
    rf"{_FREE}(?P<n>{_N}|{_HAN})(?:番目?|つ目|本目)の論文|(?P<l>最初|最後)の論文|(?P<z>最后|最後)一篇",
)
# What may mean something else where there is no paper of that number.
_UNSURE = (
    rf"{_FREE}(?P<n>{_N}(?:{_AND}{_N}){{0,4}})\s?번(?!{_TIMES})(?=[\s?!.,:;)~ㅋㅎ]|$|{_KO_PARTICLE}|{_KO_PAPER})",
    rf"(?P<n>(?:{_FREE}{_N}|{_KO})\s?번째)(?!\s?(?:{_DONE}))(?:{_KO_PAPER}|(?=(?:은|는|이|가|의|도)(?:\s|$|[?!.,])|\s*[?!.,:]|\s*$))",
    r"(?P<n>마지막)\s?(?:거|것|꺼)",
    rf"\b(?:the\s)?(?P<n>{_EN}(?:{_AND}{_EN})?)\sones?\b(?!\s(?:to|that|which|is\sthe))",
    rf"\b(?:number|no\.)\s(?P<n>{_N}|{_EN_COUNT}\b)(?![\w%]|\.\d)",
    rf"{_FREE}(?P<n>{_N}|{_HAN})(?:番目|つ目|本目)(?:のやつ|のもの)?(?=[はがもをと、?？。\s]|$)",
    rf"{_FREE}(?P<n>{_N})番(?=[のはがもをと、?？。\s]|どっち|どちら|$)",
    rf"第\s?(?P<n>{_N}|{_HAN})\s?[个個](?=呢|[?？。!,，]|$|和第|跟第|与第)",
    rf"\bcompar(?:e|ing|ison\s(?:of|between))\s(?P<n>{_N}\s(?:and|with|to|vs\.?|&)\s{_N}){_PAIR_END}",
    rf"\bdifferences?\sbetween\s(?P<n>{_N}\sand\s{_N}){_PAIR_END}",
    rf"{_FREE}(?P<n>{_N}\s(?:vs\.?|versus)\s{_N}){_PAIR_END}",
    rf"\bwhich\b[^?\n]{{1,60}}[,:]\s(?P<n>{_N}\sor\s{_N}){_PAIR_END}",
    rf"{_FREE}(?P<n>{_N}\s?(?:과|와|이?랑|하고|,|/|&|vs\.?)\s?{_N})\s?(?:을|를|의|은|는|이|가)?\s?(?:비교|중|차이|둘|논문)",
    rf"{_FREE}(?P<n>{_N}\s?と\s?{_N})[をのではが]?\s?(?:比較|比べ|違い|どちら|どっち)",
    rf"(?:(?:比较|比較|对比|對比)(?:一下)?\s?(?P<n>{_N}\s?[和与跟]\s?{_N})|{_FREE}(?P<l>{_N}\s?[和与跟]\s?{_N})\s?(?:哪|的?[区區]别|相比|比))",
    rf"\A\s*(?P<n>{_N})[\s:,.]+(?=why|왜|なぜ|为什么)|\A\s*(?P<l>\d{{1,2}}):\s",
    rf"\A\s*(?P<n>\d{{1,2}}(?:{_AND}\d{{1,2}}){{0,4}}|{_EN}|{_KO})\s?(?:번이요|번요|번|이요|요|번째|番|号|please|pls)?[\s.!)]*\Z",
)
_FORMS = [
    (re.compile(form, re.IGNORECASE), sure)
    for forms, sure in ((_SURE, True), (_UNSURE, False))
    for form in forms
]
_TOKEN = re.compile(
    rf"\d{{1,4}}(?:st|nd|rd|th)?|{_EN}|{_EN_COUNT}|(?:첫|둘|셋|넷|다섯)째|첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열|마지막|最后|最後|最初|{_HAN}",
    re.IGNORECASE,
)
# A number after one of these is the paper's own numbering.
_OWN_NUMBERING = re.compile(
    r"(?:(?:^|[^a-z])(?:issues?|pr|prs|pull|tickets?|bugs?|tables?|tab|fig(?:ure)?s?|steps?|eqs?|equations?|sections?|sec"
    r"|appendix|layers?|questions?|experiments?|pages?|lines?|rows?|columns?|refs?|references?|algorithms?|theorems?"
    r"|lemmas?|stages?|phases?|versions?|seeds?|models?|gpus?|tasks?|ranks?|ranked|ranking|placed?|chapters?|footnotes?)"
    r"|표|그림|섹션|수식|식|단계|실험|부록|절|장|질문|이슈|문항|시드|회차|라운드|図|表|式|节|節|图|圖)[\s.]*(?:no\.?\s?)?\Z",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?:{_KO_PAPER})?{_KO_PARTICLE}|{_KO_PAPER}(?![가-힣])|['’]s\b|の論文[はがのをも]?|[のはがもを](?=[^ぁ-ん]|$)|(?:论文)?的"
)

_BEFORE_OTHER = re.compile(
    r"(?:\b(?:to|with|than|from|vs\.?|versus)\s|[跟和与比])\s?\Z", re.IGNORECASE
)
_AFTER_OTHER = re.compile(r"(?:이?랑|[와과]|하고|보다)(?![가-힣])|.{0,2}(?:と|より|[和与比跟])")
_READ = 2_000  # characters; a question is no longer
_MOST = 8  # nobody means more
_LETTER = re.compile(r"[^\W_]")
_BEFORE_SIGN = re.compile(r"\s+(?=[?.!,:;？。])")
_ONLY_PARTICLES = re.compile(r"[\W_]*(?:呢|は|が|요|please|pls|で|お願いします)?[\W_]*")
_ASKS_ON = re.compile(r"[?？呢]|[은는]요?\s*\Z|は\s*\Z")


@dataclass(frozen=True)
class NamedRank:
    """A number that names a paper, and where it stands with what is glued to it.

    `sure`: it can mean nothing else.
    """

    rank: int
    start: int
    end: int
    sure: bool


def named_ranks(text: str) -> list[NamedRank]:
    """The numbers of papers in `text`, in the order they stand in; at most eight."""
    readable = masked(text[:_READ])
    named: list[NamedRank] = []
    taken: set[int] = set()
    for form, sure in _FORMS:
        for match in form.finditer(readable):
            before = readable[max(0, match.start() - 24) : match.start()]
            if taken.isdisjoint(range(*match.span())) and not _OWN_NUMBERING.search(before):
                named.extend(_read(match, readable, sure=sure))
                taken.update(range(match.start(), named[-1].end))
    return sorted(named, key=lambda one: one.start)[:_MOST]


def set_against(text: str, rank: NamedRank) -> bool:
    """Whether something else is compared to that paper, as in "how does it compare to #3?"."""
    glued = text[rank.start : rank.end][-2:] + text[rank.end : rank.end + 2]
    before = text[max(0, rank.start - 12) : rank.start]
    return bool(_BEFORE_OTHER.search(before) or _AFTER_OTHER.match(glued))


def _read(match: re.Match[str], text: str, *, sure: bool) -> Iterator[NamedRank]:
    numbers = next(group for group in match.groups() if group)
    tail = _TAIL.match(text, match.end())
    end = tail.end() if tail else match.end()
    for token in _TOKEN.findall(numbers):
        word = token.lower()
        rank = _SPELLED[word] if word in _SPELLED else int(re.sub(r"\D", "", word))
        yield NamedRank(rank, match.start(), end, sure)


def without_ranks(text: str, ranks: list[NamedRank]) -> str:
    """`text` without the numbers that chose its paper, still a sentence.

    A number that opens or closes the text is dropped, one inside an English sentence becomes "the
    paper". Empty when it is a bare choice ("2"); as it was when it only asks on ("and #2?").
    """
    rest, english = text, language_of(text) is Language.EN
    for start, end in sorted({(one.start, one.end) for one in ranks}, reverse=True):
        before, after = rest[:start], rest[end:]
        opens = not _LETTER.search(without_opening(before.lower(), "lead"))
        closes = not _LETTER.search(after) and before.rstrip().endswith(("(", ",", "-", "—"))
        if opens:
            rest = before.rstrip("([ ") + " " + after.lstrip(" \t\n:：,，、.)]-–—")
        elif closes:
            rest = before.rstrip("(,-— ") + after.lstrip(" )")
        elif english:
            owned = text[start:end].endswith(("'s", "’s"))
            rest = before + ("the paper's" if owned else "the paper") + after
        else:
            rest = before.rstrip() + " " + after.lstrip()
    rest = _BEFORE_SIGN.sub("", " ".join(rest.split()))
    if _ONLY_PARTICLES.fullmatch(rest):
        return text if _ASKS_ON.search(text) else ""
    return rest if _LETTER.search(without_opening(rest.lower(), "lead")) else text
