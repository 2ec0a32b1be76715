"""What hosts really run: looked at, written down with its date, kept, compared. The command line alone comes here."""
