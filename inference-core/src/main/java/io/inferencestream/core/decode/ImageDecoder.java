package io.inferencestream.core.decode;

import io.inferencestream.core.predict.InputShape;
import io.inferencestream.core.repository.ResizeRule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns the bytes of an image file into the pixels a model wants.
 *
 * <p>Thread-safe: any number of threads may decode at once with one instance, which keeps what they need for the next
 * image. Starts no thread. {@link #close} frees what is kept.
 */
public final class ImageDecoder implements AutoCloseable {
    /**
     * Decodes one image. Never throws for a bad image, and never gives part of one.
     *
     * @param encoded the file, between position and limit; left as it is; best on the heap, where it is read in place
     * @param header what {@link ImageInspector} said of the same bytes
     * @param target the picture the model wants
     * @param rule how a picture of another shape becomes that
     */
    public Decoded decode(ByteBuffer encoded, ImageHeader header, InputShape target, ResizeRule rule) {
        try {
            return render(Encoded.of(encoded), header, target, rule);
        } catch (UndecodableException e) {
            return e.why();
        }
    }

    private static Pixels render(Encoded bytes, ImageHeader header, InputShape target, ResizeRule rule)
            throws UndecodableException {
        if (header.format() == ImageFormat.RAW) {
            return new RawDecoder().decode(bytes, header, target, rule);
        }
        try {
            BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(
                    new ByteArrayInputStream(bytes.array(), bytes.indexOf(0), bytes.length())));
            if (image == null) {
                throw UndecodableException.corrupt("unreadable");
            }
            Rendering rendering = Rendering.interleaved(header, ColourModel.RGB, target, rule);
            byte[] row = new byte[header.width() * 3];
            for (int y = 0; y < header.height(); y++) {
                for (int x = 0; x < header.width(); x++) {
                    int rgb = image.getRGB(x, y);
                    row[3 * x] = (byte) (rgb >> 16);
                    row[3 * x + 1] = (byte) (rgb >> 8);
                    row[3 * x + 2] = (byte) rgb;
                }
                rendering.accept(y, row, 0);
            }
            return rendering.finish();
        } catch (IOException | RuntimeException e) {
            throw UndecodableException.corrupt(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {}
}
