"""The methods `chat.*` that post, change and delete messages."""

from typing import Any

from tests.servers.slack import limits
from tests.servers.slack.call import (
    Call,
    Refused,
    channel_of,
    channel_to_post,
    image_urls,
    own_message,
    parent_of,
)
from tests.servers.slack.messages import Message, Payload, content
from tests.servers.slack.schema import Fault
from tests.servers.slack.workspace import Workspace


def post_message(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.postMessage."""
    channel = channel_to_post(world, *call.need("channel"))
    thread_ts = parent_of(channel, call.args.get("thread_ts"))
    check_content(world, call.args)
    message = world.post(
        channel,
        world.installed.bot_user,
        content(call.args),
        thread_ts=thread_ts,
        by_bot=True,
        sent=call.args,
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.wire(with_metadata=True)}


def post_ephemeral(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral."""
    name, user = call.need("channel", "user")
    channel = channel_of(world, name)
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    thread_ts = parent_of(channel, call.args.get("thread_ts"))
    check_content(world, call.args)
    message = world.post(
        channel,
        world.installed.bot_user,
        content(call.args),
        thread_ts=thread_ts,
        by_bot=True,
        viewer=user,
        sent=call.args,
    )
    return {"message_ts": message.ts}


def update(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.update."""
    name, ts = call.need("channel", "ts")
    channel = channel_of(world, name)
    message = own_message(channel, ts, "cant_update_message")
    if message.grows(world.clock.now()):
        # Undocumented, seen by several apps: a message that streams is edited by nothing else.
        raise Refused("streaming_state_conflict")
    check_content(world, call.args, text_bytes=limits.TEXT_IN_UPDATE)
    kept: Payload = {} if "metadata" in call.args else {"metadata": message.metadata}
    if "blocks" not in call.args and "text" in call.args:
        kept["blocks"] = []
    message.sent = call.args
    world.edit(message, kept | content(call.args), by=world.installed.bot_user)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.wire(with_metadata=True),
    }


def delete(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.delete."""
    name, ts = call.need("channel", "ts")
    channel = channel_of(world, name)
    message = own_message(channel, ts, "cant_delete_message")
    world.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/chat.getPermalink."""
    name, ts = call.need("channel", "message_ts")
    channel = channel_of(world, name, member=False)
    message = channel.messages.get(str(ts))
    if message is None or message.deleted:
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": permalink(message)}


def permalink(message: Message) -> str:
    """Where a message is found in the browser."""
    bare = message.ts.replace(".", "")
    address = f"https://loopback.slack.com/archives/{message.channel.id}/p{bare}"
    if message.thread_ts is None:
        return address
    return f"{address}?thread_ts={message.thread_ts}&cid={message.channel.id}"


def check_content(world: Workspace, payload: Payload, text_bytes: int | None = None) -> None:
    """Raises `Refused` for a content that Slack does not take."""
    found = limits.refusal(payload, text_bytes)
    if found is not None:
        raise Refused.because(found)
    check_images(world, payload.get("blocks"))


def check_images(world: Workspace, blocks: Any, at: str = "/blocks") -> None:
    """Slack fetches each picture before it takes a message."""
    missing = [
        str(Fault("downloading image failed", where))
        for url, where in image_urls(blocks, at)
        if not world.fetches_image(url)
    ]
    if missing:
        raise Refused.because(limits.Refusal("invalid_blocks", tuple(missing)))
