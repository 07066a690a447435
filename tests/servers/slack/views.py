"""The methods that show something beside messages: `views.*` and `assistant.threads.*`."""

from tests.servers.slack import limits
from tests.servers.slack.call import Call, Refused, channel_of, own_message
from tests.servers.slack.chat import check_images
from tests.servers.slack.messages import Message, Payload
from tests.servers.slack.workspace import View, Workspace

# https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts and …setStatus
MOST_PROMPTS, MOST_LOADING_MESSAGES = 4, 10


def open_view(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/views.open."""
    key, content = call.need("trigger_id", "view")
    trigger = world.triggers.get(str(key))
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if trigger.until <= world.clock.now():
        raise Refused("expired_trigger_id")
    view = _checked(world, content, trigger.user, "modal")
    trigger.used = True
    world.modals[trigger.user].append(view)
    world.bell.ring()
    return {"view": view.wire(world.installed.team_id, world.installed)}


def update_view(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/views.update."""
    (content,) = call.need("view")
    named = call.args.get("external_id")
    wanted = [
        view
        for view in world.views.values()
        if view.id == call.args.get("view_id")
        or (named and view.content.get("external_id") == named)
    ]
    if not wanted or wanted[0].closed:
        raise Refused("not_found")
    view = wanted[0]
    _check_hash(call, view)
    replace_view(world, view, content)
    return {"view": view.wire(world.installed.team_id, world.installed)}


def publish(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/views.publish."""
    user, content = call.need("user_id", "view")
    if user not in world.people:
        raise Refused("user_not_found")
    before = world.homes.get(user)
    if before is not None:
        _check_hash(call, before)
    view = _checked(world, content, str(user), "home")
    world.homes[user] = view
    world.bell.ring()
    return {"view": view.wire(world.installed.team_id, world.installed)}


def replace_view(world: Workspace, view: View, content: Payload) -> None:
    """Show something else in a view that is open."""
    fresh = _checked(world, content, view.user, "modal")
    del world.views[fresh.id]
    view.content, view.hash, view.errors = fresh.content, fresh.hash, {}
    world.bell.ring()


def set_status(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/assistant.threads.setStatus."""
    name, ts = call.need("channel_id", "thread_ts")
    loading = call.args.get("loading_messages") or []
    if "status" not in call.args or len(loading) > MOST_LOADING_MESSAGES:
        raise Refused("invalid_arguments")
    _thread(world, name, ts).status = str(call.args["status"])
    world.bell.ring()
    return {}


def set_title(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/assistant.threads.setTitle."""
    name, ts, title = call.need("channel_id", "thread_ts", "title")
    _thread(world, name, ts).title = str(title)
    world.bell.ring()
    return {}


def set_prompts(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts."""
    name, ts, prompts = call.need("channel_id", "thread_ts", "prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise Refused("invalid_arguments")
    if any(set(prompt) != {"title", "message"} for prompt in prompts):
        raise Refused("invalid_arguments")
    _thread(world, name, ts).prompts = prompts
    world.bell.ring()
    return {}


def _checked(world: Workspace, content: Payload, user: str, kind: str) -> View:
    found = limits.view_refusal(content)
    if found is not None:
        raise Refused.because(found)
    if content["type"] != kind:
        raise Refused("invalid_arguments")
    check_images(world, content["blocks"], "/view/blocks")
    name = content.get("external_id")
    taken = [v for v in world.views.values() if not v.closed and v.user == user]
    if name and any(v.content.get("external_id") == name for v in taken):
        raise Refused("duplicate_external_id")
    view = View(f"V{world.number():09d}", user, content, hash=f"{world.clock.ts()}.hash")
    world.views[view.id] = view
    return view


def _check_hash(call: Call, view: View) -> None:
    if call.args.get("hash") not in (None, "", view.hash):
        raise Refused("hash_conflict")


def _thread(world: Workspace, name: str, ts: str) -> Message:
    channel = channel_of(world, name)
    message = channel.messages.get(str(ts))
    if message is None or message.deleted or message.thread_ts is not None:
        raise Refused("invalid_thread_ts")
    return message if message.by_bot is False else own_message(channel, ts, "invalid_thread_ts")
