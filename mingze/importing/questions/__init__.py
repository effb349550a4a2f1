"""Questions of other programs and of texts, read to drafts: nothing guessed, nothing lost unannounced.

Layers: a reader gives a `FoundBank` of a file's bytes (`bank_formats.py` says which reader, `found_bank.py` what it
gives); what the bank and the site hold is compared, drafted (`quizzes/drafts/`) and, once finished, accepted.
"""
