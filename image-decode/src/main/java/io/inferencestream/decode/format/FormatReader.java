package io.inferencestream.decode.format;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;

/**
 * One format that a module beside this one reads. A provider of this service on the class path is found by
 * {@link FormatReaders}.
 *
 * <p>Thread-safe: one instance serves all threads. Making one costs nothing; libraries are loaded by the first image.
 */
public interface FormatReader {
    ImageFormat format();

    /** Whether the first bytes are those of this format. */
    boolean recognises(Encoded bytes);

    /**
     * Reads the header and nothing else, with next to no memory whatever the bytes claim.
     *
     * @return with {@link ImageHeader#heldBytes} that bound what {@link #decode} takes, native memory included
     */
    ImageHeader inspect(Encoded bytes) throws UndecodableException;

    /**
     * Decodes the whole image.
     *
     * @param header what {@link #inspect} said of the same bytes, and what passed the limits
     * @throws UndecodableException for whatever is wrong with the image; no other exception leaves
     */
    Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing, Scratch scratch)
            throws UndecodableException;
}
