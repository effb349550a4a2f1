"""Banks of other programs are read to drafts."""
