package io.inferencestream.producer.source;

import java.io.IOException;

/** A place holds files, and none of them is an image. */
public final class NoImageException extends IOException {
    private static final long serialVersionUID = 1;

    NoImageException(String place, PassedOver others) {
        super(place + ": holds no image, but " + others);
    }
}
