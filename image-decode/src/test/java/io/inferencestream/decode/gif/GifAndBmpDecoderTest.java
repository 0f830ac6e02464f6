package io.inferencestream.decode.gif;

import static io.inferencestream.decode.Decoding.assertLike;
import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
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

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11})
    void readsCodesThatAreWiderThanThePalette(int codeSize) {
        int[] indexes = {0, 1, 1, 0};
        int[] codes = {1 << codeSize, 0, 1, 1, 0, (1 << codeSize) + 1};

        Pixels pixels = pixels(gif(codeSize, codes, false), new ImageShape(2, 2, 3));

        for (int i = 0; i < 4; i++) {
            assertThat(pixels.values()[3 * i]).isEqualTo((byte) (10 + indexes[i]));
        }
    }

    @Test
    void refusesCodesThatAreWiderStillAndIndexesThatNoPaletteHas() {
        assertThat(undecodable(Decoding.decode(gif(12, new int[] {0}, false), new ImageShape(2, 2, 3)))
                        .fault())
                .isEqualTo(ImageFault.CORRUPT);
        int[] beyond = {1 << 11, 0, 1, 1, 256};
        assertThat(undecodable(Decoding.decode(gif(11, beyond, false), new ImageShape(2, 2, 3)))
                        .fault())
                .isEqualTo(ImageFault.CORRUPT);
    }

    @Test
    void passesStrayZerosBeforeBlocksAndBeforeData() {
        byte[] gif = ImageFiles.encoded(ImageFiles.palette(4, 4, 1), "gif");
        int frame = indexOfFrame(gif);
        byte[] before = new byte[gif.length + 1];
        System.arraycopy(gif, 0, before, 0, frame);
        System.arraycopy(gif, frame, before, frame + 1, gif.length - frame);

        assertThat(pixels(before, new ImageShape(4, 4, 3)).values())
                .isEqualTo(pixels(gif, new ImageShape(4, 4, 3)).values());
        int[] codes = {4, 0, 1, 1, 0, 5};
        assertThat(pixels(gif(2, codes, true), new ImageShape(2, 2, 3)).values())
                .isEqualTo(pixels(gif(2, codes, false), new ImageShape(2, 2, 3)).values());
    }

    @Test
    void doesNotTakeWhatFollowsAFrameForItsData() {
        byte[] gif = gif(7, new int[] {128, 0, 1, 1}, false);

        assertThat(undecodable(Decoding.decode(gif, new ImageShape(2, 2, 3))).fault())
                .isEqualTo(ImageFault.CORRUPT);
    }

    /** Two by two, of 256 colours whose red is 10, 11, 12, ... */
    private static byte[] gif(int codeSize, int[] codes, boolean strayZero) {
        java.io.ByteArrayOutputStream gif = new java.io.ByteArrayOutputStream();
        gif.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 2, 0, 2, 0, (byte) 0xf7, 0, 0});
        for (int i = 0; i < 256; i++) {
            gif.writeBytes(new byte[] {(byte) (10 + i), 0, 0});
        }
        gif.writeBytes(new byte[] {0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, (byte) codeSize});
        byte[] data = new byte[(codes.length * (codeSize + 1) + 7) / 8];
        for (int i = 0; i < codes.length; i++) {
            for (int b = 0; b <= codeSize; b++) {
                int bit = i * (codeSize + 1) + b;
                data[bit / 8] |= (byte) ((codes[i] >> b & 1) << bit % 8);
            }
        }
        if (strayZero) {
            gif.write(0);
        }
        gif.write(data.length);
        gif.writeBytes(data);
        gif.writeBytes(new byte[] {0, 0x3b});
        return gif.toByteArray();
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
