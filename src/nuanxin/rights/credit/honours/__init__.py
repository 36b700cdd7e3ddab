"""不欠薪城市、企业、项目: selections whose criteria are asked of the ledger, awards that fall when arrears appear."""
