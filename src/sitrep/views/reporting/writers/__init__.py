"""Writers: the report as HTML, PDF, DOCX and Markdown."""
