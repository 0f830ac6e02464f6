package io.inferencestream.decode.jpeg;

import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is certain of flipped bits: that data are left over, or that a block is brighter than any can be. */
class JpegSurplusTest {
    private static final ImageShape SHAPE = new ImageShape(64, 48, 3);

    static List<byte[]> files() {
        return List.of(
                ImageFiles.jpeg(ImageFiles.gradient(64, 48)),
                ImageFiles.progressiveJpeg(ImageFiles.gradient(64, 48)),
                ImageFiles.jpegWithRestarts(ImageFiles.gradient(64, 48), 2));
    }

    private static byte[] withBefore(byte[] jpeg, int marker, byte[] surplus) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, marker);
        out.writeBytes(surplus);
        out.write(jpeg, marker, jpeg.length - marker);
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("files")
    void passesOverPaddingAndAFewBytesOfGarbage(byte[] jpeg) {
        byte[] expected = pixels(jpeg, SHAPE).values();
        byte[] ones = new byte[60];
        for (int i = 0; i < 60; i += 2) {
            ones[i] = (byte) 0xff;
        }
        for (byte[] surplus : new byte[][] {{1, 2, 3, 4}, new byte[1000], ones}) {
            assertThat(pixels(withBefore(jpeg, jpeg.length - 2, surplus), SHAPE).values())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void callsDataBehindTheLastBlockCorrupt(byte[] jpeg) {
        byte[] surplus = {1, 2, 3, 4, 5};

        assertSurplus(withBefore(jpeg, jpeg.length - 2, surplus));
    }

    @Test
    void callsDataBehindTheLastBlockBeforeARestartCorrupt() {
        byte[] jpeg = ImageFiles.jpegWithRestarts(ImageFiles.gradient(64, 48), 2);
        int marker = jpeg.length - 2;
        while (jpeg[marker] != (byte) 0xff || (jpeg[marker + 1] & 0xf8) != JpegSegments.RST0) {
            marker--;
        }

        assertSurplus(withBefore(jpeg, marker, new byte[] {1, 2, 3, 4, 5}));
    }

    private static void assertSurplus(byte[] jpeg) {
        Undecodable undecodable = undecodable(Decoding.decode(jpeg, SHAPE));
        assertThat(undecodable.fault()).isEqualTo(ImageFault.CORRUPT);
        assertThat(undecodable.detail()).contains("behind the last");
    }

    @Test
    void doesNotJudgeWhatFollowsAFileWithoutItsEndMarker() {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(64, 48));
        byte[] followed = Arrays.copyOf(jpeg, jpeg.length + 20);
        System.arraycopy(
                "\r\n--boundary of parts".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                0,
                followed,
                jpeg.length - 2,
                21);

        assertThat(Decoding.decode(followed, SHAPE)).isInstanceOf(Pixels.class);
    }

    /** One gray block, of a quantisation factor, and of a DC coefficient in the standard's codes. */
    @ParameterizedTest
    @CsvSource({
        "1, 11111110 1111111111, true",
        "1, 11111110 0000000000, true",
        "1, 111111110 10000000000, true",
        "1, 111111110 11111111111, false",
        "1, 111111110 00000000000, false",
        "16, 1111110 001000000, false",
        "16, 11110 1000000, true",
        "255, 100 101, true",
        "255, 1110 111111, false",
    })
    void callsABlockBrighterThanAnyCanBeCorrupt(int factor, String code, boolean exists) {
        StringBuilder bits = new StringBuilder(code.replace(" ", "") + "1010");
        while (bits.length() % 8 != 0) {
            bits.append('1');
        }
        String coded = "";
        for (int i = 0; i < bits.length(); i += 8) {
            String each = String.format("%02x", Integer.parseInt(bits.substring(i, i + 8), 2));
            coded += each.equals("ff") ? "ff00" : each;
        }
        String table = String.format("%02x", factor) + "01".repeat(63);
        byte[] jpeg = HexFormat.of()
                .parseHex("ffd8ffdb004300" + table + "ffc0000b080008000801011100" + "ffda0008010100003f00" + coded
                        + "ffd9");

        Object decoded = Decoding.decode(jpeg, new ImageShape(8, 8, 1));

        assertThat(decoded instanceof Pixels).isEqualTo(exists);
        if (!exists) {
            assertThat(undecodable(decoded).detail()).contains("brightness");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsMostFlipsThatShow(byte[] jpeg) {
        byte[] whole = pixels(jpeg, SHAPE).values();
        int start = ImageFiles.indexOfSegment(jpeg, JpegSegments.SOS) + 14;
        int shown = 0;
        int found = 0;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] flipped = jpeg.clone();
            flipped[start + random.nextInt(jpeg.length - start - 2)] ^= (byte) (1 << random.nextInt(8));
            if (!(Decoding.decode(flipped, SHAPE) instanceof Pixels pixels)) {
                found++;
            } else if (difference(whole, pixels.values()) > 1) {
                shown++;
            }
        }
        assertThat(found).as("of %d that show", shown + found).isGreaterThan(shown / 2);
    }

    private static double difference(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return sum / a.length;
    }
}
