"""Negations and hedges: cues in four languages, broad where only their presence matters."""

import re

_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|without|fails? to|failed to|unable)\b|n['’]t\b"
    r"|(?:지|진|지는|지도)\s?(?:않|못)|없[가-힣]|아니[가-힣]|불가능|못\s?(?:하|한|했|함)"
    r"|ない|なく|なかっ|ません|ず(?:に|、)|不能|没有|沒有|并非|無法|无法|不[是会會具]",
    re.IGNORECASE,
)
# What may stand for a denial when it is put in other words or another language.
_NEGATIVE = re.compile(
    rf"{_DENIES.pattern}"
    r"|\b(?:lack|fail|few|less|limit|insufficient|difficult|hard|only|rarely|avoid|eliminat|remov"
    r"|reduc|free|instead|rather|miss|ignor|overlook|exclud|prevent|poor|weak|struggl|challeng"
    r"|underperform|inadequate|despite|although|however|but|un\w{3,}|in(?:ab|ad|ef|su)\w+|non)\w*"
    r"|않|못|없|아니|불|미(?:흡|비|달|지)|무(?:관|시)|비(?:효율)|대신|제외|부족|한계|실패|어려|어렵|배제"
    r"|생략|피하|줄|감소|제거|해소|방지|간과|놓치|낮|덜|취약|저하|제한|뿐|만|그치|극복|벗어|별도"
    r"|不|非|未|無|无|没|難|难|少|欠|弱|制限|限|失|避|除|のみ|だけ|代わり",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|suggest(?:s|ed|ing)?|potential(?:ly)?|likely|possibly|perhaps|appears?"
    r"|seems?|preliminary|presumably|hypothesi[sz]ed?)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    rf"{_HEDGES.pattern}"
    r"|\b(?:can|expect|aim|believe|hypothes|indicat|promis|possib|would)\w*"
    r"|수\s?있|가능|시사|잠재|듯|것으로\s?보|보인다|보입니다|추정|기대|예상|제안|같[다습]"
    r"|かもしれ|可能|示唆|潜在|ようだ|と考え|期待|れる|或许|也许|可能|潜在|表明|似乎|预计|有望",
    re.IGNORECASE,
)


def denial_disagrees(statement: str, quotes: str) -> bool:
    """Whether one denies and nothing in the other could be that denial in other words."""
    denied, quoted = bool(_DENIES.search(statement)), bool(_DENIES.search(quotes))
    if denied == quoted:
        return False
    return not _NEGATIVE.search(quotes if denied else statement)


def hedge_dropped(statement: str, quotes: str) -> bool:
    """Whether the quotes are careful and the statement is not."""
    return bool(_HEDGES.search(quotes)) and not _HEDGED.search(statement)
