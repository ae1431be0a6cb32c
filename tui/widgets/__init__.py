"""What is on the screen: each widget gets models, posts messages and knows no library."""
