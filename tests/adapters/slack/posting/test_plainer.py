"""What Slack refuses for its form is said more plainly, step by step, and never lost."""

import json

import pytest
from aiohttp import web

from adapters.slack.platform import SlackPlatform
from adapters.slack.posting.plainer import forms
from adapters.slack.render import plan
from bot.domain.conversation import ReplyTo
from bot.domain.errors import PlatformProblem, Rejected
from bot.domain.language import Language
from bot.domain.message import Action, Actions, Feedback, Image, Message, Paragraph, Span
from bot.domain.place import Place
from bot.presentation.catalogue import catalogue
from tests.builders import answer, ref, statement
from tests.servers.slack import faults
from tests.servers.slack.messages import Channel
from tests.servers.slack.messages import Message as Shown
from tests.servers.slack.server import Slack

ADDRESS = "https://example.org/shears"
PART = Message(
    summary="a paper",
    blocks=(
        Paragraph(text=(Span(text="It prunes "), Span(text="in one pass", link=ADDRESS))),
        Paragraph(text=(Span(text="<!channel> & a second line"),)),
        Image(url="https://cdn.example/shears.png", alt="a thumbnail"),
        Actions(actions=(Action(action="why_rating", subject="2602.00001", label="Why?"),)),
        Feedback(question="7.1", good="Good", bad="Bad"),
    ),
)
TEXTS = ["rich_text", "rich_text"]
# What Slack will not have, the types of blocks that are left then, and the attempts that it takes.
STEPS = {
    "nothing": ("never there", [*TEXTS, "image", "actions", "context_actions"], 1),
    "pictures": ('"image"', [*TEXTS, "actions", "context_actions"], 2),
    "feedback": ('"context_actions"', [*TEXTS, "actions"], 3),
    "rich text": ('"rich_text"', ["section"], 4),
    "blocks": ('"type"', [], 5),
}


def refusing(what: str, code: str = "invalid_blocks") -> faults.Fault:
    """Blocks that hold something are refused, as an old client or plan does it."""

    async def fault(request: web.Request, accept: faults.Accept) -> web.StreamResponse:
        if what in json.dumps((await request.json()).get("blocks")):
            return web.json_response({"ok": False, "error": code})
        return await accept()

    return fault


def place(channel: Channel, thread: str | None = None) -> Place:
    return Place(platform="slack", workspace=channel.team, channel=channel.id, thread=thread)


async def said(slack: Slack, platform: SlackPlatform, method: str, what: str) -> Shown:
    """The part as it stands there in the end, where a method refuses something."""
    team, alice = slack.channel("papers"), slack.person("alice")
    soon = Message(summary="soon", blocks=(Paragraph(text=(Span(text="soon"),)),))
    posted = await platform.post(place(team), soon, "key") if method == "chat.update" else None
    slack.api.faults.always(method, refusing(what))
    if posted:
        await platform.edit(posted, PART)
    elif method == "chat.postEphemeral":
        await platform.private(alice.id).post(place(team), PART, "key")
        return team.private[-1]
    else:
        await platform.post(place(team), PART, "key")
    return team.posts[0]


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "chat.postEphemeral"])
@pytest.mark.parametrize(("what", "left", "attempts"), STEPS.values(), ids=STEPS)
async def test_each_step_leaves_out_what_is_refused_and_keeps_the_words(
    slack: Slack, platform: SlackPlatform, method: str, what: str, left: list[str], attempts: int
) -> None:
    """Slack does not say which block it will not have."""
    shown = await said(slack, platform, method, what)

    assert [block["type"] for block in shown.blocks] == left
    words = shown.words if left else shown.text
    assert "It prunes in one pass" in words
    assert "a second line" in words
    assert not slack.alerts
    assert len(slack.calls(method)) == attempts
    assert (shown.metadata is None) == (method == "chat.postEphemeral")


async def test_a_refusal_by_a_commands_address_is_said_plainer_too(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Whatever is said to one person alone."""
    team, alice = slack.channel("papers"), slack.person("alice")
    slack.world.fetches_image = lambda _: False

    alone = platform.private(alice.id, slack.response_url(alice.id, team))
    await alone.post(place(team), PART, "key")

    (shown,) = team.private
    assert [block["type"] for block in shown.blocks] == [*TEXTS, "actions", "context_actions"]


async def test_what_it_costs_is_logged_once(
    slack: Slack, platform: SlackPlatform, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever runs the bot learns why the buttons are gone."""
    await said(slack, platform, "chat.postMessage", '"context_actions"')

    (line,) = [one for one in capsys.readouterr().out.splitlines() if "plainer" in one]
    assert "feedback" in line
    assert "invalid_blocks" in line


async def test_what_is_refused_in_any_form_is_told_by_the_first_refusal(
    slack: Slack, platform: SlackPlatform
) -> None:
    """The later ones only say that there are no blocks."""
    team = slack.channel("papers")
    codes = ["msg_blocks_too_long", *["invalid_blocks"] * 4]
    slack.fail("chat.postMessage", *map(faults.error, codes))

    with pytest.raises(Rejected, match="msg_blocks_too_long") as caught:
        await platform.post(place(team), PART, "key")

    assert caught.value.problem is PlatformProblem.TOO_LONG
    assert len(slack.calls("chat.postMessage")) == 5


@pytest.mark.parametrize("code", ["missing_scope", "cant_update_message", "edit_window_closed"])
async def test_other_refusals_are_not_argued_with(
    slack: Slack, platform: SlackPlatform, code: str
) -> None:
    """No form of a message gives a permission."""
    team = slack.channel("papers")
    posted = await platform.post(place(team), PART, "key")
    slack.fail("chat.update", faults.error(code))

    with pytest.raises(Rejected):
        await platform.edit(posted, PART)

    assert len(slack.calls("chat.update")) == 1


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize("what", ['"context_actions"', '"rich_text"', '"type"'])
async def test_an_answer_is_shown_whatever_slack_will_not_have(
    slack: Slack, platform: SlackPlatform, what: str, *, direct: bool
) -> None:
    """Nobody is left below "reading"."""
    alice = slack.person("alice")
    asked = await alice.says(alice.direct if direct else slack.channel("papers"), "how fast?")
    to = ReplyTo(
        place=place(asked.channel, asked.ts),
        language=Language.EN,
        papers=(ref(),),
        question=asked.ts,
        asker=alice.id,
    )
    one = statement("It takes four steps.")
    slack.api.faults.always("chat.update", refusing(what))

    stream = await platform.open_answer(to)
    await stream.finish(answer(one))

    (reply,) = asked.replies
    assert one.text in (reply.words or reply.text)
    assert catalogue(Language.EN).answer.reading not in f"{reply.words} {reply.text}"


def test_a_long_message_keeps_its_limits_without_its_form() -> None:
    """A section takes 3,000 characters; all words are there."""
    words = [f"Sentence {n} goes on and on." for n in range(900)]
    lines = [" ".join(words[first : first + 60]) for first in range(0, 900, 60)]
    paragraphs = tuple(Paragraph(text=(Span(text=line),)) for line in lines)
    whole = Message(summary="much", blocks=paragraphs)
    sections = [
        block["text"]["text"]
        for part in plan(whole)
        for form in forms(part)
        if form.without == "form, links and buttons"
        for block in form.content["blocks"]
    ]

    assert all(len(text) <= 3_000 for text in sections)
    assert " ".join(sections).replace("\n", " ") == " ".join(words)
