"""Treaty text -> obligations: what each clause pledges, and a whole treaty as a proposal for the facts."""

from .clause import PLEDGES, Clause
from .output import article_rows, clause_row
from .proposal import draft, proposal
from .read import read_clause
from .text import ReadArticle, TreatyText, read_treaty

__all__ = [
    "PLEDGES", "Clause", "ReadArticle", "TreatyText", "article_rows", "clause_row", "draft", "proposal", "read_clause",
    "read_treaty",
]  # fmt: skip
