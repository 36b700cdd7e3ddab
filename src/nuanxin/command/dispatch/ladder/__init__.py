"""The ladder of supervision over units (提醒、催办、挂牌、约谈、通报; DD-02, DZ-17)."""
