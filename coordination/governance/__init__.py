"""Who may see what, and who saw what: the log's pages, the resident's sheet, settings and sharing agreements."""
