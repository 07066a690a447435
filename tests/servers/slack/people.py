"""What a person in a workspace can do and see: the driver of the tests."""

from typing import TYPE_CHECKING, Any

from tests.servers.slack import events, responses, views
from tests.servers.slack.delivery import Envelope
from tests.servers.slack.messages import Channel, Message, Payload, buttons
from tests.servers.slack.typed import typed
from tests.servers.slack.workspace import View

if TYPE_CHECKING:
    from tests.servers.slack.server import Slack


class Person:
    """Somebody. All that they do returns when the app has taken it, or has failed to.

    `errors` are the lines that Slack itself shows them when the app does not answer.
    """

    def __init__(self, slack: "Slack", user: str) -> None:
        self.id = user
        self.mention = f"<@{user}>"
        self.errors: list[str] = []
        self._slack = slack
        self._world = slack.world
        self._news = slack.news

    async def says(
        self, channel: Channel, text: str, thread: Message | None = None, **more: Any
    ) -> Message:
        """Write; `text` as Slack gives it to apps (`<@U…>` for a mention, `&lt;` for <)."""
        parent = (thread.thread_ts or thread.ts) if thread else None
        message, heard = self._news.hears(
            lambda: self._world.post(channel, self.id, typed(text), thread_ts=parent, **more)
        )
        bot = self._world.installed.bot_user
        if f"<@{bot}>" in text and channel.kind != "im":
            heard.append(self._news.event(events.mention(message)))
        await self._news.told(heard)
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Change what they wrote."""
        _, heard = self._news.hears(lambda: self._world.edit(message, typed(text), by=self.id))
        await self._news.told(heard)

    async def deletes(self, message: Message) -> None:
        """Delete a message; with replies under it a tombstone stays."""
        _, heard = self._news.hears(lambda: self._world.delete(message))
        await self._news.told(heard)

    async def runs(self, command: str, text: str, channel: Channel) -> Envelope:
        """Give a slash command."""
        allowed = self._world.installed.commands
        assert allowed is None or command in allowed, f"{command} is in no manifest"
        body = events.command(self._world, command, text, self.id, channel)
        body["response_url"] = self._slack.response_url(self.id, channel)
        envelope = await self._news.interaction("slash_commands", body)
        if envelope.taken:
            responses.direct(self._world, channel, self.id, envelope.answer)
        else:
            self.errors.append(f"{command} failed with the error “dispatch_failed”")
        return envelope

    async def presses(
        self, where: Message | View, action_id: str, nth: int = 0, value: str | None = None
    ) -> Envelope:
        """Press a button whose `action_id` is this or begins so: the `nth`, or that of a value."""
        there = where.buttons if isinstance(where, Message) else buttons(where.content["blocks"])
        fitting = [
            b
            for b in there
            if b["action_id"].startswith(action_id) and value in (None, b.get("value"))
        ]
        assert len(fitting) > nth, f"no button {action_id} ({value}) among {there}"
        if isinstance(where, View):
            body = events.pressed_in_view(self._world, self.id, where, fitting[nth])
        else:
            body = events.pressed(self._world, self.id, where, fitting[nth])
            body["response_url"] = self._slack.response_url(self.id, where.channel, where)
        return await self._interacts(body)

    async def submits(self, view: View, **values: str) -> Envelope:
        """Send a modal off, with what was put into its inputs, by `action_id`."""
        body = events.submitted(self._world, self.id, view, values)
        envelope = await self._interacts(body)
        if envelope.taken:
            self._after(view, envelope.answer or {})
        return envelope

    async def uses(self, callback_id: str, message: Message) -> Envelope:
        """Choose a shortcut from the menu of a message."""
        allowed = self._world.installed.shortcuts
        assert allowed is None or callback_id in allowed, f"{callback_id} is in no manifest"
        body = events.shortcut(self._world, self.id, message, callback_id)
        body["response_url"] = self._slack.response_url(self.id, message.channel)
        return await self._interacts(body)

    async def opens_home(self, tab: str = "home") -> None:
        """Look at the app's home."""
        shown = self._world.homes.get(self.id)
        event: Payload = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.direct.id,
            "tab": tab,
            "event_ts": self._world.clock.ts(),
        }
        if shown is not None:
            event["view"] = shown.wire(self._world.installed.team_id, self._world.installed)
        await self._news.happens(event)

    async def opens_assistant(self, looking_at: Channel | None = None) -> Message:
        """Open the assistant pane: a new thread in the direct messages, its root returned."""
        ours = self._world.installed
        root = Message(
            self.direct,
            self._world.clock.ts(),
            ours.bot_user,
            {"text": "New Assistant Thread"},
            by_bot=True,
            subtype="assistant_app_thread",
        )
        self.direct.add(root)
        place = looking_at.id if looking_at else ""
        await self._news.happens(
            events.assistant_thread("assistant_thread_started", ours, root, place)
        )
        return root

    async def looks_at(self, channel: Channel, root: Message) -> None:
        """Go to another channel while the assistant pane is open."""
        await self._news.happens(
            events.assistant_thread(
                "assistant_thread_context_changed", self._world.installed, root, channel.id
            )
        )

    async def joins(self, channel: Channel) -> None:
        """Join a channel, which Slack also writes into it."""
        channel.members.add(self.id)
        text = f"{self.mention} has joined the channel"
        _, heard = self._news.hears(
            lambda: self._world.post(channel, self.id, {"text": text}, subtype="channel_join")
        )
        heard.append(self._news.event(self._moved("member_joined_channel", channel)))
        await self._news.told(heard)

    async def kicks_bot(self, channel: Channel) -> None:
        """Remove the bot from a channel."""
        bot = self._world.installed.bot_user
        channel.members.discard(bot)
        await self._news.happens(self._moved("member_left_channel", channel) | {"user": bot})

    async def archives(self, channel: Channel) -> None:
        """Archive a channel."""
        channel.archived = True
        event = {"type": "channel_archive", "channel": channel.id, "user": self.id}
        await self._news.happens(event | {"event_ts": self._world.clock.ts()})

    @property
    def direct(self) -> Channel:
        """Their direct messages with the bot."""
        return self._world.direct(self.id)

    @property
    def modal(self) -> View | None:
        """The modal that they have before them."""
        return next((v for v in reversed(self._world.modals[self.id]) if not v.closed), None)

    @property
    def home(self) -> View | None:
        """What the app's home shows them."""
        return self._world.homes.get(self.id)

    def private(self, channel: Channel | None = None) -> list[Message]:
        """What they alone were shown, oldest first: in a channel, or anywhere."""
        places = [channel] if channel else self._world.channels.values()
        found = [m for place in places for m in place.private if m.viewer == self.id]
        return sorted((m for m in found if not m.deleted), key=lambda m: float(m.ts))

    def sees(self, channel: Channel, thread: Message | None = None) -> list[Message]:
        """What stands before them in a channel or a thread, in order."""
        root = thread.ts if thread else None
        shared = channel.thread(root) if root else channel.posts
        own = [m for m in self.private(channel) if m.thread_ts == root]
        return sorted([*shared, *own], key=lambda m: float(m.ts))

    async def _interacts(self, body: Payload) -> Envelope:
        envelope = await self._news.interaction("interactive", body)
        if not envelope.taken:
            self.errors.append("We had some trouble connecting. Try again?")
        return envelope

    def _after(self, view: View, answer: Payload) -> None:
        match answer.get("response_action"):
            case "errors":
                view.errors = dict(answer["errors"])
            case "update":
                views.replace_view(self._world, view, answer["view"])
            case "clear":
                for shown in self._world.modals[self.id]:
                    shown.closed = True
            case _:
                view.closed = True
        self._world.bell.ring()

    def _moved(self, kind: str, channel: Channel) -> Payload:
        return {
            "type": kind,
            "user": self.id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": self._world.installed.team_id,
            "event_ts": self._world.clock.ts(),
        }
