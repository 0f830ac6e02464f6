package io.inferencestream.decode.jpeg;

import static io.inferencestream.decode.Decoding.assertLike;
import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegDecoderTest {
    private static ImageShape shape(BufferedImage image) {
        return new ImageShape(image.getWidth(), image.getHeight(), 3);
    }

    private static BufferedImage byImageIo(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "8, 8", "16, 16", "17, 31", "64, 48", "33, 100"})
    void agreesWithImageIo(int width, int height) throws IOException {
        BufferedImage image = ImageFiles.gradient(width, height);

        byte[] baseline = ImageFiles.jpeg(image);
        byte[] progressive = ImageFiles.progressiveJpeg(image);

        assertLike(byImageIo(baseline), pixels(baseline, shape(image)), 1);
        assertLike(byImageIo(progressive), pixels(progressive, shape(image)), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void passesRestartMarkers(int interval) throws IOException {
        BufferedImage image = ImageFiles.gradient(150, 100);
        byte[] jpeg = ImageFiles.jpegWithRestarts(image, interval);

        assertThat(countOfRestarts(jpeg)).isPositive();
        assertLike(byImageIo(jpeg), pixels(jpeg, shape(image)), 1);
    }

    private static int countOfRestarts(byte[] jpeg) {
        int count = 0;
        for (int i = ImageFiles.indexOfSegment(jpeg, JpegSegments.SOS); i < jpeg.length - 1; i++) {
            count += jpeg[i] == (byte) 0xff && (jpeg[i + 1] & 0xf8) == JpegSegments.RST0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void decodesGrayToGrayAndToColour() {
        BufferedImage gray = ImageFiles.gradient(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        byte[] jpeg = ImageFiles.jpeg(gray);

        Pixels one = pixels(jpeg, new ImageShape(20, 20, 1));
        Pixels three = pixels(jpeg, new ImageShape(20, 20, 3));

        for (int i = 0; i < 400; i++) {
            assertThat(one.values()[i] & 0xff)
                    .isCloseTo(gray.getRaster().getSample(i % 20, i / 20, 0), org.assertj.core.data.Offset.offset(3));
            assertThat(three.values()[3 * i]).isEqualTo(one.values()[i]);
            assertThat(three.values()[3 * i + 2]).isEqualTo(one.values()[i]);
        }
    }

    @Test
    void makesLumaOfColour() {
        Pixels gray = pixels(ImageFiles.jpeg(ImageFiles.gradient(32, 32)), new ImageShape(32, 32, 1));

        // Red is 255, green 0 and blue 63 in that corner.
        assertThat(gray.values()[31] & 0xff).isBetween(80, 87);
    }

    @Test
    void mixesInvertedInks() {
        // Stored inverted: no cyan, half magenta, full yellow, a fifth black.
        byte[] jpeg = ImageFiles.withAdobe(ImageFiles.jpegOfFourPlanes(flat(255, 128, 0, 204)), 0);

        Pixels pixels = pixels(jpeg, new ImageShape(4, 4, 3));

        assertThat(Decoding.sample(pixels, 1, 1, 0)).isBetween(202, 206);
        assertThat(Decoding.sample(pixels, 1, 1, 1)).isBetween(100, 104);
        assertThat(Decoding.sample(pixels, 1, 1, 2)).isBetween(0, 2);
    }

    @Test
    void mixesInksStoredAsLumaAndChroma() {
        // Luma 76, chroma 85 and 255 is red; what is stored is the complement of the light, so the light is cyan.
        byte[] jpeg = ImageFiles.withAdobe(ImageFiles.jpegOfFourPlanes(flat(76, 85, 255, 255)), 2);

        Pixels pixels = pixels(jpeg, new ImageShape(4, 4, 3));

        assertThat(Decoding.sample(pixels, 1, 1, 0)).isBetween(0, 3);
        assertThat(Decoding.sample(pixels, 1, 1, 1)).isBetween(252, 255);
        assertThat(Decoding.sample(pixels, 1, 1, 2)).isBetween(252, 255);
    }

    @Test
    void leavesColoursAloneWhereAdobeSaysThatTheyArePlain() {
        byte[] ycc = ImageFiles.jpeg(ImageFiles.gradient(16, 16));
        int jfif = ImageFiles.indexOfSegment(ycc, JpegSegments.APP0);
        int length = 2 + ((ycc[jfif + 2] & 0xff) << 8 | ycc[jfif + 3] & 0xff);
        byte[] bare = ByteBuffer.allocate(ycc.length - length)
                .put(ycc, 0, jfif)
                .put(ycc, jfif + length, ycc.length - jfif - length)
                .array();
        ImageShape target = new ImageShape(1, 1, 3);

        Pixels plain = pixels(ImageFiles.withAdobe(bare, 0), target);
        Pixels transformed = pixels(ImageFiles.withAdobe(bare, 1), target);

        // The middle is nearly neutral in blue and red chroma, so read as RGB it has those at about 128.
        assertThat(plain.values()[2] & 0xff).isBetween(110, 150);
        assertThat(transformed.values()[2] & 0xff).isBetween(55, 75);
    }

    private static Raster flat(int... planes) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                raster.setPixel(x, y, planes);
            }
        }
        return raster;
    }

    @Test
    void passesOverHugeAndNonsensicalMetadata() throws IOException {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(24, 24));
        BufferedImage expected = byImageIo(jpeg);
        byte[] cluttered = jpeg;
        for (int i = 0; i < 100; i++) {
            byte[] profile = new byte[65_000];
            System.arraycopy("ICC_PROFILE\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, profile, 0, 12);
            cluttered = ImageFiles.withSegment(cluttered, 0xe2, profile);
        }

        assertLike(expected, pixels(cluttered, shape(expected)), 1);
    }

    @Test
    void readsWideQuantisationTables() {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(16, 16));
        int at = ImageFiles.indexOfSegment(jpeg, JpegSegments.DQT);
        ByteBuffer wide = ByteBuffer.allocate(jpeg.length + 64);
        wide.put(jpeg, 0, at + 2).putShort((short) (2 + 129)).put((byte) 0x10);
        for (int i = 0; i < 64; i++) {
            wide.putShort((short) (jpeg[at + 5 + i] & 0xff));
        }
        wide.put(jpeg, at + 5 + 64, jpeg.length - at - 5 - 64);
        ImageShape target = new ImageShape(16, 16, 3);

        assertThat(pixels(wide.array(), target).values())
                .isEqualTo(pixels(jpeg, target).values());
    }

    @Test
    void endsAFileOfVeryManyScans() {
        byte[] jpeg = ImageFiles.progressiveJpeg(ImageFiles.gradient(16, 16));
        int scan = ImageFiles.indexOfSegment(jpeg, JpegSegments.SOS);
        byte[] emptyRefinement = {(byte) 0xff, (byte) 0xda, 0, 8, 1, jpeg[scan + 5], 0, 0, 0, 0x10, 0};
        ByteBuffer endless = ByteBuffer.allocate(jpeg.length + 1000 * emptyRefinement.length);
        endless.put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 1000; i++) {
            endless.put(emptyRefinement);
        }
        endless.put((byte) 0xff).put((byte) 0xd9);

        Undecodable undecodable = undecodable(Decoding.decode(endless.array(), new ImageShape(8, 8, 3)));

        assertThat(undecodable.fault()).isEqualTo(ImageFault.CORRUPT);
    }

    @Test
    void callsAProgressiveFileWithoutItsEndCorruptEvenBetweenTwoScans() {
        byte[] jpeg = ImageFiles.progressiveJpeg(ImageFiles.gradient(32, 32));
        int second = -1;
        for (int i = ImageFiles.indexOfSegment(jpeg, JpegSegments.SOS) + 2; second < 0; i++) {
            if (jpeg[i] == (byte) 0xff && (jpeg[i + 1] == (byte) 0xda || jpeg[i + 1] == (byte) 0xc4)) {
                second = i;
            }
        }
        byte[] oneScan = java.util.Arrays.copyOf(jpeg, second);

        assertThat(undecodable(Decoding.decode(oneScan, new ImageShape(8, 8, 3)))
                        .fault())
                .isEqualTo(ImageFault.CORRUPT);
    }
}
