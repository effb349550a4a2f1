"""Types of questions, a module each. What all have and must answer stands in `mingze.questions.question_type`."""

from mingze.questions.answer_cell import BadCell
from mingze.questions.blank import Blank
from mingze.questions.choice import ChoiceQuestion
from mingze.questions.group import Entry, QuestionGroup
from mingze.questions.interaction import (
    Choosing,
    Filling,
    Interaction,
    Judging,
    Pairing,
    Sequencing,
    Writing,
)
from mingze.questions.judge import Judge
from mingze.questions.match import Match
from mingze.questions.multiple import MultipleChoice
from mingze.questions.order import Order
from mingze.questions.question_type import (
    BLANK,
    GAP,
    LETTERS,
    Alternative,
    AnswerPlace,
    BadResponse,
    BaseQuestion,
    PartList,
    Printed,
    QuestionType,
)
from mingze.questions.registry import MODELS, Question
from mingze.questions.rules import QUESTION_RULES
from mingze.questions.short import ShortAnswer
from mingze.questions.single import SingleChoice

__all__ = [
    "BLANK",
    "GAP",
    "LETTERS",
    "MODELS",
    "QUESTION_RULES",
    "Alternative",
    "AnswerPlace",
    "BadCell",
    "BadResponse",
    "BaseQuestion",
    "Blank",
    "ChoiceQuestion",
    "Choosing",
    "Entry",
    "Filling",
    "Interaction",
    "Judge",
    "Judging",
    "Match",
    "MultipleChoice",
    "Order",
    "Pairing",
    "PartList",
    "Printed",
    "Question",
    "QuestionGroup",
    "QuestionType",
    "Sequencing",
    "ShortAnswer",
    "SingleChoice",
    "Writing",
]
