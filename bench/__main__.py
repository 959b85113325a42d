"""`make bench`: our figures beside their floors, in one run, on this machine. Only ratios carry over to another."""

import json
import sys
import time
from collections.abc import Callable

from bench import autosave, earlier, form_pages, letters, letters_memory, letters_path, places, queue
from bench.stage import Stage, ready
from portal.settings import ROOT

PARTS: dict[str, Callable[[Stage], dict[str, float]]] = {
    "autosave": autosave.measure,
    "earlier": earlier.measure,
    "form_pages": form_pages.measure,
    "letters": letters.measure,
    "letters_memory": letters_memory.measure,
    "letters_path": letters_path.measure,
    "places": places.measure,
    "queue": queue.measure,
}
GOALS = {
    "autosave_throughput_vs_floor": ">= 0.7",
    "autosave_latency_vs_floor": "<= 1.5",
    "form_page_vs_empty": "<= 2",
    "form_script_kb": "<= 30",
    "first_page_kb": "<= 70",
    "letter_pdf_kb": "<= 60",
    "letter_vs_weasyprint": "<= 0.65",
    "letters_path_vs_drawing": ">= 0.8",
    "queue_1m_vs_1k": "<= 1.2",
    "queue_filtered_1m_vs_1k": "<= 1.2",
    "queue_page_vs_floor": "<= 3",
    "queue_statements_1m_minus_1k": "== 0",
    "search_1m_vs_1k": "<= 1.5",
    "search_statements_1m_minus_1k": "== 0",
    "take_next_1m_vs_1k": "<= 1.5",
    "take_next_statements_1m_minus_1k": "== 0",
    "postcodes_load_s": "< 15",
    "request_page_20_earlier_vs_none": "<= 2",
    "worker_memory_growth": "<= 1.2",
}


def main(names: list[str]) -> None:
    """Run the parts named (all when none is), print the table and keep what they found in bench/results.json."""
    results: dict[str, float] = {}
    for name in names or list(PARTS):
        started = time.perf_counter()
        with ready() as stage:
            results |= PARTS[name](stage)
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)
    for name, figure in sorted(results.items()):
        print(f"{name:34} {figure:12.3f}   {GOALS.get(name, '')}")
    kept = ROOT / "bench" / "results.json"
    others = json.loads(kept.read_text()) if names and kept.exists() else {}
    kept.write_text(json.dumps(others | results, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
