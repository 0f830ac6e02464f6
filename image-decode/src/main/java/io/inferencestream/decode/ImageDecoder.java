package io.inferencestream.decode;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.format.FormatReaders;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.resize.Resizing;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Turns the bytes of an image file into the pixels a model wants.
 *
 * <p>Colours are those that {@code convert("RGB")} or {@code convert("L")} of the Pillow library gives, with which most
 * models are trained: alpha and colour profiles are passed over, gray is ITU-R BT.601 luma, of 16 bits the upper eight
 * count. Images are turned upright as EXIF says. They are resized as a {@link Resizing} says; a
 * {@link io.inferencestream.decode.resize.View} maps places in the result back to the upright image.
 *
 * <p>Thread-safe: any number of threads may decode at once with one instance, which keeps a workbench for each that ever
 * did so at the same time. Starts no thread and takes no lock. {@link #close} frees what is kept.
 */
public final class ImageDecoder implements AutoCloseable {
    /** How the detail begins where it is not the image that was found bad but the decoder that stumbled over it. */
    static final String STUMBLED = "the decoder stumbled: ";

    private final ConcurrentLinkedDeque<Workbench> idle = new ConcurrentLinkedDeque<>();
    private final FormatReaders added = FormatReaders.installed();
    private volatile boolean closed;

    /**
     * Decodes one image. Never throws for a bad image, and never gives part of one.
     *
     * @param encoded the file, between position and limit; left as it is; best on the heap, where it is read in place
     * @param header what {@link ImageInspector} said of the same bytes
     * @param target the image the model wants
     * @param resizing how an image of another shape becomes that
     * @throws IllegalStateException when the decoder is closed
     * @throws IllegalArgumentException when the header is that of another image, where that is noticed
     */
    public Decoded decode(ByteBuffer encoded, ImageHeader header, ImageShape target, Resizing resizing) {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
        Workbench kept = idle.pollFirst();
        Workbench workbench = kept != null ? kept : new Workbench(added);
        try {
            return workbench.decode(Encoded.of(encoded), header, target, resizing);
        } catch (UndecodableException e) {
            return e.why();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            // A hole in our own checks must cost one image, not the stream: it would come back for ever.
            return UndecodableException.corrupt(STUMBLED + e).why();
        } finally {
            idle.addFirst(workbench);
            if (closed) {
                close();
            }
        }
    }

    /** Frees what is kept. Images that are being decoded come to their end. May be called more than once. */
    @Override
    public void close() {
        closed = true;
        for (Workbench workbench = idle.pollFirst(); workbench != null; workbench = idle.pollFirst()) {
            workbench.close();
        }
    }
}
