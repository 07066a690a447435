"""The modal that takes a question about a paper.

<https://docs.slack.dev/surfaces/modals>
"""

import secrets
from collections import OrderedDict
from typing import Any

from pydantic import BaseModel, ConfigDict
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.render import QUESTION_INPUT, question_modal
from bot.chat.question_form import Sent, form_about, take
from bot.domain.place import Place

_REMEMBERED = 1_000


class _Asked(BaseModel):
    """What a modal remembers while it is open. `alone`: only its asker is to see the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    paper: str
    channel: str
    thread: str | None = None
    alone: str | None = None  # by what the address for the answer is known


class Modal:
    """Opens it, and hears what is sent."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._addresses: OrderedDict[str, str] = OrderedDict()

    async def open(self, trigger: str, paper: str, place: Place, reply_to: str | None) -> None:
        """Open it, within the three seconds that a trigger lives.

        `reply_to` is the `response_url` of a message that one person alone sees.
        """
        form = await form_about(self._desk, paper, place)
        alone = self._remember(reply_to) if reply_to else None
        asked = _Asked(paper=paper, channel=place.channel, thread=place.thread, alone=alone)
        view = question_modal(form.language, form.title, asked.model_dump_json(exclude_none=True))
        await self._desk.calls.write("views.open", trigger_id=trigger, view=view)

    def _remember(self, address: str) -> str:
        """Keep an address to answer at, which is a secret, by a name that is none.

        Slack takes it for half an hour. After a restart the answer comes as a message that the
        channel shows to its asker alone.
        """
        name = secrets.token_urlsafe(6)
        self._addresses[name] = address
        if len(self._addresses) > _REMEMBERED:
            self._addresses.popitem(last=False)
        return name

    async def submit(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A question was sent; it is in the store before the modal closes."""
        desk, view, who = self._desk, body["view"], body["user"]
        text = view["state"]["values"][QUESTION_INPUT][QUESTION_INPUT]["value"] or ""
        if not text.strip():
            errors = {QUESTION_INPUT: desk.words.write_question}
            await ack(response_action="errors", errors=errors)
            return
        asked = _Asked.model_validate_json(view["private_metadata"])
        address = self._addresses.get(asked.alone or "")
        name = who.get("name") or who.get("username") or who["id"]
        sent = Sent(
            id=f"modal-{view['id']}",
            text=text,
            paper=asked.paper,
            place=desk.place(asked.channel, asked.thread),
            by=who["id"],
            name=name,
            alone=desk.alone(who["id"], address),
            private=asked.alone is not None,
        )
        await take(desk, sent)
        await ack()
