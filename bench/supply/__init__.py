"""What Wordpace is made of: locks, licences, libraries inside wheels, the bill of materials, and known holes."""
