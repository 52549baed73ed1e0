"""The notebooks of the documents: run from their first cell, their outputs kept without what always changes.

``python tests/docs_notebooks.py`` runs them and writes their outputs anew where what they say has changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
SECONDS = 120


def executed(path: Path) -> Any:
    """The notebook with the outputs of a run just now."""
    notebook = nbformat.read(path, as_version=4)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        coalesce_streams=True,
    )
    client.execute()
    # Of the machine, not of the notebook.
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def said(notebook: Any) -> list[list[str]]:
    """What the outputs of each code cell say: their text; of a picture, that there is one."""
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cells.append([text for output in cell.outputs for text in _texts(output)])
    return cells


def _texts(output: Any) -> list[str]:
    if output.output_type == "stream":
        return [f"{output.name}: {output.text}"]
    if output.output_type == "error":
        return [f"error: {output.ename}: {output.evalue}"]
    data = output.data
    pictures = sorted(kind for kind in data if kind.startswith("image/"))
    # The sizes of a figure differ with the fonts of the machine.
    return [re.sub(r"Figure size \S+", "Figure", data.get("text/plain", "")), *pictures]


def main() -> None:
    """Runs them and writes those anew that say something else."""
    for path in NOTEBOOKS:
        old, new = nbformat.read(path, as_version=4), executed(path)
        if said(old) != said(new):
            nbformat.write(new, path)
            print(f"{path.relative_to(ROOT)}: written anew")


if __name__ == "__main__":
    main()
