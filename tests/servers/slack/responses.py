"""What comes to a `response_url`, and what an app answers to an interaction directly."""

from typing import Any

from aiohttp import web

from tests.servers.slack import limits
from tests.servers.slack.call import Refused
from tests.servers.slack.chat import check_content
from tests.servers.slack.messages import Channel, Message, Payload, content
from tests.servers.slack.workspace import RESPONSE_USES, ResponseUrl, Workspace


async def respond(world: Workspace, request: web.Request) -> web.StreamResponse:
    """https://docs.slack.dev/interactivity/handling-user-interaction#message_responses.

    An answer to a button that says nothing of it takes the place of the message with the button.
    """
    target = world.response_urls.get(request.path)
    if target is None:
        return web.Response(status=404, text="invalid_url")
    if target.until <= world.clock.now():
        return web.Response(status=404, text="expired_url")
    if target.uses >= RESPONSE_USES:
        return web.Response(status=404, text="used_url")
    payload = await request.json()
    try:
        _answer(world, target, payload)
    except Refused as refused:
        return web.json_response({"ok": False, "error": refused.code} | refused.more, status=400)
    target.uses += 1
    world.bell.ring()
    return web.Response(text="ok")


def _answer(world: Workspace, target: ResponseUrl, payload: Payload) -> None:
    message = target.message
    if payload.get("delete_original"):
        _there(message)
        world.delete(_there(message))
        return
    if message is not None and payload.get("replace_original", True) and not _posts(payload):
        check_content(world, payload)
        world.edit(_there(message), content(payload), by=world.installed.bot_user)
        return
    say(world, target.channel, target.user, payload)


def say(world: Workspace, channel: Channel, user: str, payload: Payload) -> Message:
    """Post what an app answers: for the person alone, unless it says `in_channel`."""
    check_content(world, payload)
    everybody = payload.get("response_type") == "in_channel"
    thread_ts = payload.get("thread_ts")
    return world.post(
        channel,
        world.installed.bot_user,
        content(payload),
        thread_ts=thread_ts if thread_ts in channel.messages else None,
        by_bot=True,
        viewer=None if everybody else user,
        sent=payload,
    )


def direct(world: Workspace, channel: Channel, user: str, answer: Any) -> Message | None:
    """What an app answers to a command with its ack: text, a message, or nothing."""
    if not answer:
        return None
    payload = {"text": answer} if isinstance(answer, str) else dict(answer)
    if limits.refusal(payload) is not None:
        return None
    return say(world, channel, user, payload)


def _posts(payload: Payload) -> bool:
    return "replace_original" not in payload and "response_type" in payload


def _there(message: Message | None) -> Message:
    if message is None or message.deleted:
        raise Refused("message_not_found")
    return message
