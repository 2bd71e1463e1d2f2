"""The network as a client: addresses that may be fetched, fetching within limits, robots.txt, feeds and the pages they lead to."""
