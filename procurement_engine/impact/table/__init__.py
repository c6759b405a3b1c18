"""Tables that people bring, CSV or workbook, read with the cell every value stands in."""
