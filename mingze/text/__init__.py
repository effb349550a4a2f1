"""How Chinese texts are compared: what counts as the same answer in a gap."""
