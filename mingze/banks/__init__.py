"""What banks of questions come to: papers drawn from them, what they cover, what guessing earns, what tells a key."""
