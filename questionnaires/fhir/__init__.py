"""FHIR R4: how instruments and what was answered to them are written for health software."""
