package io.inferencestream.decode.gif;

import static io.inferencestream.decode.Decoding.assertLike;
import static io.inferencestream.decode.Decoding.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GifAndBmpDecoderTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 3, 1", "13, 7, 2", "64, 64, 4", "31, 200, 8", "300, 17, 8"})
    void readsGifs(int width, int height, int bits) {
        BufferedImage image = ImageFiles.palette(width, height, bits);

        Pixels plain = pixels(ImageFiles.encoded(image, "gif"), new ImageShape(width, height, 3));
        Pixels interlaced = pixels(ImageFiles.interlaced(image, "gif"), new ImageShape(width, height, 3));

        assertLike(image, plain, 0);
        assertLike(image, interlaced, 0);
    }

    @Test
    void putsASmallFrameWhereItBelongsOnItsCanvas() {
        byte[] gif = ImageFiles.encoded(ImageFiles.palette(4, 4, 1), "gif");
        BufferedImage frame = ImageFiles.palette(4, 4, 1);
        gif[6] = 8;
        gif[8] = 6;
        int at = indexOfFrame(gif);
        gif[at + 1] = 3;
        gif[at + 3] = 2;

        Pixels pixels = pixels(gif, new ImageShape(8, 6, 3));

        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 8; x++) {
                boolean inside = x >= 3 && x < 7 && y >= 2;
                int expected = inside
                        ? frame.getRGB(x - 3, y - 2)
                        : frame.getColorModel().getRGB(0);
                assertThat(Decoding.sample(pixels, x, y, 0)).isEqualTo(expected >> 16 & 0xff);
                assertThat(Decoding.sample(pixels, x, y, 1)).isEqualTo(expected >> 8 & 0xff);
            }
        }
    }

    private static int indexOfFrame(byte[] gif) {
        int at = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[at] != 0x2c) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xff);
            }
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_USHORT_555_RGB
            })
    void readsBmps(int type) {
        BufferedImage image = ImageFiles.gradient(13, 9, type);

        Pixels pixels = pixels(ImageFiles.encoded(image, "bmp"), new ImageShape(13, 9, 3));

        assertLike(image, pixels, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void readsBmpPalettes(int bits) {
        BufferedImage image = ImageFiles.palette(13, 9, bits);

        assertLike(image, pixels(ImageFiles.encoded(image, "bmp"), new ImageShape(13, 9, 3)), 0);
    }

    @Test
    void readsGrayBmps() {
        BufferedImage image = ImageFiles.gradient(13, 9, BufferedImage.TYPE_BYTE_GRAY);

        Pixels pixels = pixels(ImageFiles.encoded(image, "bmp"), new ImageShape(13, 9, 1));

        assertThat(pixels.values()).isEqualTo(image.getRaster().getDataElements(0, 0, 13, 9, null));
    }

    @Test
    void readsRowsFromTheTopWhereTheHeightIsNegative() {
        BufferedImage image = ImageFiles.gradient(5, 3);
        byte[] bmp = ImageFiles.encoded(image, "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -3);

        Pixels pixels = pixels(bmp, new ImageShape(5, 3, 3));

        assertThat(Decoding.sample(pixels, 0, 0, 1)).isEqualTo(255);
        assertThat(Decoding.sample(pixels, 0, 2, 1)).isZero();
    }

    @Test
    void readsRunLengthsOfEightBits() {
        byte[] data = {3, 2, 1, 1, 0, 0, 0, 3, 1, 2, 1, 0, 0, 2, 0, 1, 1, 2, 0, 1};

        Pixels pixels = pixels(runs(4, 3, 8, 1, data), new ImageShape(4, 3, 1));

        // Stored from the bottom row: a run; a literal, then a step of one row down to the last column.
        assertThat(pixels.values()).isEqualTo(new byte[] {0, 0, 0, 20, 10, 20, 10, 0, 20, 20, 20, 10});
    }

    @Test
    void readsRunLengthsOfFourBits() {
        byte[] data = {5, 0x12, 0, 0, 0, 5, 0x01, 0x20, 0x10, 0, 0, 1};

        Pixels pixels = pixels(runs(5, 2, 4, 2, data), new ImageShape(5, 2, 1));

        assertThat(pixels.values()).isEqualTo(new byte[] {0, 10, 20, 0, 10, 10, 20, 10, 20, 10});
    }

    /** A BMP whose colours 0, 1 and 2 are gray of 0, 10 and 20. */
    private static byte[] runs(int width, int height, int bits, int compression, byte[] data) {
        ByteBuffer bmp = ByteBuffer.allocate(54 + 12 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(66);
        bmp.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
        bmp.putInt(compression)
                .putInt(data.length)
                .putInt(0)
                .putInt(0)
                .putInt(3)
                .putInt(0);
        bmp.putInt(0).putInt(0x0a0a0a).putInt(0x141414);
        return bmp.put(data).array();
    }
}
