"""What people hand in as files: start lists, their companions and answer sheets, read strictly."""
