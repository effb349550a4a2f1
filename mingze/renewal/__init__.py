"""A build of one unit of a large site, where nothing but a few texts of that unit was edited since the last build.

What others see of a unit stays as it is then, and so does every page that is not the unit's own: the last whole build
left what the unit's pages need of the rest (`facts.py`), and proof is asked for everything that could differ. What is
not proved is built whole.
"""
