"""`explain PATH:LINE`: only the runs, predictions and networks that have to do with a line."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def focused(record: Json, line: int, cell: int | None = None) -> Json:
    """The record without the parts that no place of theirs ties to the line."""
    path = record["path"]
    networks = {number for number, one in enumerate(record["networks"]) if _touches(one, path, line, cell)}
    runs = [one for one in record["runs"] if one["network"] in networks or _touches(one, path, line, cell)]
    numbers = {record["runs"].index(one) for one in runs}
    predictions = [
        one
        for one in record["predictions"]
        if one["run"] in numbers or one["network"] in networks or _touches(one, path, line, cell)
    ]
    wanted = sorted(networks | {one["network"] for one in (*runs, *predictions) if one["network"] is not None})
    numbering = {old: new for new, old in enumerate(wanted)}
    run_numbering = {record["runs"].index(one): new for new, one in enumerate(runs)}
    return {
        **record,
        "networks": [record["networks"][number] for number in wanted],
        "runs": [{**one, "network": numbering.get(one["network"])} for one in runs],
        "predictions": [
            {**one, "network": numbering.get(one["network"]), "run": run_numbering.get(one["run"])}
            for one in predictions
        ],
        "standardisations": [one for one in record["standardisations"] if _touches(one, path, line, cell)],
        "unknown": [one for one in record["unknown"] if _touches(one, path, line, cell)],
    }


def _touches(part: Any, path: str, line: int, cell: int | None) -> bool:
    """Whether a place anywhere in a part of the record covers the line."""
    if isinstance(part, list):
        return any(_touches(each, path, line, cell) for each in part)
    if not isinstance(part, dict):
        return False
    if "end_line" in part:
        here = part["path"] == path and part["cell"] == cell
        return bool(here and part["line"] <= line <= part["end_line"])
    return any(_touches(each, path, line, cell) for each in part.values())
