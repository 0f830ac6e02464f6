package io.inferencestream.producer.source;

import java.io.IOException;

/** An image has more bytes than may be sent; it was not read to its end. */
public final class ImageTooLargeException extends IOException {
    public ImageTooLargeException(String name, int maxBytes) {
        super(name + " has more than " + maxBytes + " bytes");
    }
}
