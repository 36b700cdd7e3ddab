"""人民调解、企业调解、行业调解、仲裁机构调解: application, consent, sessions, agreement, performance."""
