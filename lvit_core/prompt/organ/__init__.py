"""The grammar of findings in a paired organ, such as the lungs: side, number of areas, levels."""
