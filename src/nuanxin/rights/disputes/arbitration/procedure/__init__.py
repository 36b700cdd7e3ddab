"""The arbitration procedure, declared step by step: 劳动争议调解仲裁法 (2008-05-01) and 劳动人事争议仲裁办案规则 (令第33号)."""
