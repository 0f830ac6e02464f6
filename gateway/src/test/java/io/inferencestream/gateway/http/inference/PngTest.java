package io.inferencestream.gateway.http.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pixels survive as they are, by the JDK's own reader of PNGs. */
class PngTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "28,28,1", "7,3,1", "224,224,3", "2,5,3"})
    void holdsEverySampleAsItWas(int height, int width, int channels) throws IOException {
        PixelShape shape = new PixelShape(height, width, channels);
        byte[] samples = new byte[shape.bytes()];
        new Random(7).nextBytes(samples);

        ByteBuffer png = Png.of(ByteBuffer.wrap(samples), shape);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.array(), 0, png.remaining()));
        Raster raster = image.getRaster();
        assertThat(raster.getNumBands()).isEqualTo(channels);
        int[] read = raster.getPixels(0, 0, width, height, (int[]) null);
        assertThat(read).hasSize(samples.length);
        for (int i = 0; i < samples.length; i++) {
            assertThat(read[i]).isEqualTo(samples[i] & 0xFF);
        }
    }
}
