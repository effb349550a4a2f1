"""Every machine gets the same versions: what is declared in a range is locked with its hashes, and installed so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
LIVE = PROJECT["project"]["optional-dependencies"]["live"]
SHEETS = PROJECT["project"]["optional-dependencies"]["sheets"]
DEV = PROJECT["project"]["optional-dependencies"]["dev"]
BUILD = PROJECT["build-system"]["requires"]
ENVIRONMENTS = [
    {
        **{k: str(v) for k, v in default_environment().items()},
        **system,
        "python_version": version,
        "python_full_version": full,
    }
    for version, full in (("3.11", "3.11.2"), ("3.11", "3.11.9"), ("3.13", "3.13.1"), ("3.14", "3.14.0"))
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]
"""The machines that the README names: Debian's Python and newer ones, on Linux and Windows."""


def locked(name: str) -> list[tuple[Requirement, int]]:
    """Return what a lock pins, each with the number of its hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / "locks" / name).read_text("utf-8"))
    return [
        (Requirement(entry.split("\\\n")[0].strip()), entry.count("--hash=sha256:"))
        for entry in entries
        if entry and not entry.startswith("#")
    ]


def versions(name: str, environment: dict[str, str]) -> dict[str, str]:
    """Return the version of each package that a lock gives one machine."""
    here: dict[str, str] = {}
    for pin, _ in locked(name):
        if pin.marker is None or pin.marker.evaluate(environment):
            key = canonicalize_name(pin.name)
            assert key not in here, f"{name} 给同一台机器两个 {key}"
            here[key] = str(pin.specifier).removeprefix("==")
    return here


@pytest.mark.parametrize(
    ("lock", "declared"),
    [("runtime.txt", RUNTIME + LIVE + SHEETS + BUILD), ("dev.txt", RUNTIME + LIVE + SHEETS + BUILD + DEV)],
)
def test_what_is_declared_is_locked_within_its_range_on_every_machine(lock: str, declared: list[str]) -> None:
    for environment in ENVIRONMENTS:
        pinned = versions(lock, environment)
        for requirement in map(Requirement, declared):
            version = pinned.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} 没有锁定，请运行 make lock"
            assert version in requirement.specifier, f"{requirement}：锁定的是 {version}，请运行 make lock"


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt"])
def test_every_locked_package_has_hashes_and_one_version(lock: str) -> None:
    for pin, hashes in locked(lock):
        assert hashes, f"{pin} 没有指纹"
        assert [one.operator for one in pin.specifier] == ["=="], pin


def test_tests_run_with_the_versions_that_a_site_is_built_with() -> None:
    for environment in ENVIRONMENTS:
        assert versions("runtime.txt", environment).items() <= versions("dev.txt", environment).items()


def test_what_builds_the_package_is_locked_as_declared() -> None:
    lines = (ROOT / "locks" / "build.in").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == BUILD


@pytest.mark.parametrize("file", ["Makefile", "构建.bat", "预览.bat", "现场.bat"])
def test_nothing_is_installed_but_from_a_lock(file: str) -> None:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    installs = [line for line in lines if re.search(r"pip install\b|\$\(INSTALL\)", line) and ":=" not in line]
    assert installs
    own_versions = re.compile(r"\$\(RESOLUTION\)")  # newest and oldest: the ranges are what they try
    for line in installs:
        assert "--require-hashes" in line or "--no-deps" in line or own_versions.search(line), line
