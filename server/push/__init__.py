"""Who watches, and when are they sent what they see? Socket.IO: watch, views, heartbeats."""
