"""销毁: what is past its period goes by a list that one proposes, another approves and a third act carries out (docs/adr/0012)."""
