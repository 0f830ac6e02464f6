package io.inferencestream.stream.event;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image to predict.
 *
 * @param imageId the producer's name for it
 * @param source what took it
 * @param capturedAtMillis when it was taken, since 1970-01-01T00:00Z
 * @param route which model is to look at it, NAME or NAME/VERSION; null for the default
 * @param image the image file; not to be written to
 * @param mediaType its media type; null to tell by its first bytes
 * @param deadlineMillis not worth predicting after this, since 1970-01-01T00:00Z; {@link Long#MAX_VALUE} for never too
 *     late
 * @param attributes copied unread to the prediction
 */
public record ImageRequest(
        String imageId,
        String source,
        long capturedAtMillis,
        @Nullable String route,
        ByteBuffer image,
        @Nullable String mediaType,
        long deadlineMillis,
        Map<String, String> attributes)
        implements Reading {}
