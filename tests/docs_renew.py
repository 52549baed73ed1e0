"""Writes anew what the documents show of the program, after a change that changes it. Read the difference."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import docs_blocks
    import docs_notebooks
    import docs_written

    docs_written.main()
    docs_blocks.main([])
    docs_notebooks.main()
