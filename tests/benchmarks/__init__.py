"""Measurements, printed and never asserted: ratios within one run, so that the machine matters little."""
