"""Lay out a page that names others once: it begins with the page numbers of the kit before.

A wrong number is mended as WeasyPrint mends a missing one: the page is laid out again.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from interview_kit.stages.write.engine.wrapping import replace_everywhere

_MOST = 1000


def remember() -> None:
    """Wrap the collecting of counters, and of the pages that other pages name."""
    _mend_targets()
    _remember_pages()


def _remember_pages() -> None:
    from weasyprint import layout
    from weasyprint.css.targets import TargetCollector

    begin, store = layout.initialize_page_maker, TargetCollector.cache_target_page_counters
    kept: dict[str, dict[str, list[int]]] = {}

    def cache_target_page_counters(self: Any, anchor: str, values: dict[str, list[int]], *place: Any) -> None:
        if len(kept) > _MOST:
            kept.clear()
        kept[anchor] = deepcopy(values) | {"pages": [0]}  # how many there are is not known at first
        store(self, anchor, values, *place)

    def initialize_page_maker(context: Any, root_box: Any) -> None:
        begin(context, root_box)
        collector = context.target_collector
        for anchor, item in collector.target_lookup_items.items():
            if anchor in kept and item.state == "up-to-date":
                item.cached_page_counter_values = deepcopy(kept[anchor])
        for (_, token), lookup in collector.counter_lookup_items.items():
            if token == "content" and not kept.keys().isdisjoint(lookup.missing_target_counters):
                lookup.parse_again({})

    TargetCollector.cache_target_page_counters = cache_target_page_counters
    replace_everywhere(begin, initialize_page_maker)


def _mend_targets() -> None:
    """Lay out a page with `target-counter` twice, not three times, which is a fault of WeasyPrint 70.

    A counter of another element was also listed as one of the element's own, and under no name where the
    element is named by `attr(href)`.
    """
    from weasyprint.css.targets import TargetCollector

    collect = TargetCollector.collect_missing_counters

    def collect_missing_counters(self: Any, box: Any, token: Any, parse_again: Any, *lists: Any) -> None:
        missing, of_targets = lists
        own = [] if any(missing is each for each in of_targets.values()) else missing
        href = (box.element.get("href") or "").removeprefix("#") if None in of_targets else ""
        named = {href if name is None else name: counters for name, counters in of_targets.items()}
        collect(self, box, token, parse_again, own, named)

    TargetCollector.collect_missing_counters = collect_missing_counters
