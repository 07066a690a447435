"""Commands, buttons and modals, to a real bolt app by Socket Mode and by HTTP alike."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.servers.slack.conftest import refusal
from tests.servers.slack.server import Slack

Bolted = tuple[Slack, AsyncApp]

INPUT = {
    "type": "input",
    "block_id": "question",
    "label": {"type": "plain_text", "text": "Question"},
    "element": {"type": "plain_text_input", "action_id": "words"},
}
MODAL = {
    "type": "modal",
    "callback_id": "papers_question",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Ask"},
    "blocks": [INPUT],
}


def button(action_id: str, value: str) -> dict[str, Any]:
    label = {"type": "plain_text", "text": "Ask"}
    element = {"type": "button", "action_id": action_id, "value": value, "text": label}
    return {"type": "actions", "block_id": "row", "elements": [element]}


async def test_a_command_is_answered_with_its_ack_and_later_by_its_address(bolted: Bolted) -> None:
    """Both are seen by the asker alone; the address takes five answers."""
    slack, app = bolted
    refused: list[Any] = []

    @app.command("/papers")
    async def run(ack: Any, command: dict[str, Any], respond: Any) -> None:
        await ack(f"{command['text']}?")
        for number in range(5):
            await respond(str(number))
        refused.append(await respond("six"))

    alice, bob, team = slack.person("alice"), slack.person("bob"), slack.channel("papers")

    await alice.runs("/papers", "오늘", team)
    await slack.until(lambda: refused)

    assert sorted(m.words for m in alice.private(team)) == ["0", "1", "2", "3", "4", "오늘?"]
    assert bob.private() == []
    assert (refused[0].status_code, refused[0].body) == (404, "used_url")


async def test_an_address_is_good_for_half_an_hour_and_for_one_kind_of_answer_each(
    bolted: Bolted,
) -> None:
    """Private, for everybody, in place of the message with the button, or away with it."""
    slack, app = bolted
    found: dict[str, Any] = {}

    @app.action("ask")
    async def press(ack: Any, respond: Any) -> None:
        await ack()
        found["respond"] = respond

    alice, team = slack.person("alice"), slack.channel("papers")
    await app.client.chat_postMessage(channel=team.id, text="a", blocks=[button("ask", "1")])
    (post,) = team.posts
    await alice.presses(post, "ask")

    respond = found["respond"]
    await respond("only you", replace_original=False, response_type="ephemeral")
    await respond("all", replace_original=False, response_type="in_channel")
    await respond("instead", replace_original=True)
    assert [m.words for m in alice.sees(team)] == ["instead", "only you", "all"]

    await respond(delete_original=True)
    assert [m.words for m in team.posts] == ["all"]

    slack.clock.advance(1_801)
    assert (await respond("late")).body == "expired_url"


async def test_a_button_tells_its_message_except_of_one_that_is_private(bolted: Bolted) -> None:
    """Slack sends no content of private messages: an app cannot read its own there."""
    slack, app = bolted
    bodies: list[Any] = []

    @app.action("ask")
    async def press(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack()

    alice, team = slack.person("alice"), slack.channel("papers")
    blocks = [button("ask", "2602.11111")]
    root = await app.client.chat_postMessage(channel=team.id, text="root")
    await app.client.chat_postMessage(
        channel=team.id, text="a", blocks=blocks, thread_ts=root["ts"]
    )
    await app.client.chat_postEphemeral(channel=team.id, user=alice.id, text="b", blocks=blocks)

    await alice.presses(team.posts[0].replies[0], "ask")
    await alice.presses(alice.private(team)[0], "ask")

    public, private = bodies
    assert public["message"]["text"] == "a"
    assert public["container"]["thread_ts"] == root["ts"]
    assert public["actions"][0]["value"] == "2602.11111"
    assert private["container"]["is_ephemeral"]
    assert "message" not in private


async def test_a_modal_opens_once_and_within_three_seconds(bolted: Bolted) -> None:
    """A trigger is spent by its use, and soon too old: the ack must not come first and work after."""
    slack, app = bolted
    triggers: list[str] = []

    @app.command("/papers")
    async def run(ack: Any, command: Any) -> None:
        triggers.append(command["trigger_id"])
        await ack()

    alice, team = slack.person("alice"), slack.channel("papers")
    await alice.runs("/papers", "ask", team)
    await alice.runs("/papers", "ask", team)
    used, late = triggers

    await app.client.views_open(trigger_id=used, view=MODAL)
    again = await refusal(app.client.views_open(trigger_id=used, view=MODAL))
    slack.clock.advance(3)
    after = await refusal(app.client.views_open(trigger_id=late, view=MODAL))
    wrong = await refusal(app.client.views_open(trigger_id="1.2.x", view=MODAL))

    assert [told["error"] for told in (again, after, wrong)] == [
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
    ]


async def test_a_modal_stays_with_its_errors_and_closes_when_it_is_taken(bolted: Bolted) -> None:
    """As people see it: the line under the input, and then the modal gone."""
    slack, app = bolted

    @app.command("/papers")
    async def run(ack: Any, command: Any, client: Any) -> None:
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        await ack()

    @app.view("papers_question")
    async def take(ack: Any, view: Any) -> None:
        if view["state"]["values"]["question"]["words"]["value"]:
            await ack()
        else:
            await ack(response_action="errors", errors={"question": "A question, please."})

    alice = slack.person("alice")
    await alice.runs("/papers", "ask", slack.channel("papers"))
    modal = alice.modal
    assert modal is not None

    await alice.submits(modal)
    assert alice.modal is modal
    assert modal.errors == {"question": "A question, please."}

    await alice.submits(modal, words="What is new?")
    assert alice.modal is None


async def test_buttons_of_a_home_and_under_an_answer_tell_what_they_are(bolted: Bolted) -> None:
    """A home has no message; a pair of feedback buttons is one element with two values."""
    slack, app = bolted
    bodies: list[Any] = []

    @app.action(re.compile("ask|verdict"))
    async def press(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack()

    alice, team = slack.person("alice"), slack.channel("papers")
    good, bad = (
        {"text": {"type": "plain_text", "text": word}, "value": word} for word in ("good", "bad")
    )
    pair = {"type": "feedback_buttons", "positive_button": good, "negative_button": bad}
    below = {"type": "context_actions", "elements": [pair | {"action_id": "verdict"}]}
    await app.client.chat_postMessage(channel=team.id, text="a", blocks=[below])
    await app.client.views_publish(
        user_id=alice.id, view={"type": "home", "blocks": [button("ask", "1")]}
    )
    assert alice.home is not None

    await alice.presses(team.posts[0], "verdict", value="bad")
    await alice.presses(alice.home, "ask")

    verdict, asked = bodies
    assert (verdict["actions"][0]["type"], verdict["actions"][0]["value"]) == (
        "feedback_buttons",
        "bad",
    )
    assert asked["container"] == {"type": "view", "view_id": alice.home.id}
    assert "response_url" not in asked


async def test_a_modal_is_updated_while_it_is_open_and_as_it_was_seen(bolted: Bolted) -> None:
    """Not after it was closed, and not over a change that the app has not seen."""
    slack, app = bolted

    @app.command("/papers")
    async def run(ack: Any, command: Any, client: Any) -> None:
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        await ack()

    @app.view("papers_question")
    async def take(ack: Any) -> None:
        await ack()

    alice, client = slack.person("alice"), app.client
    await alice.runs("/papers", "ask", slack.channel("papers"))
    modal = alice.modal
    assert modal is not None
    seen, name = modal.hash, modal.id
    later = MODAL | {"title": {"type": "plain_text", "text": "Later"}}

    await client.views_update(view_id=name, hash=seen, view=later)
    stale = await refusal(client.views_update(view_id=name, hash=seen, view=MODAL))
    assert alice.modal is not None
    assert alice.modal.content["title"]["text"] == "Later"

    await alice.submits(modal)
    closed = await refusal(client.views_update(view_id=name, view=MODAL))

    assert [told["error"] for told in (stale, closed)] == ["hash_conflict", "not_found"]
