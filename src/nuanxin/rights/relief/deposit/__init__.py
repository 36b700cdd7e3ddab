"""Wage deposit of a project (工资保证金): what is due, stored or guaranteed, drawn on, topped up, returned (人社部发〔2021〕65号)."""
