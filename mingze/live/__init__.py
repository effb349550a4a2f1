"""The live hall: phones of a whole hall answer what the presenter mode shows; what is acknowledged is stored.

HTTP alone: phones ask what stands on the screen and wait for it to change, and send answers that are acknowledged after
the commit. The presenter mode (``mingze/web/hall/``) stays the only engine of a session; here are its log, the people,
their answers. An examination is a hall that sits a paper (``exam_*.py``, ``mingze/web/proctor/``). See
docs/decisions/030-live-hall.md.
"""
