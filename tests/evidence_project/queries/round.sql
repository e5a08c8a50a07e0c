select one from ${around}
