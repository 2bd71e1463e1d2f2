"""What leaves a record for other programs: each format one function over a selection, written whole or not at all."""
