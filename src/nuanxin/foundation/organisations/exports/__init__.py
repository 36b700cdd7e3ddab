"""导出审批: lists of whole identities leave the house with the head's word, once, within a day."""
