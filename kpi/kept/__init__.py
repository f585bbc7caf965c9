"""What is kept and proved: received deliveries, the store that is built from them, verification and backup."""
