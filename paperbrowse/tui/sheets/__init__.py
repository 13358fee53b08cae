"""The tabs as sheets: what each shows of what is known, and what it says where nothing is."""
