"""What each unit has that is counted on the whole site, or must be called as nothing else there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain

from mingze.checks.bank_lint import unasked_duties
from mingze.loading import Loaded
from mingze.renewal.facts import UnitHolds
from mingze.views.division import WHOLE


def held_by_unit(loaded: Loaded, owner: Mapping[str, str]) -> dict[str, UnitHolds]:
    """Return what each unit has that is counted, or must be called as nothing else; that of no unit under ""."""
    catalog, file_of = loaded.catalog, loaded.origins.file_of
    ids: defaultdict[str, list[str]] = defaultdict(list)
    types: defaultdict[str, set[str]] = defaultdict(set)
    questions, key_points = Counter[str](), Counter[str]()
    for bank in catalog.banks.values():
        unit = owner.get(file_of(bank), WHOLE)
        ids[unit] += [*(one.id for one in bank.items), *(one.id for one in bank.groups)]
        types[unit] |= {one.type.value for one in bank.items}
        questions[unit] += len(bank.items)
    for id_, key_point in catalog.key_points.items():
        unit = owner.get(file_of(key_point), WHOLE)
        ids[unit].append(id_)
        key_points[unit] += 1
    unasked: defaultdict[str, list[str]] = defaultdict(list)
    for duty in chain.from_iterable(unasked_duties(catalog)):
        unasked[owner.get(file_of(duty), WHOLE)].append(duty.id)
    return {
        unit: UnitHolds(
            tuple(sorted(ids[unit])),
            tuple(sorted(types[unit])),
            questions[unit],
            key_points[unit],
            tuple(unasked[unit]),
        )
        for unit in {*ids, *unasked, *owner.values()}
    }
