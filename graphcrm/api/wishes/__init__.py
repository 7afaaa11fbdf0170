"""What is wrong with a wish for a file or an import, told when it is asked for and not when its job begins."""
