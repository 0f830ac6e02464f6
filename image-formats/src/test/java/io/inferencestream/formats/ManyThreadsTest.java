package io.inferencestream.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.Resizing;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;

/** One decoder serves all threads. */
class ManyThreadsTest {
    private static final ImageShape TARGET = new ImageShape(32, 32, 3);
    private static final int THREADS = 4;
    private static final int IMAGES = 400;

    @Test
    void haveTheSamePixelsEach() throws Exception {
        BufferedImage image = Formats.drawing(200, 120, BufferedImage.TYPE_INT_RGB);
        byte[] webp = Formats.file(image, new WebPImageWriterSpi().createWriterInstance(null), null);
        byte[] tiff = tiffWithJpeg(image);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (ImageDecoder decoder = new ImageDecoder()) {
            byte[] ofWebp = pixels(decoder, webp);
            byte[] ofTiff = pixels(decoder, tiff);
            List<Future<byte[]>> outcomes = new ArrayList<>();
            for (int i = 0; i < IMAGES; i++) {
                byte[] file = i % 2 == 0 ? webp : tiff;
                outcomes.add(threads.submit(() -> pixels(decoder, file)));
            }

            for (int i = 0; i < IMAGES; i++) {
                assertThat(outcomes.get(i).get()).isEqualTo(i % 2 == 0 ? ofWebp : ofTiff);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] pixels(ImageDecoder decoder, byte[] file) {
        ImageHeader header = Formats.header(file);
        return ((Pixels) decoder.decode(ByteBuffer.wrap(file), header, TARGET, Resizing.STRETCH)).values();
    }

    private static byte[] tiffWithJpeg(BufferedImage image) throws Exception {
        ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance(null);
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType("JPEG");
        return Formats.file(image, writer, parameters);
    }
}
