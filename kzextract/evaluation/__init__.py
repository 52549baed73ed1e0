"""How good the records are: gold files, and precision, recall and F1 against them."""
