"""What a site holds in the formats of other programs: questions for their banks, texts as open data.

A format is a module that writes; `mingze.exchange.format_names` names them. The same content gives the same bytes. What
a format cannot hold is told before anything is written.
"""
