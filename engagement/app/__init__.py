"""What a page is about, without a screen: runtime, filters as values, addresses, menu, named views."""
