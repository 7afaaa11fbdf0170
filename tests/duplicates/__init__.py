"""Duplicates: found, listed, judged, and told at entry, each as far as somebody sees them."""
