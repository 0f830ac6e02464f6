package io.inferencestream.schemas.registry;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry listens.
 *
 * @param base ends without a slash and holds no credentials, e.g. {@code http://host:8080/apis/ccompat/v7}
 * @param authorization value of the Authorization header, or null to send none; never printed
 */
record Endpoint(URI base, @Nullable String authorization) {

    /** The address alone, fit for messages. */
    @Override
    public String toString() {
        return base.toString();
    }
}
