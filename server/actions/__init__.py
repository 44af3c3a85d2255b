"""Who does what? One file per verb; each works inside a branch change that its caller opened."""
