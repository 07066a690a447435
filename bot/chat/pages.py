"""The messages that answers stand in."""

from collections import OrderedDict

_REMEMBERED = 1_000
_MOST_PAGES = 100  # an answer of ten statements, each with five long quotes, has some twenty


def page_key(question: str | None, index: int) -> str:
    """By what a message of an answer is known to be one."""
    return f"answer/{question}/{index}"


def page_keys(question: str | None) -> list[str]:
    """Those of all messages that an answer may have."""
    return [page_key(question, index) for index in range(_MOST_PAGES)]


class Answered:
    """The messages of one answer in their order, and who writes in them: the last to begin.

    Nobody does once they were deleted by us, because the question was.
    """

    def __init__(self, *posts: str) -> None:
        self.posts = list(posts)
        self.writer: object = None


class Pages:
    """Answers by the message in which they were begun.

    Kept in memory: of an answer from before a restart only that message is known, and the others
    are found by their keys.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], Answered] = OrderedDict()

    def knows(self, channel: str, post: str) -> bool:
        """Whether all messages are known of the answer that was begun in one."""
        return (channel, post) in self._answers

    def of(self, channel: str, post: str) -> Answered:
        """The answer that was begun in a message."""
        answered = self._answers.get((channel, post)) or Answered(post)
        self.remember(channel, post, answered)
        return answered

    def remember(self, channel: str, post: str, answered: Answered) -> None:
        """An answer was begun in a message."""
        self._answers[channel, post] = answered
        self._answers.move_to_end((channel, post))
        if len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)

    def give_up(self, channel: str, post: str) -> list[str]:
        """The messages that go with one; whoever still writes in them ends."""
        answered = self._answers.pop((channel, post), None)
        if answered is None:
            return [post]
        answered.writer = None
        return list(dict.fromkeys([post, *answered.posts]))
