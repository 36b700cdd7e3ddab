"""企业劳动保障守法诚信等级 (人社部规〔2016〕1号): A, B or C from last year's record."""
