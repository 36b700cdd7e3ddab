"""还款协议公证: enforceable repayment agreement, dunning, certificate of execution."""
