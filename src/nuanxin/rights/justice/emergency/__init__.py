"""The emergency plan of a place and the incidents that open it."""
