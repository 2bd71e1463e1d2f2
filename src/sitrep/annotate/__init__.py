"""Documents become annotations: places, times, figures, actors, attributions."""
