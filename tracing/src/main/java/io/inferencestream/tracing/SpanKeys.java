package io.inferencestream.tracing;

import io.inferencestream.schemas.header.HeaderNames;
import io.opentelemetry.api.common.AttributeKey;

/** Attributes that spans of more than one program have. */
public final class SpanKeys {
    /** A topic's name, as OpenTelemetry's conventions have it. */
    public static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");

    /** The model that answered, NAME/VERSION. */
    public static final AttributeKey<String> MODEL = AttributeKey.stringKey("inference.model");

    /** Why an image is a dead letter. */
    public static final AttributeKey<String> REASON = AttributeKey.stringKey(HeaderNames.REJECTION_REASON);

    private SpanKeys() {}
}
