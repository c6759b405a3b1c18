"""Reports as pages of headings, tables and pictures; each page is written as text, HTML or Word by one writer."""
