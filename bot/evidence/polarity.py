"""Denials and hedges: cues in four languages, broad where only their presence matters.

A quote may hold more than its statement takes up, so a denial or a careful word binds a statement
only when the clause it stands in is what the statement speaks of: numbers and words that both have
tell, whatever the language.
"""

import re
from collections.abc import Sequence

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
    r"\b(?:not|no|never|cannot|neither|nor|fails? to|failed to|unable|(?:in|non-?)significant(?:ly)?|nobody|hardly"
    r"|(?:is|are|was|were|be|remains?) (?:\w+ly )?(?:false|wrong|untrue|impossible|infeasible|in(?:consistent|correct|secure|valid)"
    r"|un(?:safe|stable|reliable|available))|(?:is|it['’]?s|isn) (?:false|wrong|untrue) that)\b|n['’]t\b|\bisnt\b"
    r"|\bcontrary to\b|\b(?:refuted?|doubt|deny|denies|disprov(?:es?|ed)|debunk(?:s|ed)?) (?:that|the (?:claim|belief|idea|notion))\b"
    r"|[✗✘✕]|\bN/A\b|[|;]\s×(?=\s[|;]|\Z)"
    r"|거짓(?=[이인임입]|\Z)|실패[하했한함]|만무|(?:비|미)공개|금물|失敗[すしで]|非公開|とは限|えぬ|难以|失败(?=了|[。,，]|\Z)|未公开"
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
    r"|hinder|closed|propriet|private|confidential|gap|behind|short of|below|low\b|lower|far from|unsolved|impossib|imprac|non|in(?:ab"
    r"|ade|eff|suff|cap|compl|consist|access)|under(?:perform|expl|util|stud|repres)"
    r"|redundan|invarian|imbalan|un(?!der|if|iver|iq|it|ion|til|cov|lock|veil|dergo|preced)\w{3,})\w*"
)
_NEGATIVE = re.compile(
    rf"{_DENIES.pattern}|{_NEGATIVE_ENGLISH}"
    r"|않|못|없|아니|아닌|불[가-힣]|미(?:흡|비|달|지원|해결|공개|포함|치)|무(?:관|시)|비(?:효율|공개)|대신|제외|부족"
    r"|한계|실패|어려|어렵|힘들|배제|생략|피하|회피|해소|방지|간과|놓치|덜|취약|저하|제한|뿐|그치|국한|극복"
    r"|벗어|부재|결여|별도|(?:에서|으로|까지|에게)만|낮|떨어|뒤처|무학습|모르|모른|드물|드뭅|거의"
    r"|非(?!常)|免|没|難|难|欠|弱|制限|限[り定]|失|避|除|のみ|だけ|代わり|稀|まれ|ほとんど|仅|只|很少|几乎",
    re.IGNORECASE,
)
# Denials in words that abstracts are full of: they bind what is said of their sentence alone.
_WEAK_DENIES = re.compile(
    r"\b(?:none of|nothing|rarely|seldom|fails?|lacks?(?! of)|refuses?)\b", re.IGNORECASE
)
# Negative stems in words of praise.
_LOW_COST = re.compile(
    r"(?:낮은|적은)\s비용|저비용|低コスト|低成本|\blow[- ]cost\b|很少(?:的)?(?:需要)?资源",
    re.IGNORECASE,
)
# A negative word and its translation: said on both sides, it stands for no denial besides.
_TRANSLATED = [
    (re.compile(ours, re.IGNORECASE), re.compile(theirs))
    for ours, theirs in (
        ("remov|elimin|prun", "제거|삭제|가지치기|削除|除去|去除|移除|剪枝|剔除"),
        ("low|drop|declin|degrad|reduc", "낮|떨어|저하|감소|하락|低|下降|減|减"),
        ("limit", "제한|한계|限"),
        ("free|open", "무료|자유|無料|免费"),
        ("los|miss", "손실|잃|손해|損失|失|损失|丢"),
        ("avoid|prevent|bypass", "피하|회피|방지|避|防"),
        ("hard|difficult|challeng|struggl", "어려|어렵|힘들|難|难|困"),
        ("weak|poor", "약[한하]|취약|弱"),
        ("exclu|ignor|neglect", "제외|무시|간과|除外|無視|忽"),
    )
]
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
    r"|potential (?:to|for)|seems?|preliminary|presumably|hypothesi[sz]ed?)\b|\b(?-i:may)\b"
    r"|\b(?:will (?:be|release|publish|share|open|make)|plan(?:s|ned)? to|intend(?:s|ed)? to|upon acceptance"
    r"|(?:be|is|are) (?:expected|believed)|expect (?:the|that|it|our)|conjectured?|speculated?|in principle)\b",
    re.IGNORECASE,
)
# Careful words that are common beside plain results: they bind what is said of their sentence alone.
_WEAK_HEDGES = re.compile(
    r"\b(?:would|should|we (?:believe|expect)|tends? to|sometimes|hop(?:e|ed|es) (?:that|to|the)|whether)\b|\A(?:if|unless|only (?:with|if|when|after))\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    rf"{_HEDGES.pattern}|{_WEAK_HEDGES.pattern}"
    r"|\b(?:may|can|expect|aim|believe|hypothes|indicat|promis|possib|would|potential|will|plan|intend|future)\w*"
    r"|수\s?있|수도|가능(?!한\s한)|시사|잠재|듯|것으로\s?보|보인다|보입니다|추정|기대|예상|것\s?같|예비|예정|계획|향후|앞으로"
    r"|여부|믿|추측|가설|원칙|원리적|희망"
    r"|かもしれ|可能(?!な限り)|示唆|潜在|ようだ|ようです|考えられ|思われ|うる|だろう|でしょう|期待|予定|計画|今後|信じ|推測|仮説|原理"
    r"|或许|也许|似乎|预计|有望|初步|予備|将(?:会|要|被|公开|发布|在|于)|计划|相信|猜测|推测|原则上",
    re.IGNORECASE,
)
# What a clause depends on that stands beside it.
_DEPENDS = re.compile(
    r"\b(?:contrary|refut\w+|doubt\w*|wrong\w*|false\w*|only|if|unless|provided that|claim\w*|belie\w+|misconception|myth"
    r"|critics|argue[sd]?|worse|inferior|except)\b|[?]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|\Z)[^.!?]*)*[.!?]?")
