package io.inferencestream.gateway.caller;

import java.util.Locale;

/** What a caller may do. */
public enum Role {
    /** Have images classified, and fetch the predictions of its own. */
    PREDICT,
    /** See everything: all predictions, rejections, images, instances. */
    OBSERVE,
    /** Resend dead letters. */
    OPERATE;

    /** As configurations and tokens spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
