"""Questions typed as text: .txt, .md, pages, and the paragraphs and tables of Word files."""
