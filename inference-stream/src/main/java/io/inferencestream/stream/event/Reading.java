package io.inferencestream.stream.event;

/** What reading a record led to. */
public sealed interface Reading permits ImageRequest, Unreadable {}
