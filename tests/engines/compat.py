"""Write ``features.json``: since which version browsers have what the site uses, by MDN's browser-compat-data.

Run after a style has begun to use something new, or the floor has moved: ``python -m tests.engines.compat``. Of styles
the table has what they use; of scripts, whose own names it cannot tell from a browser's, every name that is newer than
the floor.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines.npm import FOLDER, Package, file_of
from tests.engines.used import features_of, scripts, styles

TABLE = Path(__file__).with_name("features.json")
FLOOR = {"chrome": 78, "firefox": 78, "safari_ios": 13}
"""The oldest that the site promises to work in; README and 无障碍声明 say so."""
_DATA = Package(
    "@mdn/browser-compat-data@8.1.9",
    "7d8D9yzVS4ugLbt4clzc5DKU8dq85K0lRebjzpP43GxSr7vYKmczgfuEU+0beimjl5YmnHkcErtolg5t5ttb0A==",
)
_INTERFACES = re.compile(
    r"Window|Document|Element|HTML\w*Element|Node|NodeList|Event|EventTarget|KeyboardEvent|CustomEvent|Navigator|Storage|History"
    r"|Location|Performance|DOMTokenList|Range|Selection|SpeechSynthesis\w*|Clipboard|ServiceWorker\w*|Cache|CacheStorage|Response"
    r"|Request|MediaQueryList|URL|URLSearchParams|FileReader|BroadcastChannel|WakeLock\w*|CSS|Highlight\w*|SubtleCrypto|Crypto"
    r"|PageTransitionEvent|StorageManager|IDB\w+|TextDecoder|TextEncoder|AbortController|TreeWalker|CharacterData|Text"
)


def main() -> None:
    """Write the table anew."""
    file = FOLDER / "browser-compat-data-8.1.9.json"
    data = json.loads((file if file.is_file() else file_of(_DATA, "data.json", file)).read_text("utf-8"))
    known = {**_css(data["css"]), **_script(data)}
    named = used_names()
    used = sorted(name for name in known if name in named or (name.startswith("script.") and newer(known[name])))
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(known[name])}" for name in used)
    TABLE.write_text(f'{{\n  "source": "{_DATA.name}: {", ".join(FLOOR)}",\n{lines}\n}}\n', "utf-8")


def newer(versions: list[str | None]) -> bool:
    """Whether one of the oldest browsers has it not."""
    return any(
        since is None or float(_order(since)) > oldest for since, oldest in zip(versions, FLOOR.values(), strict=True)
    )


@cache
def used_names() -> frozenset[str]:
    """Return what all styles and scripts use; names of scripts as ``script.<name>``, with ``()`` where called."""
    found = {feature for path in styles() for feature in features_of(path.read_text("utf-8"))}
    for told in scripts().values():
        found |= {f"script.{name}" for name in told.get("names", ())}
    return frozenset(found)


def _css(css: dict[str, Any]) -> dict[str, list[str | None]]:
    found = {}
    for kind in ("properties", "selectors", "types"):
        for name, entry in css[kind].items():
            if "__compat" in entry:
                found[f"css.{kind}.{name}"] = _versions(entry)
            for value, inner in entry.items():
                if kind == "properties" and value != "__compat" and "__compat" in inner:
                    found[f"css.properties.{name}.{value}"] = _versions(inner)
    return found


def _script(data: dict[str, Any]) -> dict[str, list[str | None]]:
    """Take of each name the earliest that any interface has it: which one a script means is not told by the name."""
    found: dict[str, list[str | None]] = {}

    def put(name: str, entry: dict[str, Any]) -> None:
        if "__compat" in entry:
            versions = _versions(entry)
            before = found.get(name, versions)
            found[name] = [min(a, b, key=_order) for a, b in zip(before, versions, strict=True)]

    for name, entry in data["api"].items():
        if _INTERFACES.fullmatch(name):
            put(f"script.{name}()", entry)
            for member, inner in entry.items():
                if member != "__compat":
                    put(f"script.{member.removesuffix('_static')}", inner)
                    put(f"script.{member.removesuffix('_static')}()", inner)
    for name, entry in data["javascript"]["builtins"].items():
        put(f"script.{name}()", entry)
        for member, inner in entry.items():
            if member != "__compat":
                put(f"script.{member}()", inner)
    return found


def _versions(entry: dict[str, Any]) -> list[str | None]:
    return [_version(entry["__compat"]["support"].get(browser)) for browser in FLOOR]


def _version(support: Any) -> str | None:
    """Return since when a browser has it, without prefix or switch; None where it has not."""
    for one in support if isinstance(support, list) else [support]:
        if (
            one
            and not {"prefix", "alternative_name", "flags"} & set(one)
            and one["version_added"] not in (False, "preview", None)
        ):
            return str(one["version_added"]).removeprefix("≤")
    return None


def _order(version: str | None) -> float:
    return 9e9 if version is None else float(".".join(version.split(".")[:2]))


if __name__ == "__main__":
    main()
