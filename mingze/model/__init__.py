"""The typed content of a site. Knows no YAML, no MkDocs and no HTML."""

from mingze.model.amendment import Amendment, AmendmentKind, PassageChange, PassageChangeKind, Version
from mingze.model.article import Article
from mingze.model.bank import Bank
from mingze.model.base_lock import BaseLock, BaseUpgrade
from mingze.model.catalog import Catalog
from mingze.model.catalog_parts import ArticleNotes, Assignment, LocalAdditions, Upper
from mingze.model.duty import (
    Addition,
    ArticleCommentary,
    Duty,
    DutyFile,
    Explanation,
    KeyPoint,
    Point,
    RoleAdditions,
    RoleCommentary,
    Standing,
)
from mingze.model.guidance import (
    Development,
    DevelopmentKind,
    Reach,
    ReviewedTexts,
    ScopeGroup,
    ScopeGuide,
)
from mingze.model.paper import Paper, PaperSection
from mingze.model.passages import Clause
from mingze.model.reference import Case, Term
from mingze.model.regulation import Chapter, Level, Milestone, Regulation
from mingze.model.site import Role, SiteSettings, Source, Theme
from mingze.model.verification import Verification
from mingze.questions import (
    BLANK,
    LETTERS,
    BaseQuestion,
    Blank,
    Judge,
    Match,
    MultipleChoice,
    Order,
    QuestionGroup,
    QuestionType,
    ShortAnswer,
    SingleChoice,
)
from mingze.values.clause import CitationStyle, ClauseKey
from mingze.values.fields import Allowing, Citation, Entity

__all__ = [
    "BLANK",
    "LETTERS",
    "Addition",
    "Allowing",
    "Amendment",
    "AmendmentKind",
    "Article",
    "ArticleCommentary",
    "ArticleNotes",
    "Assignment",
    "Bank",
    "BaseLock",
    "BaseQuestion",
    "BaseUpgrade",
    "Blank",
    "Case",
    "Catalog",
    "Chapter",
    "Citation",
    "CitationStyle",
    "Clause",
    "ClauseKey",
    "Development",
    "DevelopmentKind",
    "Duty",
    "DutyFile",
    "Entity",
    "Explanation",
    "Judge",
    "KeyPoint",
    "Level",
    "LocalAdditions",
    "Match",
    "Milestone",
    "MultipleChoice",
    "Order",
    "Paper",
    "PaperSection",
    "PassageChange",
    "PassageChangeKind",
    "Point",
    "QuestionGroup",
    "QuestionType",
    "Reach",
    "Regulation",
    "ReviewedTexts",
    "Role",
    "RoleAdditions",
    "RoleCommentary",
    "ScopeGroup",
    "ScopeGuide",
    "ShortAnswer",
    "SingleChoice",
    "SiteSettings",
    "Source",
    "Standing",
    "Term",
    "Theme",
    "Upper",
    "Verification",
    "Version",
]
