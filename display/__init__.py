"""What does the hall hear and see? Words for a call, clips of speech, the chime, and the display's page."""
