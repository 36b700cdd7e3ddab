"""The police leg: what the public security organ does with a referral, on its own file."""
