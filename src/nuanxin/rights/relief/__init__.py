"""Wage deposit and guarantee, emergency revolving fund, hardship relief; no wage is paid twice."""
