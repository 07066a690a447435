"""What of Slack's messages is for us, and what it says."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.hearing.incoming import message_of, read_text, removed_of
from bot.domain.conversation import IncomingMessage

BOT = "UBOT"
ROOT, TS = "1771200000.000100", "1771200060.000200"


def _message(**fields: Any) -> dict[str, Any]:
    """A message in a thread."""
    said = {"user": "UANN", "text": "How many steps?", "ts": TS, "thread_ts": ROOT}
    return {"type": "message", "channel": "C1", **said, **fields}


def _changed(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    told = {"type": "message", "subtype": "message_changed", "channel": "C1", "hidden": True}
    return {**told, "message": now, "previous_message": before, "ts": "1771200099.000900"}


def _heard(event: dict[str, Any]) -> IncomingMessage | None:
    return message_of(event, "T1", BOT)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("see <https://arxiv.org/abs/2602.00001>", "see https://arxiv.org/abs/2602.00001"),
        ("see <http://arxiv.org/abs/2602.00001|arxiv.org/abs/2602.00001>", "see http://arxiv.org/abs/2602.00001"),
        ("<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"),
        ("what of <https://a.example/p|that paper>?", "what of that paper?"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("in <#C2|papers> or <#C3>", "in #papers or #C3"),
        ("on <!date^1771200000^{date}|16 February>", "on 16 February"),
        ("*bold* :tada: 1 < 2", "*bold* :tada: 1 < 2"),
        ("&lt;@UEVE&gt; and &lt;!here&gt;", "<@UEVE> and <!here>"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_people_see_it(text: str, plain: str) -> None:
    """A question with markup in it would find no passage, and typed brackets are no mention."""
    assert read_text(text, BOT) == (plain, False, False)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@UBOT> how many?", "how many?"),
        ("<@UBOT|papers>, how many?", "how many?"),
        ("so <@UBOT>: how many?", "so: how many?"),
        ("how many <@UBOT>?", "how many?"),
        ("<@UBOT>\n<@UBOT> how many?", "how many?"),
        ("<@UBOT>", ""),
    ],
)
def test_the_mention_of_the_bot_is_no_part_of_the_question(text: str, plain: str) -> None:
    """The same question with and without it must be the same question."""
    assert read_text(text, BOT) == (plain, True, False)


@pytest.mark.parametrize(
    "mention", ["<@UANN>", "<@UBOTTOM>", "<@W9|ann>", "<!here>", "<!channel|channel>", "<!subteam^S1|@ml>"]
)  # fmt: skip
def test_whoever_else_is_mentioned_is_told_apart(mention: str) -> None:
    """The bot must not answer what is said to somebody else, nor learn who that is."""
    assert read_text(f"{mention} is this so?", BOT) == ("@someone is this so?", False, True)


def test_a_message_in_a_thread_is_heard_in_its_thread() -> None:
    """Thread, message and author are the keys under which a question is kept."""
    heard = _heard(_message())

    assert heard is not None
    assert (heard.place.workspace, heard.place.channel, heard.place.thread) == ("T1", "C1", ROOT)
    assert (heard.id, heard.author, heard.text, heard.direct) == (
        TS,
        "UANN",
        "How many steps?",
        False,
    )


def test_a_channel_is_not_overheard() -> None:
    """What people say to each other outside of threads is none of our business."""
    assert _heard(_message(thread_ts=None)) is None


def test_a_message_does_not_get_into_a_thread_by_its_own_replies() -> None:
    """Slack gives the first message of a thread a thread, too; its edit is not for us."""
    root = _message(thread_ts=TS)

    assert _heard(_changed(root, root | {"text": "How many weights?"})) is None


@given(st.text())
def test_whatever_is_typed_is_read_as_it_was_typed(text: str) -> None:
    """What people type comes escaped: nothing of it can pass for a mention or a link."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert read_text(escaped, BOT) == (text, False, False)


@pytest.mark.parametrize("kind", ["message", "app_mention"])
def test_a_mention_in_the_channel_begins_a_thread_under_itself(kind: str) -> None:
    """Both events of one message must come out the same, or it would be answered twice."""
    heard = _heard(_message(type=kind, thread_ts=None, text="<@UBOT> how many?"))

    assert heard is not None
    assert (heard.place.thread, heard.mentions_bot) == (TS, True)


