"""What part of a change can be attributed to the service: difference in differences, and when to say that nothing can."""
