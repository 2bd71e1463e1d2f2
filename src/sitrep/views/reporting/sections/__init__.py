"""The sections of a situation report, each made of the material by one pure function."""
