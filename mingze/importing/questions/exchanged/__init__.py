"""Readers of formats that say themselves what is what: GIFT, Moodle XML, Aiken, QTI 2.1, Anki, and what we export."""
