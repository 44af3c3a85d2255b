"""Who does what? One file per verb; what changes a branch's queue works inside a change that its caller opened."""
