package io.inferencestream.chaos.verify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Hashes of what must come out as it went in. */
final class Fingerprint {
    private Fingerprint() {}

    /** Of a prediction: the key alone. */
    static int ofKey(byte @Nullable [] key) {
        return Arrays.hashCode(key);
    }

    /** Of a dead letter: key and value. */
    static int ofRecord(byte @Nullable [] key, byte @Nullable [] value) {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }
}
