package io.inferencestream.schemas.header;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What a stream adds to a record's own headers when it rejects the record: {@link HeaderNames#OF_REJECTIONS}. */
public final class RejectionHeaders {
    private RejectionHeaders() {}

    /** Leaves the record's own headers: a record that is resent must not carry the reason of its earlier death on. */
    public static void removeFrom(Headers headers) {
        Set<String> found = new HashSet<>();
        for (Header header : headers) {
            if (HeaderNames.OF_REJECTIONS.contains(header.key())) {
                found.add(header.key());
            }
        }
        found.forEach(headers::remove);
    }
}
