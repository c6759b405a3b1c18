"""The report for people and programs: terminal, JSON, HTML, spreadsheet, minutes."""
