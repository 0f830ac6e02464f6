package io.inferencestream.gateway.image;

import java.util.Optional;

/**
 * An encoded image that browsers can show, as it came: the gateway decodes nothing.
 *
 * @param bytes not to be written to
 * @param mediaType told by its first bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record BrowserImage(byte[] bytes, String mediaType) {

    /** The image in these bytes; empty where browsers would not show them. */
    public static Optional<BrowserImage> of(byte[] bytes) {
        String mediaType = "";
        if (starts(bytes, 0x89, 'P', 'N', 'G')) {
            mediaType = "image/png";
        } else if (starts(bytes, 0xFF, 0xD8, 0xFF)) {
            mediaType = "image/jpeg";
        } else if (starts(bytes, 'G', 'I', 'F', '8')) {
            mediaType = "image/gif";
        } else if (starts(bytes, 'B', 'M')) {
            mediaType = "image/bmp";
        } else if (starts(bytes, 'R', 'I', 'F', 'F') && bytes.length > 12 && bytes[8] == 'W' && bytes[11] == 'P') {
            mediaType = "image/webp";
        }
        return mediaType.isEmpty() ? Optional.empty() : Optional.of(new BrowserImage(bytes, mediaType));
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
