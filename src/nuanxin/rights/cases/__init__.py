"""Labour inspection: filing, investigation, orders, decisions, money per worker, referral, closing."""
