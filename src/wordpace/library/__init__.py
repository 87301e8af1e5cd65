"""What a listener can ask of the library: lists, the queue, places, statistics, settings, and all of it in one file."""
