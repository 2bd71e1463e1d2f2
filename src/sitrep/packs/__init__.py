"""What is known about language and the world, as data files; `loader` is the only way to them."""
