"""The API: the record as JSON over HTTP, with the filters and shapes of the command line."""
