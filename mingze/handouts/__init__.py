"""Documents on paper and slides: one neutral outline (`blocks`) from the catalog, and a writer for each format."""
