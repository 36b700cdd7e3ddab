"""The pure decisions of arbitration: elements, finality per item, the simple way, overlaps of hearings, service targets."""
