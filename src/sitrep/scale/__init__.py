"""The same pipeline over an archive: shards read apart, claims brought together by time and place, on one core or a cluster."""
