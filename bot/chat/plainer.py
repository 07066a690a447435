"""A message that a platform refuses for its form, in plainer and plainer ones until it is taken.

A picture or an address that it does not like, a part that it does not know any more: a platform
refuses the whole message, and hardly says for what. Better plain than lost.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

import structlog

from bot.domain.errors import PlatformProblem, Rejected

_log = structlog.get_logger()
_Content = TypeVar("_Content")
_Result = TypeVar("_Result")
_ABOUT_CONTENT = {PlatformProblem.REFUSED, PlatformProblem.TOO_LONG}


class Form(NamedTuple, Generic[_Content]):
    """What to send, and what it does without."""

    content: _Content
    without: str = "nothing"


async def taken(
    plainer: Iterator[Form[_Content]], attempt: Callable[[_Content], Awaitable[_Result]]
) -> _Result:
    """What came of the first form that was taken; each is attempted once, and made only then.

    Only a refusal of the content leads to the next form. Raises what else `attempt` raises, and
    the first refusal where none is taken.
    """
    try:
        return await attempt(next(plainer).content)
    except Rejected as error:
        refusal = _of_content(error)
    for form in plainer:
        try:
            done = await attempt(form.content)
        except Rejected as error:
            _of_content(error)
        else:
            _log.warning("shown plainer", without=form.without, why=str(refusal))
            return done
    raise refusal


def _of_content(error: Rejected) -> Rejected:
    """The error, where another content may be taken; raises it where not."""
    if error.problem not in _ABOUT_CONTENT:
        raise error
    return error
