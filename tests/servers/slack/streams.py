"""The methods `chat.*Stream`: a message that grows before its reader's eyes.

What the documentation leaves out (that a stream keeps the mode it was opened in, that it ends by
itself after five minutes, that direct messages take no recipient) was seen by apps that live with it.
"""

from typing import Any

from tests.servers.slack import blocks, chat, limits
from tests.servers.slack.call import Call, Refused, channel_of, own_message, parent_of
from tests.servers.slack.messages import Channel, Message, Payload, Stream
from tests.servers.slack.workspace import Workspace

STREAM_LIFE = 300.0


def start(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.startStream."""
    name, thread_ts = call.need("channel", "thread_ts")
    channel = channel_of(world, name)
    parent = parent_of(channel, thread_ts)
    _check_recipient(world, call, channel)
    stream = Stream(world.clock.now() + STREAM_LIFE, _mode(call))
    _check_parts(world, call)
    payload = _grown({"text": "", "blocks": []}, call)
    message = world.post(
        channel,
        world.installed.bot_user,
        payload,
        thread_ts=parent,
        by_bot=True,
        sent=call.args,
        stream=stream,
    )
    return {"channel": channel.id, "ts": message.ts}


def append(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.appendStream."""
    channel, message = _open_stream(world, call)
    mode = _mode(call)
    if mode is None:
        raise Refused("no_text")
    _check_mode(message, mode)
    _check_parts(world, call)
    payload = _grown(message.payload, call)
    _check_size(payload)
    message.revise(payload)
    world.bell.ring()
    return {"channel": channel.id, "ts": message.ts}


def stop(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.stopStream."""
    channel, message = _open_stream(world, call)
    mode = _mode(call)
    if mode is not None:
        _check_mode(message, mode)
    _check_parts(world, call)
    closing = call.args.get("blocks") or []
    payload = _grown(message.payload, call)
    chat.check_content(
        world, {"text": "-", "blocks": closing, "metadata": call.args.get("metadata")}
    )
    _check_size(payload)
    ended = {"text": payload["text"], "blocks": [*payload["blocks"], *closing]}
    if call.args.get("metadata"):
        ended["metadata"] = call.args["metadata"]
    message.stream = None
    world.edit(message, ended, by=None)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message.wire(with_metadata=True),
    }


def _open_stream(world: Workspace, call: Call) -> tuple[Channel, Message]:
    name, ts = call.need("channel", "ts")
    channel = channel_of(world, name)
    message = own_message(channel, ts, "message_not_owned_by_app")
    if not message.grows(world.clock.now()):
        raise Refused("message_not_in_streaming_state")
    return channel, message


def _check_recipient(world: Workspace, call: Call, channel: Channel) -> None:
    user, team = (call.args.get(f"recipient_{who}_id") for who in ("user", "team"))
    if channel.kind == "im":
        if user or team:
            raise Refused("invalid_arguments")
        return
    if not world.streams_in_channels:
        raise Refused("channel_type_not_supported")
    if not user:
        raise Refused("missing_recipient_user_id")
    if not team:
        raise Refused("missing_recipient_team_id")
    if user not in channel.members or team != world.installed.team_id:
        raise Refused("invalid_arguments")


def _mode(call: Call) -> str | None:
    text, chunks = call.args.get("markdown_text"), call.args.get("chunks")
    if text and chunks:
        raise Refused("cannot_provide_both_markdown_text_and_chunks")
    return "text" if text else "chunks" if chunks else None


def _check_mode(message: Message, mode: str) -> None:
    if message.stream is not None:
        if message.stream.mode not in (None, mode):
            raise Refused("streaming_mode_mismatch")
        message.stream.mode = mode


def _check_parts(world: Workspace, call: Call) -> None:
    if len(call.args.get("markdown_text") or "") > blocks.MARKDOWN:
        raise Refused("msg_too_long")
    chunks = call.args.get("chunks")
    if chunks is None:
        return
    wrong = tuple(map(str, blocks.CHUNKS(chunks, "/chunks")))
    if wrong:
        raise Refused.because(limits.Refusal("invalid_chunks", wrong))
    chat.check_images(world, chunks, "/chunks")


def _grown(payload: Payload, call: Call) -> Payload:
    """The content with what a call adds to it."""
    text: str = payload["text"] + (call.args.get("markdown_text") or "")
    shown: list[Any] = list(payload["blocks"])
    if call.args.get("markdown_text"):
        _add_markdown(shown, call.args["markdown_text"])
    for chunk in call.args.get("chunks") or ():
        if chunk["type"] == "markdown_text":
            text += chunk["text"]
            _add_markdown(shown, chunk["text"])
        elif chunk["type"] == "blocks":
            shown += chunk["blocks"]
    return payload | {"text": text, "blocks": shown}


def _add_markdown(shown: list[Any], text: str) -> None:
    if shown and shown[-1]["type"] == "markdown":
        text = shown.pop()["text"] + text
    shown.append({"type": "markdown", "text": text})


def _check_size(payload: Payload) -> None:
    if len(payload["blocks"]) > blocks.BLOCKS_IN_MESSAGE:
        raise Refused("invalid_blocks")
    if limits.weight(payload["blocks"]) > limits.TEXT_OF_BLOCKS:
        raise Refused("msg_too_long")
