select one from ${round}
