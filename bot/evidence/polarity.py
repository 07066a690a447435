"""Denials and hedges: cues in four languages, broad where only their presence matters.

A quote may hold more than its statement takes up, so a denial or a careful word binds a statement
only when the clause it stands in is what the statement speaks of: numbers and words that both have
tell, whatever the language.
"""

import re

# They hold a cue and deny nothing.
_IDIOMS = re.compile(
    r"\bnot (?:only|just|merely)\b|\bno doubt\b|\bwhether or not\b"
    r"|뿐만?\s?아니라|못지\s?않|끊임\s?없|손색\s?없|틀림\s?없|다름\s?없|(?:수밖에|관계|상관|변함|전례|유례)\s?없|머지\s?않"
    r"|かもしれ(?:ない|ません)|なければならない|だけでなく|ばかりでなく|前例の?ない|少な[いく]|まず、|必ず|間違いなく"
    r"|不(?:仅|僅|只|但|同|断|斷|过|過|错|少|妨|论|管|久|可欠|可或缺)|必不可少|前所未有",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\bwithout\b", re.IGNORECASE)  # says how; a statement may leave it out
_NEEDS = re.compile(r"\b(?:need|requir)|필요|요구|必要|需要|必须", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|fails? to|failed to|unable|(?:in|non-?)significant(?:ly)?)\b|n['’]t\b"
    r"|(?:지|진|지는|지도|지를)\s?(?:않|못)|없[가-힣]|아니[가-힣]|아닌|아님|불가능|불필요(?!한)|못\s?(?:하|한|했|함)"
    r"|(?<![가-힣])안\s(?=[가-힣])"
    r"|ない|なく|なかっ|ません|(?:せ|ら|れ|わ|か|ま|た)ず(?:に|、)|なし[でにの、]"
    r"|不|没有|沒有|并非|並非|(?:无|無)[法需须須]|未(?![来來知満满滿])",
    re.IGNORECASE,
)
# English that may be put as a denial in other words or another language.
_NEGATIVE_ENGLISH = (
    r"\b(?:lack|fail|fewer|less|limit|insufficient|difficult|hard(?!w)|only|solely|rare|seldom|scarc"
    r"|avoid|eliminat|obviat|bypass|remov|free\b|instead|rather|miss(?:es|ing|ed)|ignor|overlook"
    r"|neglect|exclu|prevent|poor|weak|struggl|challeng|inadequa|absen|regardless|irrespective"
    r"|agnostic|independen|beyond|degrad|drop|declin|los(?:e|es|ing)\b|lossless|collaps|worse|suffer"
    r"|hinder|gap|behind|short of|below|low\b|lower|far from|unsolved|impossib|imprac|non|in(?:ab"
    r"|ade|eff|suff|cap|compl|consist|access)|under(?:perform|expl|util|stud|repres)"
    r"|redundan|invarian|imbalan|un(?!der|if|iver|iq|it|ion|til|cov|lock|veil|dergo|preced)\w{3,})\w*"
)
_NEGATIVE = re.compile(
    rf"{_DENIES.pattern}|{_NEGATIVE_ENGLISH}"
    r"|않|못|없|아니|아닌|불[가-힣]|미(?:흡|비|달|지원|해결|공개|포함|치)|무(?:관|시|료)|비(?:효율|공개)|대신|제외|부족"
    r"|한계|실패|어려|어렵|힘들|배제|생략|피하|회피|해소|방지|간과|놓치|덜|취약|저하|제한|뿐|그치|국한|극복"
    r"|벗어|부재|결여|별도|(?:에서|으로|까지|에게)만|낮|떨어|뒤처|무학습|모르|모른|드물|드뭅|거의"
    r"|非(?!常)|免|没|難|难|欠|弱|制限|限[り定]|失|避|除|のみ|だけ|代わり|稀|まれ|ほとんど|仅|只|很少|几乎",
    re.IGNORECASE,
)
# "Does not hurt accuracy" is well said as "accuracy is kept".
_DOES_NO_HARM = re.compile(
    r"\b(?:not|no|never|without)\s(?:\w+\s){0,2}?(?:los|degrad|hurt|harm|sacrific|compromis|reduc|drop"
    r"|chang|affect|impair|decreas|damag|modif|updat|retrain)\w*",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:keep|kept|preserv|maintain|retain|frozen|freez)\w*|유지|보존|그대로|동일|고정|維持|保持|保[つった]|固定|凍結|冻结",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:(?<!one )might|could(?!\s?n[o']t)|suggest(?:s|ed|ing)?|potentially|likely|possibly|perhaps|appears? to"
    r"|potential (?:to|for)|seems?|preliminary|presumably|hypothesi[sz]ed?)\b|\b(?-i:may)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    rf"{_HEDGES.pattern}"
    r"|\b(?:may|can|expect|aim|believe|hypothes|indicat|promis|possib|would|potential)\w*"
    r"|수\s?있|수도|가능|시사|잠재|듯|것으로\s?보|보인다|보입니다|추정|기대|예상|제안|것\s?같|예비"
    r"|かもしれ|可能|示唆|潜在|ようだ|ようです|考えられ|思われ|うる|だろう|でしょう|期待|或许|也许|表明|似乎|预计|有望|初步|予備",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:()—–]\s*|\.\s+|\s(?=(?:and|but|while|whereas|although|though|yet|because|since|which|without"
    r"|instead|rather)\b)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"[A-Za-z]{5,}|[A-Za-z]*\d[\d,.]*|[A-Z][A-Za-z]+")
_STEM = 5  # letters
_ANCHORS_ENOUGH = 2


def denial_disagrees(statement: str, quotes: str) -> bool:
    """Whether one denies and nothing in the other could be that denial in other words."""
    statement, quotes = _IDIOMS.sub(" ", statement), _IDIOMS.sub(" ", quotes)
    quoted = _DENIES.search(quotes) or _WITHOUT.search(quotes)
    if _DENIES.search(statement) or _WITHOUT.search(statement):
        return not quoted and not _puts_it_otherwise(quotes, statement)
    if not quoted or _puts_it_otherwise(statement, quotes):
        return False
    if _DOES_NO_HARM.search(quotes) and _KEEPS.search(statement):
        return False
    if _speaks_of(_DENIES, statement, quotes) is not False:
        return True
    aside = _speaks_of(_WITHOUT, statement, quotes)
    return aside or (aside is None and bool(_NEEDS.search(statement)))


def denying_word(text: str) -> str | None:
    """The first word of a text that denies something."""
    match = _DENIES.search(_IDIOMS.sub(" ", text)) or _WITHOUT.search(text)
    return match and match[0]


def has_cue(text: str) -> bool:
    """Whether a text denies or is careful: what is cut from beside it may say the opposite."""
    return denying_word(text) is not None or _HEDGES.search(text) is not None


def hedge_dropped(statement: str, quotes: str) -> bool:
    """Whether the quotes are careful where the statement is not."""
    return not _HEDGED.search(statement) and _speaks_of(_HEDGES, statement, quotes) is not False


def _puts_it_otherwise(text: str, other: str) -> bool:
    """Whether a negative word of its own may stand for the other's denial."""
    return any(match[0].lower() not in other.lower() for match in _NEGATIVE.finditer(text))


def _speaks_of(cue: re.Pattern[str], statement: str, quotes: str) -> bool | None:
    """Whether the statement takes up a clause with the cue; none when that cannot be told."""
    clauses = _CLAUSE_END.split(quotes)
    marked = [clause for clause in clauses if cue.search(clause)]
    if not marked:
        return False
    elsewhere = _anchors(" ".join(clause for clause in clauses if clause not in marked))
    anchors = _anchors(statement)
    if anchors & (_anchors(" ".join(marked)) - elsewhere):
        return True
    shared = anchors & elsewhere
    told = len(shared) >= _ANCHORS_ENOUGH or any(anchor[0].isdigit() for anchor in shared)
    return False if told else None


def _anchors(text: str) -> set[str]:
    """What a text and its translation share: Latin words, cut to their stems, and numbers."""
    return {match.lower()[:_STEM].rstrip(".,") for match in _ANCHOR.findall(text)}
