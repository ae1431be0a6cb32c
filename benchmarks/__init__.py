"""What the program costs and survives, measured; run with `make bench` and `make faults`."""
