"""The workbench: a record to read, see and correct in a browser, and as JSON under /api."""
