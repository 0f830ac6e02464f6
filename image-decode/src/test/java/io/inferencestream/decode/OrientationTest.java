package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.ResizeMode;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.testkit.image.Pngs;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    /** Brightness of the corners as stored: top left, top right, bottom left, bottom right. */
    private static final byte[] CORNERS = {10, 80, (byte) 160, (byte) 240};

    /** Two by one fields of 16 by 16, so that a turned image has another shape. */
    private static byte[] jpeg() {
        byte[][] rows = new byte[32][48];
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                rows[y][x] = CORNERS[(y < 16 ? 0 : 2) + (x < 24 ? 0 : 1)];
            }
        }
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(48, 32, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 32; y++) {
            image.getRaster().setDataElements(0, y, 48, 1, rows[y]);
        }
        return ImageFiles.jpeg(image);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, 80, 160, 240",
        "2, 80, 10, 240, 160",
        "3, 240, 160, 80, 10",
        "4, 160, 240, 10, 80",
        "5, 10, 160, 80, 240",
        "6, 160, 10, 240, 80",
        "7, 240, 80, 160, 10",
        "8, 80, 240, 10, 160"
    })
    void turnsTheImageAsExifSays(int orientation, int topLeft, int topRight, int bottomLeft, int bottomRight) {
        for (boolean littleEndian : new boolean[] {true, false}) {
            byte[] jpeg = ImageFiles.withExif(jpeg(), orientation, littleEndian);
            boolean turned = orientation >= 5;
            ImageShape upright = turned ? new ImageShape(32, 48, 1) : new ImageShape(48, 32, 1);

            Pixels pixels = Decoding.pixels(jpeg, upright);

            int right = upright.width() - 3;
            int bottom = upright.height() - 3;
            assertThat(Decoding.red(pixels, 2, 2)).isBetween(topLeft - 3, topLeft + 3);
            assertThat(Decoding.red(pixels, right, 2)).isBetween(topRight - 3, topRight + 3);
            assertThat(Decoding.red(pixels, 2, bottom)).isBetween(bottomLeft - 3, bottomLeft + 3);
            assertThat(Decoding.red(pixels, right, bottom)).isBetween(bottomRight - 3, bottomRight + 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsFirstAndFitsThenWhateverTheRule(int orientation) {
        byte[] jpeg = ImageFiles.withExif(jpeg(), orientation, true);
        boolean turned = orientation >= 5;
        ImageShape upright = turned ? new ImageShape(32, 48, 1) : new ImageShape(48, 32, 1);
        Pixels whole = Decoding.pixels(jpeg, upright);
        String raw = "image/x-raw;width=" + upright.width() + ";height=" + upright.height() + ";channels=1";

        for (ResizeMode mode : ResizeMode.values()) {
            Resizing resizing = Resizing.of(mode);
            for (ImageShape target : new ImageShape[] {new ImageShape(20, 20, 1), new ImageShape(21, 50, 1)}) {
                Pixels direct = (Pixels) Decoding.decode(jpeg, null, target, resizing);
                Pixels inTwoSteps = (Pixels) Decoding.decode(whole.values(), raw, target, resizing);

                for (int i = 0; i < target.bytes(); i++) {
                    assertThat(direct.values()[i] & 0xff)
                            .as("%s %s %d", resizing, target, i)
                            .isCloseTo(inTwoSteps.values()[i] & 0xff, org.assertj.core.data.Offset.offset(1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "4", "6", "8", "9"})
    void takesAnyWholeNumberForTheOrientation(int type) {
        for (boolean littleEndian : new boolean[] {true, false}) {
            byte[] exif = ImageFiles.exif(6, type, littleEndian);

            assertThat(Decoding.header(ImageFiles.withExif(jpeg(), exif)).orientation())
                    .isEqualTo(Orientation.TURNED_LEFT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 7, 10, 11, 12, 0})
    void takesNothingElseForTheOrientation(int type) {
        assertThat(Decoding.header(ImageFiles.withExif(jpeg(), ImageFiles.exif(6, type, true)))
                        .orientation())
                .isEqualTo(Orientation.UPRIGHT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheDirectoryOfExifWhereverItLies(boolean littleEndian) {
        byte[] near = ImageFiles.exif(6, littleEndian);
        byte[] far = new byte[near.length + 5000];
        System.arraycopy(near, 0, far, 0, 4);
        java.nio.ByteBuffer.wrap(far)
                .order(littleEndian ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN)
                .putInt(4, 5008);
        System.arraycopy(near, 8, far, 5008, near.length - 8);

        assertThat(Decoding.header(ImageFiles.withExif(jpeg(), far)).orientation())
                .isEqualTo(Orientation.TURNED_LEFT);
    }

    @Test
    void readsTheExifOfAPng() {
        byte[] png = ImageFiles.encoded(ImageFiles.gradient(8, 4), "png");
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(png, 0, ImageFiles.FIRST_PNG_CHUNK);
        turned.writeBytes(Pngs.chunk("eXIf", ImageFiles.exif(6, false)));
        turned.write(png, ImageFiles.FIRST_PNG_CHUNK, png.length - ImageFiles.FIRST_PNG_CHUNK);

        Pixels pixels = Decoding.pixels(turned.toByteArray(), new ImageShape(4, 8, 3));

        assertThat(Decoding.red(pixels, 0, 0)).isZero();
        assertThat(Decoding.red(pixels, 0, 7)).isEqualTo(255);
    }

    @Test
    void takesDamagedExifForUpright() {
        byte[] whole = ImageFiles.exif(6, true);
        for (int length = 0; length < whole.length; length++) {
            byte[] payload = new byte[6 + length];
            System.arraycopy(new byte[] {'E', 'x', 'i', 'f', 0, 0}, 0, payload, 0, 6);
            System.arraycopy(whole, 0, payload, 6, length);

            ImageHeader header = Decoding.header(ImageFiles.withSegment(jpeg(), ImageFiles.APP1, payload));

            boolean entryIsThere = length >= 22;
            assertThat(header.orientation())
                    .as("%d bytes of EXIF", length)
                    .isEqualTo(entryIsThere ? Orientation.TURNED_LEFT : Orientation.UPRIGHT);
        }
        byte[] nonsense = Arrays.copyOf(whole, whole.length);
        nonsense[18] = 99;
        byte[] payload = new byte[6 + nonsense.length];
        System.arraycopy(new byte[] {'E', 'x', 'i', 'f', 0, 0}, 0, payload, 0, 6);
        System.arraycopy(nonsense, 0, payload, 6, nonsense.length);
        assertThat(Decoding.header(ImageFiles.withSegment(jpeg(), ImageFiles.APP1, payload))
                        .orientation())
                .isEqualTo(Orientation.UPRIGHT);
    }
}
