package io.inferencestream.decode.image;

/** What became of one image: its pixels, or why there are none. */
public sealed interface Decoded permits Pixels, Undecodable {}