_ASKS = re.compile(
    r"[?？]|\b(?:ask|question|whether|if|how|what|why|which|who|where|when|stud(?:y|ies)|investigat|explor|examin|address|pose)\w*"
    r"|[는인한]지|까[?.]|나요|질문|묻|여부|무엇|어떻|어떤|왜|か[。?？]|のか|かどうか|どう|なぜ|問|是否|如何|什么|为何|怎|问|探|研究|연구",
    re.IGNORECASE,
)
# Ways of taking up a weak one.
_WEAKLY_HEDGED = re.compile(
    rf"{_HEDGED.pattern}|\b(?:tend|occasional|if\b|unless|only|when|after|stud(?:y|ies)|investigat|explor|examin|ask|evaluat|assess|determin|need|must|requir|goal|ideal)\w*"
    r"|경향|때때로|가끔|[는한인할]지|려면|다면|[으하되이]면|조건|경우|때|후에?\s|해야|바람직|일부|이상적|필요"
    r"|傾向|時々|場合|ば|たら|とき|時|かどうか|べき|理想|必要|倾向|有时|是否|如果|若|只有|需要|应|才|时",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:()—–|]\s*|\.\s+|\s(?=(?:and|but|while|whereas|although|though|yet|because|since|which|without"
    r"|instead|rather)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]\s")
_ANCHOR = re.compile(r"[A-Za-z]{5,}|[A-Za-z]*\d[\d,.]*|[A-Z][A-Za-z]+")
_STEM = 5  # letters
_ANCHORS_ENOUGH = 2


def denial_disagrees(statement: str, quotes: str) -> bool:
    """Whether one denies and nothing in the other could be that denial in other words."""
    statement, quotes = _IDIOMS.sub(" ", statement), _IDIOMS.sub(" ", quotes)
    alone = _WEAK_DENIES.search(quotes) and not _SENTENCE_END.search(quotes)
    quoted = _DENIES.search(quotes) or _WITHOUT.search(quotes) or alone
    if _DENIES.search(statement) or _WITHOUT.search(statement) or _WEAK_DENIES.search(statement):
        return not (
            quoted
            or _WEAK_DENIES.search(quotes)
            or _puts_it_otherwise(quotes, _DENIES.sub(" ", statement))
        )
    if not quoted or _puts_it_otherwise(statement, quotes):
        return False
    if _DOES_NO_HARM.search(quotes) and _KEEPS.search(statement):
        return False
    if alone and _speaks_of(_WEAK_DENIES, statement, quotes) is not False:
        return True
    if _speaks_of(_DENIES, statement, quotes) is not False:
        return True
    aside = _speaks_of(_WITHOUT, statement, quotes)
    return aside or (aside is None and bool(_NEEDS.search(statement)))


def denying_word(text: str) -> str | None:
    """The first word of a text that denies something."""
    text = _IDIOMS.sub(" ", text)
    match = _DENIES.search(text) or _WITHOUT.search(text) or _WEAK_DENIES.search(text)
    return match and match[0]


def has_cue(text: str) -> bool:
    """Whether what is cut from beside a text with these words may say the opposite."""
    return denying_word(text) is not None or any(
        cue.search(text) for cue in (_HEDGES, _WEAK_HEDGES, _DEPENDS)
    )


def only_asks(statement: str, quotes: Sequence[str]) -> bool:
    """Whether a statement answers what its quotes only ask."""
    sentences = [part for quote in quotes for part in _SENTENCE.findall(quote)]
    if not sentences or not all(sentence.endswith("?") for sentence in sentences):
        return False
    return not _ASKS.search(statement)


def hedge_dropped(statement: str, quotes: str) -> bool:
    """Whether the quotes are careful where the statement is not."""
    if _HEDGED.search(statement):
        return False
    alone = _WEAK_HEDGES.search(quotes) and not _SENTENCE_END.search(quotes)
    if alone and not _WEAKLY_HEDGED.search(statement):
        return True
    return _speaks_of(_HEDGES, statement, quotes) is not False


def _puts_it_otherwise(text: str, other: str) -> bool:
    """Whether a negative word of its own may stand for the other's denial."""
    words = (match[0].lower() for match in _NEGATIVE.finditer(_LOW_COST.sub(" ", text)))
    return any(word not in other.lower() and not _is_translated(word, other) for word in words)


def _is_translated(word: str, other: str) -> bool:
    return any(
        (ours.match(word) and theirs.search(other)) or (theirs.search(word) and ours.search(other))
        for ours, theirs in _TRANSLATED
    )


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
