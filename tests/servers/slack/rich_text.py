"""Rich text as Slack checks it: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from tests.servers.slack.elements import identifier
from tests.servers.slack.schema import (
    Check,
    flag,
    items,
    number,
    one_of,
    record,
    string,
    tagged,
    url,
)

_style = record(
    {},
    dict.fromkeys(
        "bold italic strike code highlight client_highlight underline unlink".split(), flag
    ),
)
_addresses = ("http", "https", "mailto")
_leaves: dict[str, Check] = {
    "text": record({"text": string(40_000)}, {"style": _style}),
    "link": record(
        {"url": url(3_000, _addresses)},
        {"text": string(3_000), "unsafe": flag, "style": _style},
    ),
    "emoji": record({"name": string(255)}, {"unicode": string(255), "style": _style}),
    "user": record({"user_id": string(255)}, {"style": _style}),
    "channel": record({"channel_id": string(255)}, {"style": _style}),
    "usergroup": record({"usergroup_id": string(255)}, {"style": _style}),
    "broadcast": record({"range": one_of("here", "channel", "everyone")}, {"style": _style}),
}
_any_leaf = items(tagged(_leaves), 3_000)
_code_leaf = items(tagged({kind: _leaves[kind] for kind in ("text", "link")}), 3_000)
_section_of_text = record({"elements": _any_leaf})
rich_text = record(
    {
        "elements": items(
            tagged(
                {
                    "rich_text_section": _section_of_text,
                    "rich_text_list": record(
                        {
                            "style": one_of("bullet", "ordered"),
                            "elements": items(tagged({"rich_text_section": _section_of_text}), 500),
                        },
                        {
                            "indent": number(0, 8),
                            "border": number(0, 1),
                            "offset": number(0, 9_999),
                        },
                    ),
                    "rich_text_quote": record({"elements": _any_leaf}, {"border": number(0, 1)}),
                    "rich_text_preformatted": record(
                        {"elements": _code_leaf}, {"border": number(0, 1)}
                    ),
                }
            ),
            500,
        )
    },
    {"block_id": identifier},
)
