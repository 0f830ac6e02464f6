package io.inferencestream.bench.workload;

import org.jspecify.annotations.Nullable;

/** One image of an album: its file's bytes, not to be written to, and their media type, or null to tell by the bytes. */
public final class WorkloadImage {
    private final byte[] bytes;
    private final @Nullable String mediaType;

    /** Takes ownership of {@code bytes}. */
    WorkloadImage(byte[] bytes, @Nullable String mediaType) {
        this.bytes = bytes;
        this.mediaType = mediaType;
    }

    public byte[] bytes() {
        return bytes;
    }

    public @Nullable String mediaType() {
        return mediaType;
    }
}
