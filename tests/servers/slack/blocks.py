"""Block Kit as Slack checks it: each block and element as a table, with where it is documented.

This table is Slack's, not ours: nothing of it may come from the code that is tested against it.
"""

from tests.servers.slack.elements import (
    any_text,
    button,
    feedback,
    icon_button,
    identifier,
    image,
    overflow,
    plain,
    radio,
    select,
    text_input,
)
from tests.servers.slack.rich_text import rich_text
from tests.servers.slack.schema import (
    Check,
    flag,
    items,
    one_of,
    record,
    string,
    tagged,
    url,
)

# https://docs.slack.dev/reference/block-kit/blocks
BLOCKS_IN_MESSAGE, BLOCKS_IN_VIEW = 50, 100
# https://docs.slack.dev/reference/block-kit/blocks/markdown-block: over all of a payload
MARKDOWN = 12_000

_ANYWHERE: dict[str, Check] = {
    # https://docs.slack.dev/reference/block-kit/blocks/section-block
    "section": record(
        {},
        {
            "text": any_text(3_000),
            "fields": items(any_text(2_000), 10),
            "accessory": tagged(
                {
                    "image": image,
                    "button": button,
                    "overflow": overflow,
                    "static_select": select,
                }
            ),
            "expand": flag,
            "block_id": identifier,
        },
        either=("text", "fields"),
    ),
    # https://docs.slack.dev/reference/block-kit/blocks/divider-block
    "divider": record({}, {"block_id": identifier}),
    # https://docs.slack.dev/reference/block-kit/blocks/image-block
    "image": record(
        {"image_url": url(), "alt_text": string(2_000)},
        {"title": plain(2_000), "block_id": identifier},
    ),
    # https://docs.slack.dev/reference/block-kit/blocks/actions-block
    "actions": record(
        {
            "elements": items(
                tagged(
                    {
                        "button": button,
                        "overflow": overflow,
                        "static_select": select,
                        "radio_buttons": radio,
                    }
                ),
                25,
            )
        },
        {"block_id": identifier},
    ),
    # https://docs.slack.dev/reference/block-kit/blocks/context-block
    "context": record(
        {
            "elements": items(
                tagged(
                    {
                        "image": image,
                        "plain_text": record({"text": string(3_000)}, {"emoji": flag}),
                        "mrkdwn": record({"text": string(3_000)}, {"verbatim": flag}),
                    }
                ),
                10,
            )
        },
        {"block_id": identifier},
    ),
    # https://docs.slack.dev/reference/block-kit/blocks/header-block
    "header": record({"text": plain(150)}, {"block_id": identifier}),
    "rich_text": rich_text,
}
_ONLY_IN_MESSAGES: dict[str, Check] = {
    # https://docs.slack.dev/reference/block-kit/blocks/context-actions-block
    "context_actions": record(
        {"elements": items(tagged({"feedback_buttons": feedback, "icon_button": icon_button}), 5)},
        {"block_id": identifier},
    ),
    # https://docs.slack.dev/reference/block-kit/blocks/markdown-block
    "markdown": record({"text": string(MARKDOWN)}, {"block_id": identifier}),
}
_ONLY_IN_VIEWS: dict[str, Check] = {
    # https://docs.slack.dev/reference/block-kit/blocks/input-block
    "input": record(
        {
            "label": plain(2_000),
            "element": tagged(
                {"plain_text_input": text_input, "static_select": select, "radio_buttons": radio}
            ),
        },
        {"hint": plain(2_000), "optional": flag, "dispatch_action": flag, "block_id": identifier},
    ),
}
BLOCKS = items(tagged(_ANYWHERE | _ONLY_IN_MESSAGES), BLOCKS_IN_MESSAGE, 0)
_IN_VIEW = items(tagged(_ANYWHERE | _ONLY_IN_VIEWS), BLOCKS_IN_VIEW, 0)

# https://docs.slack.dev/reference/views/modal-views and …/home-tab-views
_VIEW_FIELDS: dict[str, Check] = {
    "private_metadata": string(3_000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEW = tagged(
    {
        "modal": record(
            {"title": plain(24), "blocks": _IN_VIEW},
            _VIEW_FIELDS
            | {
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
        ),
        "home": record({"blocks": _IN_VIEW}, _VIEW_FIELDS),
    }
)

# https://docs.slack.dev/reference/methods/chat.appendStream
CHUNKS = items(
    tagged(
        {
            "markdown_text": record({"text": string(MARKDOWN)}),
            "blocks": record({"blocks": BLOCKS}),
            "plan_update": record({"title": string(256)}),
            "task_update": record(
                {
                    "id": string(255),
                    "title": string(256),
                    "status": one_of("pending", "in_progress", "complete", "error"),
                },
                {"details": string(256), "output": string(256)},
            ),
        }
    ),
    100,
    0,
)
