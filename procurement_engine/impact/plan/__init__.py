"""The impact plan: its model, its files (YAML and workbook), the library it draws indicators from."""
