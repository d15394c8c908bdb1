"""Tagged texts out: rows of JSON, CSV and Parquet, and files that a killed run can go on with."""
