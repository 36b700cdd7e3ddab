"""农民工工资争议速裁: acceptance, service, hearing, award, and the clocks of the Act."""
