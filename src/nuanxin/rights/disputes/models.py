"""The models of disputes lie in its parts (arbitration, legal_aid, mediation, notary) and are imported when they get ready."""
