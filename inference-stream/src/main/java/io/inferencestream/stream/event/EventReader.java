package io.inferencestream.stream.event;

import io.inferencestream.kit.lifecycle.SharedOutageException;

/** Makes sense of a record's value. Used by one stream thread at a time, for one task. */
public interface EventReader {

    /**
     * Reads a record.
     *
     * @return what it asks for, or why it makes no sense
     * @throws SharedOutageException if something that all instances need is down: the record may be perfectly good
     */
    Reading read(SourceRecord record);
}
