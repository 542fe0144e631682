"""Predict one task of the evaluation data with the parts as shipped.

`python -m bench.quality TASK --data FILE --out PRED.json`; FILE may lack every
gold field. The forms of FILE and PRED are those of the evaluation's scorer.
"""

import argparse
import importlib
import json
from pathlib import Path

TASKS = ("quotes", "summaries", "stories", "pages", "questions")


def main() -> None:
    """Write the predictions for one task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--pages", type=Path, help="folder of the HTML files (default: beside FILE)"
    )
    args = parser.parse_args()
    task = importlib.import_module(f"bench.tasks.{args.task}")
    predictions = task.predict(args.data, args.pages or args.data.parent / "pages")
    args.out.write_text(json.dumps(predictions, ensure_ascii=False), encoding="utf8")


if __name__ == "__main__":
    main()
