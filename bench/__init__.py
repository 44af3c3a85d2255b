"""How fast is it, against what could be? Measurements as ratios within one run."""
