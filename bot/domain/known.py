"""What is known of a message, and of its thread before it, when it comes."""

from bot.domain.base import Model
from bot.domain.conversation import Question, Remark


class Known(Model):
    """Enough to decide whether to speak.

    `outdated`: the message was deleted, or changed later than it says. `question` and `remark` are
    its own, where it was heard before. `remarks` and `questions` are the newest that stood before
    it, oldest first; no question here has its answer, its state tells of it.
    """

    outdated: bool = False
    question: Question | None = None
    remark: Remark | None = None
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
