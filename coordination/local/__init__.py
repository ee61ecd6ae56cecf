"""The product on one machine: its servers and processes, in the foreground, with all data in one folder."""
