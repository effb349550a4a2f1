"""Every kind of page is visited once, and looked at in every way that holds for all of them.

A probe is given the page as the probes before it left it: in this order the screen seldom takes another size. Those of
the table's first part see it folded, as it opens. Whatever fails is told by its probe's name, and the others are looked
at all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from bench.page_kinds import KINDS, PageKind
from tests.browser import test_ways as ways
from tests.browser.conftest import PHONE, Opener
from tests.browser.test_elder import no_size_makes_a_page_wider_than_the_phone
from tests.browser.test_paper import everything_is_readable_without_scripts
from tests.browser.test_reading import page_fits_a_narrow_screen_and_reads_large

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROBES: tuple[Callable[[PageKind, Page], None], ...] = (
    ways.skip_link_comes_first_and_leads_into_the_page,
    ways.keyboard_reaches_everything_in_order_and_seen,
    ways.bar_is_for_phones_and_the_place_is_marked,
    ways.anchor_brings_its_target_into_view,
    page_fits_a_narrow_screen_and_reads_large,
    ways.nothing_sticks_out_sideways,
    # from here on all is unfolded
    ways.side_list_is_for_wide_screens_and_the_place_is_marked,
    ways.text_is_large_and_targets_are_wide,
    no_size_makes_a_page_wider_than_the_phone,
)


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, reduced_motion="reduce", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_page(kind: PageKind, opened: Opener, served_site: str, scriptless: Page) -> None:
    page = opened(kind.path, PHONE)
    faults: list[Exception] = []

    def looked(probe: Callable[[], None], name: str) -> None:
        try:
            probe()
        except Exception as fault:
            fault.add_note(f"{kind.name}: {name}")
            faults.append(fault)

    for probe in PROBES:
        looked(lambda probe=probe: probe(kind, page), probe.__name__)  # type: ignore[misc]
    ways.resize(page, PHONE)
    scriptless.goto(f"{served_site}/{kind.path}")
    looked(lambda: everything_is_readable_without_scripts(page, scriptless), "everything_is_readable_without_scripts")
    if faults:
        raise ExceptionGroup(f"{kind.name}: {len(faults)}", faults)
