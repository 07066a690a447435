"""Nothing that people or papers wrote is more than words to Slack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.rendering.escape import escape, unlinked
from bot.domain.base import inline
from tests.adapters.slack.mrkdwn import JOINER, LOOK_ALIKES, acts, read, shown
from tests.presentation.any_digest import LAW, words

ATTACKS = [
    "<!channel>",
    "<!here|here>",
    "<@U0123ABCD>",
    "<#C0123ABCD|general>",
    "<!subteam^S0123>",
    "<!date^1392734382^{date}^https://evil.example|x>",
    "<https://evil.example|arxiv.org>",
    "&lt;!channel&gt; &amp;lt;!here&amp;gt;",
    "https://evil.example/a?b=c",
    "HTTPS://EVIL.EXAMPLE",
    "www.7-evil.example",
    "evil.example.com",
    "evil。com",
    "mailto:a@evil.example",
    "slack://channel?id=C1",
    "@channel @here @everyone @Someone ＠channel",
    "#general",
    ":smile::tada: 12:30:45 :한글:",
    "*bold* _it_ ~s~ `code` ```block```",
    "*굵게*는 _강조_는",
    "> quote",
    ">>> quote",
    "- item",
    "1. item",
    "• item",
    "*<https://evil.example|*x*>*",
    "a\n> b\n- c",
    "\u202e<!channel>\u200b@\u2060here",
    "@\u2060channel",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_would_act_is_words(attack: str) -> None:
    """Each does something in Slack when it is sent as it is, and is read as it was written here."""
    assert acts(attack) or read(attack) != attack

    assert acts(escape(attack)) == []
    assert read(escape(attack)) == inline(attack)


PIECES = st.sampled_from([*"<>&@#*_~`:./|!^-1 aé한漢\n", "&lt;", "&amp;", "www.", "http", JOINER])


@LAW
@given(st.lists(PIECES, max_size=14).map("".join) | words() | st.text(max_size=30))
def test_no_text_acts_and_every_text_is_read_as_it_was_written(text: str) -> None:
    """The law of the one function through which everything goes that Slack reads as markup."""
    assert acts(escape(text)) == []
    assert read(escape(text)) == inline(text).translate(LOOK_ALIKES)


@LAW
@given(st.lists(PIECES, max_size=14).map("".join) | words())
def test_what_clients_make_links_of_is_only_text(text: str) -> None:
    """Slack says that clients may link addresses in plain text, and it turns entities back."""
    kept = unlinked(text)

    assert [one for one in acts(kept) if one.startswith(("domain", "mail"))] == []
    assert "://" not in kept
    assert shown(kept) == kept
    assert kept.replace(JOINER, "") == inline(text)


@pytest.mark.parametrize(
    "text", ["A* search", "SWE_bench ~10% of 3*4*5", "성능이 2.5점 높음", "C# and #2, Fig. 3"]
)
def test_words_with_a_mark_are_read_as_they_are(text: str) -> None:
    """Titles of papers are full of them."""
    assert read(escape(text)) == text
    assert unlinked(text) == text
