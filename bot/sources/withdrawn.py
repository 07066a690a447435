"""Whether a paper was withdrawn from arXiv, which has no field for it: authors say so in words."""

import re

_WORK = r"(?:papers?|articles?|manuscripts?|preprints?|submissions?|works?)"
_ELSEWHERE = r"(?!\s+from\s+(?!(?:the\s+)?arxiv\b))"  # from a conference, not from arXiv
_WITHDRAWN = re.compile(
    rf"\b(?:this|(?:this|the|our)\s+{_WORK})\s+(?:\([^()]*\)\s+)?(?:has|have|is|was)\s+"
    rf"(?:(?:been|being|now|temporarily)\s+)*withdrawn\b{_ELSEWHERE}"
    rf"|\b(?:authors?|we)\s+(?:has|have)\s+withdrawn\s+(?:this|the|our|their)\s+{_WORK}\b{_ELSEWHERE}"
    rf"|\bwithdrawn\s+by\s+(?:the\s+)?(?:\w+\s+)?(?:authors?|arxiv)\b",
    re.IGNORECASE,
)
_SAYS_ONLY_WITHDRAWN = re.compile(
    rf"\W*(?:{_WORK}\s+)?withdrawn(?:\W*$|[.,:;]|\s+(?:due|because|as|since|for|until|pending)\b)",
    re.IGNORECASE,
)


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Whether the comment says so, or the abstract's first words (it is often replaced, too)."""
    said = _WITHDRAWN.search(comment) or _SAYS_ONLY_WITHDRAWN.match(comment)
    return said is not None or _WITHDRAWN.match(abstract) is not None
