"""Records -> release: people are counted, small counts left out, the rest rounded. Nothing else sees people's rows."""
