package io.inferencestream.formats.webp;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.inferencestream.decode.image.UndecodableException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.util.function.Supplier;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * The native library, loaded by the first image. Thread-safe.
 */
/*
 * The reader is called directly: ImageIO's registry would look for plug-ins in the whole class path first. Its
 * parameters own native memory that nothing frees (they hold themselves in their own cleaner), so one set serves for
 * ever; decoding only copies them.
 */
final class Libwebp {
    private final Supplier<WebPReadParam> library;
    private @Nullable WebPReadParam defaults;
    private @Nullable String missing;

    Libwebp() {
        this(WebPReadParam::new);
    }

    /** @param library loads the library; its linkage errors say that this machine has none */
    Libwebp(Supplier<WebPReadParam> library) {
        this.library = library;
    }

    /**
     * Decodes a still image.
     *
     * @return its pixels, red in bits 16 to 23, green in 8 to 15, blue in 0 to 7
     * @throws UndecodableException when the image is damaged, or this machine has no such library
     */
    int[] decode(byte[] file, int start, int length) throws UndecodableException {
        WebPReadParam parameters = defaults();
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try {
            reader.setInput(new ByteArrayImageInputStream(file, start, length), true, true);
            BufferedImage image = reader.read(0, parameters);
            return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        } catch (IOException e) {
            throw UndecodableException.corrupt("WebP that libwebp does not decode: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            throw withoutMemory(e);
        }
    }

    /** libwebp says so of files that are damaged, too; the JVM gives its own errors a message. */
    private static UndecodableException withoutMemory(OutOfMemoryError error) {
        if (error.getMessage() != null) {
            throw error;
        }
        return UndecodableException.corrupt("WebP that libwebp says it has no memory for");
    }

    private synchronized WebPReadParam defaults() throws UndecodableException {
        WebPReadParam known = defaults;
        if (known == null) {
            known = load();
            defaults = known;
        }
        return known;
    }

    private WebPReadParam load() throws UndecodableException {
        if (missing == null) {
            try {
                return library.get();
            } catch (LinkageError e) {
                missing = e.getMessage();
            }
        }
        throw UndecodableException.unsupported("WebP: libwebp does not load on this machine ("
                + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "): " + missing);
    }
}
