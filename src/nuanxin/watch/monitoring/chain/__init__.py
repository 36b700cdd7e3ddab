"""Who works for whom at a project, what each is owed, the money behind wages, and illegal subcontracts referred."""
