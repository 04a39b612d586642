"""deliberate: sessions of working groups, from the seat plan to the published report."""
