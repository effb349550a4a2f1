"""What an author may type into a field: ids, lines and prose, dates, clause keys, closed choices, marks, numerals."""
