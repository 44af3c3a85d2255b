"""How is it kept? Tables, mapping, the branch change, the chain of events, migrations."""
