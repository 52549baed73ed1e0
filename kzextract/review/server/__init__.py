"""The review server: fact-checkers decide on every claim, and an append-only log keeps every decision."""
