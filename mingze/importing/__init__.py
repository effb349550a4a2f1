"""Files of other programs to drafts in the site's own format, with every line of them accounted for (DESIGN 16).

A reader of `mingze.importing.files` gives lines with their places; an importer makes a draft of them and says of each
line whether it is in the draft or left out and why. Nothing is written without being asked for.
"""
