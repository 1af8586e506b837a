"""What followed comparable pacts and comparable clashes of the past."""
