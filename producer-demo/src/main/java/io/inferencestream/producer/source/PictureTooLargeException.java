package io.inferencestream.producer.source;

import java.io.IOException;

/** A picture has more bytes than may be sent; it was not read to its end. */
public final class PictureTooLargeException extends IOException {
    public PictureTooLargeException(String name, int maxBytes) {
        super(name + " has more than " + maxBytes + " bytes");
    }
}
