"""Answer sheets filled in, copied, scanned and photographed by chance, and how well they are read."""
