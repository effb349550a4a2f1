"""The site's style sheet and script, put together from the files of the components (one file each)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

WEB = Path(__file__).parent.parent / "web"
_MODES = (("dark", "(prefers-color-scheme: dark)"), ("contrast", "(prefers-contrast: more)"))


def style_sheet() -> str:
    """Return the style sheet: tokens, modes, elements, frame, components by name, print last.

    It stands in the head of every page, so that a page is drawn after one answer from the server instead of two.
    """
    parts = [_read("styles/tokens.css"), *_modes(), _read("styles/base.css"), _read("styles/frame.css")]
    parts += [path.read_text("utf-8") for path in sorted((WEB / "components").glob("*/*.css"))]
    return _without_comments("\n".join([*parts, _read("styles/older.css"), _read("styles/print.css")]))


def early_script() -> str:
    """Return the script that stands in the head of every page and runs before the first paint."""
    return _without_comments(_read("scripts/early.js"))


def resume_script() -> str:
    """Return the script that stands on the home page, behind what it fills."""
    return _without_comments(_read("scripts/resume.js"))


def script() -> str:
    """Return the script: the core, what was kept before, then the components by name.

    A classic script, so that it runs from ``file://`` too.
    """
    scripts = [WEB / "scripts" / name for name in ("core.js", "take-over.js")]
    own = {WEB / "components" / name / f"{name}.js" for name in OF_ONE_PAGE}
    files = [*scripts, *(path for path in sorted((WEB / "components").glob("*/*.js")) if path not in own)]
    return _joined(files)


OF_ONE_PAGE = ("case-card", "my-device")
"""Components that one page has: it alone loads their scripts."""


def component_script(name: str) -> str:
    """Return the script of a component `OF_ONE_PAGE`."""
    return _joined([WEB / "components" / name / f"{name}.js"])


def _joined(files: Iterable[Path]) -> str:
    """Put scripts, each of which has a scope of its own, together; what the first says of strictness holds for all."""
    first, *rest = (_without_comments(path.read_text("utf-8")) for path in files)
    return "\n".join([first, *(text.removeprefix(_STRICT) for text in rest)])


_STRICT = '"use strict";\n'


_SAVE = "../scripts/save"
_PLAYER = ("fold", "mark", "controls", "verdict", "player")
QUIZ_SCRIPTS = {
    "quiz": ("dom", "dossier", "fsrs", "records", *_PLAYER, "drafts", "standing"),
    "practice": ("dom", "fsrs", "records", "banks", "practice"),
    "practice-run": ("dossier", *_PLAYER),
    "exam": (
        *("dom", "banks", "responses", "sha256", "shuffle", "choose", "paper-number"),
        *("exam-paper", "exam-state", "exam-clock", "exam"),
    ),
    "exam-questions": ("dossier", "controls", "exam-form"),
    "exam-result": ("fold", "mark", "fsrs", "records", "verdict", _SAVE, "sheet", "exam-marks", "exam-result"),
    "sheet": ("dom", "dossier", "responses", "controls", _SAVE, "sheet", "bank-sheet"),
    "progress": ("fsrs", "records", "carried", _SAVE, "carry", "progress"),
    "records": ("fsrs", "records", "carried"),
}
"""Scripts that only some pages load, and the files they are put together from; ``exam-questions``,
``exam-result``, ``practice-run`` and ``records`` come when wanted."""


def quiz_script(name: str) -> str:
    """Return one of `QUIZ_SCRIPTS`. Raises ``KeyError`` for another name."""
    return _joined(WEB / "quiz" / f"{part}.js" for part in QUIZ_SCRIPTS[name])


HALL_SCRIPTS = {
    "hall": (
        *(f"quiz/{part}" for part in ("dom", "banks", "sha256", "shuffle", "choose", "paper-number", "exam-paper")),
        *(f"hall/{part}" for part in ("run", "kept", "fit", "question", "votes", "teams", "stage", "keys")),
        *(f"hall/{part}" for part in ("overview", "channel", "setup", "hall")),
    ),
    "hall-dossier": ("hall/dossier",),
    "hall-help": ("hall/help",),
    "hall-presenter": ("hall/presenter",),
    "hall-lesson": ("hall/lesson",),
    "hall-paper": ("scripts/qr", "hall/paper"),
    "hall-result": ("scripts/save", "hall/file", "hall/export", "hall/result"),
}
"""Scripts of the presenter mode, and what they are put together from; all but the first come when wanted."""


def hall_script(name: str) -> str:
    """Return one of `HALL_SCRIPTS`. Raises ``KeyError`` for another name."""
    return _joined(WEB / f"{part}.js" for part in HALL_SCRIPTS[name])


def hall_style() -> str:
    """Return the style sheet of the presenter mode; the other pages need not carry it in their heads."""
    return _without_comments(_read("hall/hall.css"))


SEARCH_SCRIPTS = ("unpack", "letters", "query", "clauses", "match", "nearest", "engine", "results", "recent", "panel")
"""The parts of the search page's and dialog's script, in their order."""


SCRIPTS_ON_USE = {
    "aloud": ("aloud",),
    "offline": ("offline",),
    "ruby": ("ruby",),
    "share": ("qr", "share"),
}
"""Scripts a page loads when the reader begins to use what they do, and the files they are put together from."""


def script_on_use(name: str) -> str:
    """Return one of `SCRIPTS_ON_USE`. Raises ``KeyError`` for another name."""
    return _joined(WEB / "scripts" / f"{part}.js" for part in SCRIPTS_ON_USE[name])


def search_script() -> str:
    """Return the script that searches; pages load it when the reader begins to."""
    return _joined(WEB / "search" / f"{part}.js" for part in SEARCH_SCRIPTS)


def worker_script() -> str:
    """Return the service worker, without the edition it keeps."""
    return _without_comments(_read("scripts/sw.js"))


def worker_off_script() -> str:
    """Return what stands in the service worker's place on a site that wants none."""
    return _without_comments(_read("scripts/sw-off.js"))


def _modes() -> list[str]:
    """Give each mode twice: chosen by the reader, and asked for by the system while the reader has chosen none."""
    out = []
    for mode, query in _MODES:
        rules = _read(f"styles/mode-{mode}.css")
        chosen = f':root[data-mode="{mode}"]'
        out.append(f"{rules}@media {query} {{\n{rules.replace(chosen, ':root:not([data-mode])')}}}\n")
    return out


def _without_comments(text: str) -> str:
    """Drop block comments, indentation and empty lines; our files hold none of these inside strings."""
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _read(name: str) -> str:
    return (WEB / name).read_text("utf-8")
