"""Imported questions that are not finished: written to ``quizzes/drafts/``, compared at the next import, accepted."""
