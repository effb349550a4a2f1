"""What is known of the fonts is what typst prints."""

from __future__ import annotations

import pytest
import typst

from mingze.text import glyphs

SAFETY = "CO₂H₂SNO₃⁻SO₄²⁻10⁻⁶☑☐☒✔✘✓✗①⑳㉑㊿ⅠⅣⅫ℃‰≥≤≠≈±×÷μµm³㎡㎥㎜㎏Ω°′″→⇒★☆●○■□▲△※§№⚠⚡½⅓αβγΔ𠮷㙍䶮堃犇喆𬭊〇"


@pytest.mark.parametrize("character", SAFETY)
def test_signs_of_safety_texts_and_rare_names_are_printed(character: str) -> None:
    assert glyphs.printable(character) == character


@pytest.mark.parametrize("character", "😀안𡒄")
def test_what_no_font_has_is_told(character: str) -> None:
    assert glyphs.without_glyph(f"安{character}全") == {character}
    assert glyphs.printable(f"安{character}全") == "安〔缺字〕全"


def test_spaces_breaks_and_picture_marks_are_not_missing() -> None:
    assert glyphs.without_glyph("甲 \n\u00a0\u3000☑\ufe0f") == set()
    assert glyphs.printable("☑\ufe0f安全") == "☑安全"


def test_typst_prints_what_its_own_fonts_are_said_to_have() -> None:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    page = '#set document(title: "x")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fallback: false)\n'
    compiler = typst.Compiler(f"{page}#text(sys.inputs.words)".encode(), font_paths=fonts)
    words = " ".join(chr(code) for first, last in glyphs.embedded() for code in range(first, last + 1))
    assert len(words) > 4000
    compiler.compile(format="pdf", pdf_standards="ua-1", sys_inputs={"words": words})
