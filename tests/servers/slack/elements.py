"""Block Kit's elements and text objects as Slack checks them, each with where it is documented."""

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

identifier = string(255)


def plain(most: int) -> Check:
    """https://docs.slack.dev/reference/block-kit/composition-objects/text-object."""
    return tagged({"plain_text": record({"text": string(most)}, {"emoji": flag})})


def any_text(most: int) -> Check:
    """Plain text or mrkdwn."""
    mrkdwn = record({"text": string(most)}, {"verbatim": flag})
    return tagged({"plain_text": record({"text": string(most)}, {"emoji": flag}), "mrkdwn": mrkdwn})


# https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
_confirm = record(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
_option = record({"text": any_text(75), "value": string(150)}, {"description": plain(75)})
# https://docs.slack.dev/reference/block-kit/block-elements/image-element
image = record({"image_url": url(), "alt_text": string(2_000)})
# https://docs.slack.dev/reference/block-kit/block-elements/button-element
button = record(
    {"text": plain(75)},
    {
        "action_id": identifier,
        "value": string(2_000),
        "url": url(),
        "style": one_of("primary", "danger"),
        "confirm": _confirm,
        "accessibility_label": string(75),
    },
)
# https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element
overflow = record(
    {"options": items(_option, 5)},
    {"action_id": identifier, "confirm": _confirm},
)
# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
select = record(
    {"options": items(_option, 100)},
    {
        "action_id": identifier,
        "placeholder": plain(150),
        "initial_option": _option,
        "confirm": _confirm,
        "focus_on_load": flag,
    },
)
# https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element
radio = record(
    {"options": items(_option, 10)},
    {
        "action_id": identifier,
        "initial_option": _option,
        "confirm": _confirm,
        "focus_on_load": flag,
    },
)
# https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
_feedback_button = record(
    {"text": plain(75), "value": string(2_000)}, {"accessibility_label": string(75)}
)
feedback = record(
    {"positive_button": _feedback_button, "negative_button": _feedback_button},
    {"action_id": identifier},
)
# https://docs.slack.dev/reference/block-kit/block-elements/icon-button-element
icon_button = record(
    {"icon": one_of("trash"), "text": plain(75)},
    {"action_id": identifier, "value": string(2_000), "confirm": _confirm},
)
# https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
text_input = record(
    {},
    {
        "action_id": identifier,
        "placeholder": plain(150),
        "multiline": flag,
        "min_length": number(0, 3_000),
        "max_length": number(1, 3_000),
        "initial_value": string(3_000, 0),
        "focus_on_load": flag,
    },
)
