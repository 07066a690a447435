"""TeX in titles and abstracts: upstreams leave it in."""

import re

_ESCAPED = re.compile(r"\\([%&#_$])")


def plain_signs(text: str) -> str:
    r"""`text` with TeX's escapes of ordinary signs undone: "40\%" is how 40% is typed."""
    return _ESCAPED.sub(r"\1", text)
