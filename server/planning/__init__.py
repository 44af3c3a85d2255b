"""What will happen, and what should we do? Waits, simulation, staff. Pure: data is passed in; numpy and scipy only."""
