"""`Platform` for what one person alone sees."""

import datetime as dt
import itertools
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.posting.plainer import forms
from adapters.slack.render import plan
from adapters.slack.wire.calls import Calls
from adapters.slack.wire.client import SECONDS, quiet
from adapters.slack.wire.errors import as_ours, refusal
from adapters.slack.words import slack_words
from bot.chat.draft import Draft
from bot.chat.patiently import patiently
from bot.chat.plainer import taken
from bot.domain.conversation import Answer, Orphan, ReplyTo, Statement
from bot.domain.errors import Gone, PlatformError, PlatformProblem, Rejected
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import AnswerStream, Gaps

_log = structlog.get_logger()
_USES = 5  # of a response_url, within 30 minutes


class ResponseUrl:
    """Where Slack takes replies to a command, also in channels that the bot is no member of.

    Nothing replaces what was said before: Slack adds a message for each, whatever a reply to a
    command asks for (https://github.com/slackapi/bolt-python/issues/1268), and a reply to a
    button would replace the message with the button, for everybody.
    """

    def __init__(self, calls: Calls, address: str) -> None:
        client = calls.client
        self.uses = _USES
        self._client = AsyncWebhookClient(
            address,
            timeout=SECONDS,
            proxy=client.proxy,
            session=client.session,
            retry_handlers=[],
            logger=quiet,
        )

    async def send(self, content: dict[str, Any]) -> None:
        """Say it, once. Raises a `PlatformError`; its address is a secret and in none."""
        self.uses -= 1
        with as_ours("response_url"):
            reply = await self._client.send(
                **content, response_type="ephemeral", replace_original=False
            )
        if reply.status_code in {404, 410}:
            raise Gone("response_url: takes no more replies", problem=PlatformProblem.NO_MESSAGE)
        if reply.status_code != 200:
            told = _told(reply.body) if 400 <= reply.status_code < 500 else {}
            raise refusal("response_url", reply.status_code, reply.headers, told)


def _told(body: str) -> Mapping[str, Any]:
    """What a refusal says: an object, or the code alone."""
    try:
        told = json.loads(body)
    except ValueError:
        return {"error": body.strip()}
    return told if isinstance(told, dict) else {}


class PrivatePlatform:
    """One person's view: by a `response_url` while that takes replies, else by chat.postEphemeral.

    Give the address of a slash command; that of a button serves a thread badly. Nothing posted
    here can be changed, and none of it is kept by Slack: `find` finds nothing, `delete` does
    nothing, `link` knows none, and `edit` raises `Rejected`.
    """

    def __init__(self, calls: Calls, person: str, response_url: str | None = None) -> None:
        self._calls = calls
        self._person = person
        self._address = ResponseUrl(calls, response_url) if response_url else None
        self._numbers = itertools.count(1)

    @property
    def gaps(self) -> Gaps:
        """None: one person is told a few things."""
        return Gaps()

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Slack's limits."""
        return plan(message)

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """Say it, once; another time only in a plainer form."""
        await taken(forms(part), partial(self._say, place))
        return PostRef(place=place, id=f"private-{next(self._numbers)}")

    async def begin_thread(self, post: PostRef, title: str) -> None:
        """Nothing: nobody else is there."""

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """Nothing: Slack keeps none of it."""

    async def edit(self, post: PostRef, part: Message) -> None:
        """Raises `Rejected`."""
        raise Rejected("what one person alone sees cannot be edited")

    async def delete(self, post: PostRef) -> None:
        """Nothing: it goes away by itself."""

    async def delete_answer(self, orphan: Orphan) -> None:
        """Nothing: it goes away by itself."""

    async def own_posts(self, thread: Place) -> list[PostRef]:
        """None."""
        return []

    async def link(self, post: PostRef) -> str | None:
        """None."""

    def how_to_invite(self, language: Language) -> str:
        """By a command of Slack's."""
        return slack_words(language).how_to_invite

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """Begin an answer that says what it has to say in a few messages."""
        answer = PrivateAnswer(self, self._calls, to)
        await answer.begin()
        return answer

    async def _say(self, place: Place, content: dict[str, Any]) -> None:
        if self._address and self._address.uses:
            try:
                await self._address.send(content)
            except Gone as error:
                _log.info("a response_url takes no more replies", why=str(error))
                self._address = None
            else:
                return
        await self._calls.write(
            "chat.postEphemeral",
            channel=place.channel,
            thread_ts=place.thread,
            user=self._person,
            **content,
        )


class PrivateAnswer:
    """`AnswerStream`: that the paper is read, the first statement, the rest.

    Where Slack leaves in doubt whether it took something it is said again: one person may see it
    twice, which is better than never.
    """

    post = None

    def __init__(self, platform: PrivatePlatform, calls: Calls, to: ReplyTo) -> None:
        self._platform = platform
        self._calls = calls
        self._place = to.place
        self._draft = Draft(to)
        self._said = 0  # blocks
        self._first = True

    async def begin(self) -> None:
        """Say that the paper is being read. Raises a `PlatformError`."""
        await patiently(self._calls.clock, partial(self._say, self._draft.message()))
        self._said = len(self._draft.blocks)

    async def show(self, statement: Statement) -> None:
        """Say the first one, if that can be done at once; all others come with the rest."""
        self._draft.add(statement)
        if not self._first:
            return
        self._first = False
        try:
            await self._say(self._draft.since(self._said))
        except PlatformError as error:
            _log.warning("an answer was not shown yet", why=str(error))
        else:
            self._said = len(self._draft.blocks)

    async def finish(self, answer: Answer) -> None:
        """Say the rest. Raises a `PlatformError`."""
        self._draft.end(answer)
        await self._end()

    async def abort(self, reason: str) -> None:
        """Say why there is no more. Raises a `PlatformError`."""
        self._draft.break_off(reason)
        await self._end()

    async def leave(self) -> None:
        """Say nothing more."""

    async def _end(self) -> None:
        for part in plan(self._draft.since(self._said)):
            await patiently(self._calls.clock, partial(self._say, part))

    async def _say(self, part: Message) -> None:
        for one in plan(part):
            await self._platform.post(self._place, one, "")
