"""Questions typed as rows: Excel workbooks, separated values, tables of texts."""
