"""What documents said, kept by content; never what was concluded from it. Losing all of it costs time, nothing else."""
