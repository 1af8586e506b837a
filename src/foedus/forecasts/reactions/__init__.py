"""Who is closest to a change, and how third states reacted first after comparable events."""
