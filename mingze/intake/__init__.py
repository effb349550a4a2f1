"""Filled answer sheets taken in: every page accounted for, what is not plain shown to a person, answer files written.

`mingze.intake.take_in` reads the pages of files into one `mingze.intake.intake_records.Intake`: what a page
for people (核对.html) is made from. What they decide comes back as `核对结果.json` (`mingze.intake.settlement`), which
the next run applies. Nothing here guesses: a row that is in doubt or unanswered is decided by a person, or stays open.
"""
