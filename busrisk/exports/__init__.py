"""The exports room: one Table leaves as workbook or CSV, always with its marking, edition and date."""
