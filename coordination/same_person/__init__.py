"""Whether people on two cases are one person: found by keys, weighed as the asker reads them, said by a person."""
