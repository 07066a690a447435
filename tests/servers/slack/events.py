"""Events and interactions in the shapes in which Slack sends them."""

from typing import Any

from tests.servers.slack.installation import Installation
from tests.servers.slack.messages import Channel, Message, Payload
from tests.servers.slack.workspace import View, Workspace

# https://docs.slack.dev/reference/events: what an app must have asked for to hear of a message
_MESSAGE_EVENTS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
_MESSAGE_SCOPES = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "assistant_thread_started": "assistant:write",
    "assistant_thread_context_changed": "assistant:write",
}
_OF_THE_APP = {"app_home_opened", "app_uninstalled", "tokens_revoked"}


def is_heard(world: Workspace, event: Payload) -> bool:
    """Whether the app is told of an event: it asked for it, may, and is there."""
    ours = world.installed
    name = event["type"]
    scope = _EVENT_SCOPES.get(name)
    if name == "message":
        name, scope = (table[event["channel_type"]] for table in (_MESSAGE_EVENTS, _MESSAGE_SCOPES))
    if name not in ours.events or (scope is not None and scope not in ours.scopes):
        return False
    channel = world.channels.get(str(event.get("channel")))
    left = event["type"] == "member_left_channel"
    return channel is None or left or name in _OF_THE_APP or ours.bot_user in channel.members


def wrapped(world: Workspace, event: Payload) -> Payload:
    """https://docs.slack.dev/apis/events-api#event-type-structure."""
    ours = world.installed
    number = world.number()
    return {
        "type": "event_callback",
        "token": "deprecated-token",
        "team_id": ours.team_id,
        "context_team_id": ours.team_id,
        "api_app_id": ours.app_id,
        "event": event,
        "event_id": f"Ev{number:010d}",
        "event_time": int(world.clock.now()),
        "event_context": f"4-context-{number}",
        "is_ext_shared_channel": False,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": ours.team_id,
                "user_id": ours.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


def mention(message: Message) -> Payload:
    """https://docs.slack.dev/reference/events/app_mention: beside the message itself."""
    shown = message.wire() | {"type": "app_mention", "event_ts": message.ts}
    return shown | {"channel": message.channel.id, "client_msg_id": f"client-{message.ts}"}


def command(world: Workspace, name: str, text: str, user: str, channel: Channel) -> Payload:
    """https://docs.slack.dev/interactivity/implementing-slash-commands."""
    return {
        "token": "deprecated-token",
        "team_id": world.installed.team_id,
        "team_domain": "loopback",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": user,
        "user_name": world.people[user]["name"],
        "command": name,
        "text": text,
        "api_app_id": world.installed.app_id,
        "is_enterprise_install": "false",
        "trigger_id": world.trigger(user),
    }


def interaction(world: Workspace, kind: str, user: str) -> Payload:
    """What all interactions have in common."""
    ours = world.installed
    return {
        "type": kind,
        "user": {"id": user, "username": world.people[user]["name"], "team_id": ours.team_id},
        "api_app_id": ours.app_id,
        "token": "deprecated-token",
        "team": {"id": ours.team_id, "domain": "loopback"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": world.trigger(user),
    }


def pressed(world: Workspace, user: str, message: Message, button: Payload) -> Payload:
    """https://docs.slack.dev/reference/interaction-payloads/block_actions-payload, of a message."""
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel.id,
        "is_ephemeral": message.viewer is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = interaction(world, "block_actions", user) | {
        "container": container,
        "channel": {"id": message.channel.id, "name": message.channel.name},
        "state": {"values": {}},
        "actions": [_action(world, button)],
    }
    # Of what one person alone sees Slack does not send the content.
    return payload if message.viewer is not None else payload | {"message": message.wire()}


def pressed_in_view(world: Workspace, user: str, view: View, button: Payload) -> Payload:
    """The same, of a modal or a home tab."""
    return interaction(world, "block_actions", user) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view.wire(world.installed.team_id, world.installed),
        "state": {"values": {}},
        "actions": [_action(world, button)],
    }


def submitted(world: Workspace, user: str, view: View, values: dict[str, str]) -> Payload:
    """https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload.

    `values` are by the `action_id` of the input.
    """
    state: dict[str, Any] = {}
    for block in view.content["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            value = values.get(element["action_id"])
            state[block["block_id"]] = {
                element["action_id"]: {"type": element["type"], "value": value}
            }
    shown = view.wire(world.installed.team_id, world.installed) | {"state": {"values": state}}
    return interaction(world, "view_submission", user) | {"view": shown, "response_urls": []}


def shortcut(world: Workspace, user: str, message: Message, callback_id: str) -> Payload:
    """https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload."""
    return interaction(world, "message_action", user) | {
        "callback_id": callback_id,
        "action_ts": world.clock.ts(),
        "message_ts": message.ts,
        "message": message.wire(),
        "channel": {"id": message.channel.id, "name": message.channel.name},
    }


def assistant_thread(kind: str, installed: Installation, root: Message, context: str) -> Payload:
    """https://docs.slack.dev/reference/events/assistant_thread_started; `context`: a channel."""
    team = {"team_id": installed.team_id, "enterprise_id": None}
    return {
        "type": kind,
        "assistant_thread": {
            "user_id": next(iter(root.channel.members - {installed.bot_user})),
            "context": ({"channel_id": context} | team) if context else {},
            "channel_id": root.channel.id,
            "thread_ts": root.ts,
        },
        "event_ts": root.ts,
    }


def _action(world: Workspace, button: Payload) -> Payload:
    shown = {"value", "text", "action_id", "block_id", "type"} & button.keys()
    return {name: button[name] for name in shown} | {"action_ts": world.clock.ts()}
