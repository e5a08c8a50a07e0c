"""Rules that draft sentences, by what they are about. `engagement.brief.statements` lists them."""
