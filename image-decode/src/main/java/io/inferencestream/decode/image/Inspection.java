package io.inferencestream.decode.image;

/** What the first bytes of an image say. */
public sealed interface Inspection permits ImageHeader, Undecodable {}
