"""The QR codes of answer sheets, which Word and PDF draw alike."""

from __future__ import annotations

import functools

import segno

from mingze.handouts.blocks import SheetCode

_KEPT = 1024
"""Codes that are kept: the papers of a site in both forms, made as Word after they were made as PDF."""


def code_of(code: SheetCode) -> segno.QRCode:
    """Return a code without white around it; which of eight masks reads best is tried once for each of its words."""
    return _made(code.words, code.error)


@functools.lru_cache(_KEPT)
def _made(words: str, error: str) -> segno.QRCode:
    return segno.make_qr(words, error=error, boost_error=False)
