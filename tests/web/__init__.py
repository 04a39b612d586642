"""HTTP, as browsers and programs meet it."""
