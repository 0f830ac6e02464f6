package io.inferencestream.core.decode;

import io.inferencestream.core.outcome.RejectionReason;

/**
 * Why an image gives no pixels.
 *
 * @param reason UNSUPPORTED_IMAGE, CORRUPT_IMAGE or IMAGE_TOO_LARGE
 * @param detail one short sentence for a person; says nothing of the picture itself
 */
public record Undecodable(RejectionReason reason, String detail) implements Inspection, Decoded {
    public Undecodable {
        switch (reason) {
            case UNSUPPORTED_IMAGE, CORRUPT_IMAGE, IMAGE_TOO_LARGE -> {}
            default -> throw new IllegalArgumentException("not a reason why an image cannot be decoded: " + reason);
        }
    }
}
