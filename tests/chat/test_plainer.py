"""A message that is refused for its form."""

from collections.abc import Iterator

import pytest

from bot.chat.plainer import Form, taken
from bot.domain.errors import NotSent, PlatformError, PlatformProblem, Rejected

TOO_LONG = Rejected("too long", problem=PlatformProblem.TOO_LONG)
REFUSED = Rejected("an emoji", problem=PlatformProblem.REFUSED)
FORBIDDEN = Rejected("no permission", problem=PlatformProblem.NO_PERMISSION)


class Chat:
    """Refuses what it is told to refuse; keeps what it was asked, and which forms were made."""

    def __init__(self, **refusals: PlatformError) -> None:
        self.asked: list[str] = []
        self.made: list[str] = []
        self._refusals = refusals

    async def attempt(self, content: str) -> str:
        self.asked.append(content)
        if error := self._refusals.get(content):
            raise error
        return f"took {content}"

    def forms(self) -> Iterator[Form[str]]:
        for content in ("rich", "bare", "text"):
            self.made.append(content)
            yield Form(content)


async def test_what_is_taken_is_sent_once() -> None:
    """Drawing a message is what posting it costs: no other form of it is made."""
    chat = Chat()

    assert await taken(chat.forms(), chat.attempt) == "took rich"

    assert (chat.asked, chat.made) == (["rich"], ["rich"])


async def test_a_refused_form_leads_to_a_plainer_one() -> None:
    """A picture that cannot be fetched must not cost an answer."""
    chat = Chat(rich=REFUSED, bare=TOO_LONG)

    assert await taken(chat.forms(), chat.attempt) == "took text"


async def test_where_nothing_is_taken_the_first_refusal_is_told() -> None:
    """It says what was wrong with what we meant to say."""
    chat = Chat(rich=TOO_LONG, bare=REFUSED, text=REFUSED)

    with pytest.raises(Rejected) as caught:
        await taken(chat.forms(), chat.attempt)

    assert caught.value is TOO_LONG


@pytest.mark.parametrize("error", [FORBIDDEN, NotSent("slow down", retry_after=3)], ids=str)
@pytest.mark.parametrize("refused", ["rich", "bare"])
async def test_what_is_not_about_the_content_is_raised_at_once(
    error: PlatformError, refused: str
) -> None:
    """No other words get a permission, and a pause is not to be used for trying."""
    chat = Chat(**({"rich": REFUSED} | {refused: error}))

    with pytest.raises(type(error)) as caught:
        await taken(chat.forms(), chat.attempt)

    assert caught.value is error
    assert chat.asked[-1] == refused
