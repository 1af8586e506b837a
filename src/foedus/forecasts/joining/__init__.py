"""Who joins a war, and how far it spreads: the model, its first step exactly, whole wars drawn."""
