"""Files that are brought over HTTP, imported by a job, and taken back."""
