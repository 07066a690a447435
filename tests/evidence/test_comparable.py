"""The comparable form of a text leads back to its places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.comparable import comparable


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  two \n\u00a0 words ", "two words "),
        ("an eﬃcient ex\u00adample", "an efficient example"),
        ("exam-\nple", "exam\nple"),
        ("GPT-\n4", "GPT-4"),
        ("“so” – it’s", '"so" - it\'s'),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab국어", "한국어"),
    ],
)
def test_only_form_goes(text: str, form: str) -> None:
    """Words, case and digits stay; a hyphen at a line's end is kept as a doubt."""
    assert comparable(text).text == form


_TEXT = st.lists(
    st.sampled_from("a b - \n \u00ad ﬁ é e\u0301 “ 4 % 한 か\u3099 — . '".split(" "))
    | st.text(max_size=3)
)


@settings(deadline=None)
@given(_TEXT.map(" ".join) | _TEXT.map("".join))
def test_places_rise_and_stay_inside_the_text(text: str) -> None:
    """Whatever was dropped, composed or taken apart, the quote shown is cut from the right place."""
    form = comparable(text)
    places = [(form.start(at), form.end(at)) for at in range(len(form.text))]

    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@settings(deadline=None)
@given(_TEXT.map("".join))
def test_the_bare_text_leads_back_to_the_hyphens(text: str) -> None:
    """The search runs without hyphens; what it finds is compared with them."""
    form = comparable(text)

    assert [form.text[form.bare.in_text(at)] for at in range(len(form.bare.text))] == [
        *form.bare.text
    ]
