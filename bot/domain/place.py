"""Where messages go, and those that stand there."""

from bot.domain.base import Label, Model, Name


class Place(Model):
    """Where a message goes; `thread` is the platform's id of the parent message."""

    platform: Label
    workspace: Name
    channel: Name
    thread: Name | None = None

    @property
    def surroundings(self) -> "Place":
        """The channel that a thread is in."""
        return self.model_copy(update={"thread": None})

    @property
    def root(self) -> "PostRef | None":
        """The message that a thread is under."""
        return PostRef(place=self.surroundings, id=self.thread) if self.thread else None


class PostRef(Model):
    """A message that a platform has accepted, by the platform's own id."""

    place: Place
    id: Name
