"""Bytes become documents: text, web pages, JSONL, PDF; the only stage that opens files of reports."""
