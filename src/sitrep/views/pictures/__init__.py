"""Pictures: charts and maps as SVG, the same for a page, a report and a document. docs/maps-and-charts.md shows how each is asked for."""
