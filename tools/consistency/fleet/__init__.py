"""Many repositories held against each other: the rules of `check`, run per key over the claims of all of them.

source -> reading (one repository's facts) -> ties (hosts and services across repositories) -> rows (facts by key, in
partitions) -> judge (one partition) -> finish. Every step is a pure function of its input, so local processes, DuckDB
and Dask give the same bytes.
"""