def test_a_direct_message_is_for_the_bot_without_a_mention() -> None:
    """Nobody else is there."""
    heard = _heard(_message(channel="D1", thread_ts=None))

    assert heard is not None
    assert (heard.direct, heard.place.thread) == (True, TS)


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_a_question_with_a_file_or_sent_to_the_channel_too_is_a_question(subtype: str) -> None:
    """Slack gives these a subtype although a person wrote them."""
    assert _heard(_message(subtype=subtype)) is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"user": BOT},
        {"bot_id": "B7"},
        {"subtype": "bot_message", "bot_id": "B7", "user": None},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"subtype": "message_replied"},
        {"user": "USLACKBOT"},
        {"user": None},
    ],
)
def test_what_no_person_wrote_is_ignored(fields: dict[str, Any]) -> None:
    """Two bots in a thread would talk to each other for ever."""
    assert _heard(_message(**fields)) is None


def test_an_edit_is_heard_as_the_message_it_changes() -> None:
    """The question is asked anew in its own place."""
    heard = _heard(_changed(_message(), _message(text="How many weights?")))

    assert heard is not None
    assert (heard.id, heard.text, heard.place.thread) == (TS, "How many weights?", ROOT)


@pytest.mark.parametrize(
    "now",
    [
        _message(attachments=[{"title": "unfurled"}]),
        _message(reply_count=3),
        _message(subtype="tombstone", text="This message was deleted.", user="USLACKBOT"),
        _message(user=BOT, text="an answer of ours that grew"),
        _message(bot_id="B1", text="another bot's edit"),
    ],
)
def test_a_change_that_is_no_persons_edit_is_ignored(now: dict[str, Any]) -> None:
    """Slack tells of unfurls, replies and our own streaming as changes."""
    assert _heard(_changed(_message(), now)) is None


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_deleted", "channel": "C1", "deleted_ts": TS, "previous_message": _message()},
        _changed(_message(), _message(subtype="tombstone", user="USLACKBOT")),
    ],
)  # fmt: skip
def test_a_deleted_message_is_known_by_what_it_was(event: dict[str, Any]) -> None:
    """Its question has to be forgotten, in a thread's first message too, which stays as a tombstone."""
    removed = removed_of(event, "T1", BOT)

    assert removed is not None
    assert not removed.ours
    assert (removed.place.channel, removed.place.thread, removed.message) == ("C1", ROOT, TS)


@pytest.mark.parametrize(
    "event",
    [
        _message(),
        _changed(_message(), _message(text="How many weights?")),
        {"subtype": "message_deleted", "channel": "C1", "previous_message": _message(bot_id="B1")},
        {"subtype": "message_deleted", "channel": "C1"},
    ],
)
def test_nothing_else_counts_as_deleted(event: dict[str, Any]) -> None:
    """Another program's message is no question that was taken back."""
    assert removed_of(event, "T1", BOT) is None


def test_a_message_of_ours_that_is_deleted_is_told_apart() -> None:
    """It is no question taken back; a digest that somebody removes by hand begins with one."""
    ours = _message(user=BOT, bot_id="B1", ts=ROOT)

    removed = removed_of(_changed(ours, _message(subtype="tombstone")), "T1", BOT)

    assert removed is not None
    assert (removed.ours, removed.message) == (True, ROOT)


@pytest.mark.parametrize(
    ("edited", "at"),
    [({"edited": {"user": "UANN", "ts": "1771200090.000100"}}, 90.0001), ({}, 99.0009)],
)
def test_an_edit_knows_when_it_was_made(edited: dict[str, Any], at: float) -> None:
    """Slack brings edits late and in any order: only its own times tell which is the last."""
    now = _message(text="How few steps?", **edited)

    heard, first = _heard(_changed(_message(), now)), _heard(_message())

    assert heard is not None
    assert heard.edited_at == dt.datetime.fromtimestamp(1771200000 + at, dt.UTC)
    assert first is not None
    assert first.edited_at is None


def test_a_guest_of_a_shared_channel_is_heard_like_everybody_there() -> None:
    """They read the answers anyway; the place is of the workspace that the bot is installed in."""
    heard = _heard(_message(user="UGUEST", team="T2", user_team="T2", source_team="T2"))

    assert heard is not None
    assert (heard.author, heard.place.workspace) == ("UGUEST", "T1")
