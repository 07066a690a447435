"""Discord's text as people see it."""

import pytest

from adapters.discord.hearing.incoming import read_text
from adapters.discord.hearing.modal import text_in

US = {"<@7>", "<@!7>", "<@&8>"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<@7> #1 what is it?", "#1 what is it?"),
        ("<@!7>, what is it?", "what is it?"),
        ("<@&8> 도움말", "도움말"),
        ("what is it, <@7>?", "what is it,?"),
        ("ask <@9> and <@&10> in <#11>", "ask @someone and @someone in #channel"),
        ("try </papers today:12> <:shears:13> <a:spin:14>", "try /papers today :shears: :spin:"),
        ("a < b and c > d", "a < b and c > d"),
        ("<@7>", ""),
    ],
)
def test_marks_of_discord_are_read_as_people_see_them(content: str, text: str) -> None:
    """A model must not be asked about numbers in angle brackets."""
    assert read_text(content, US) == text


@pytest.mark.parametrize(
    "components",
    [
        [{"type": 18, "component": {"custom_id": "question", "value": "why?"}}],
        [{"type": 1, "components": [{"custom_id": "question", "value": "why?"}]}],
        [{"type": 10}, {"type": 18, "component": {"custom_id": "question", "value": "why?"}}],
    ],
)
def test_a_form_is_read_in_whatever_it_is_laid_out(components: list[dict[str, object]]) -> None:
    """Discord has two ways, and may get a third."""
    assert text_in(components) == "why?"


def test_a_form_with_other_fields_has_no_question() -> None:
    """What is not ours is not asked."""
    assert text_in([{"type": 18, "component": {"custom_id": "other", "value": "x"}}]) == ""
