package io.inferencestream.decode.image;

/**
 * Why an image gives no pixels.
 *
 * @param fault the kind of reason
 * @param detail one short sentence for a person; says nothing of what the image shows
 */
public record Undecodable(ImageFault fault, String detail) implements Inspection, Decoded {}
