package io.inferencestream.decode.jpeg;

import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Undecodable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that leave out or get wrong what other readers do without. */
class JpegVariantsTest {
    private static final ImageShape SHAPE = new ImageShape(150, 100, 3);
    private static final byte[] PLAIN = ImageFiles.jpeg(ImageFiles.gradient(150, 100));
    private static final int ALL_TABLES = 15;

    @ParameterizedTest
    @ValueSource(ints = {ALL_TABLES, 1, 2, 4, 8, 5, 10})
    void takesTheStandardsHuffmanTablesForThoseThatAreMissing(int missing) {
        byte[] frame = withoutTables(PLAIN, missing);

        assertThat(frame.length).isLessThan(PLAIN.length);
        assertThat(pixels(frame, SHAPE).values()).isEqualTo(pixels(PLAIN, SHAPE).values());
    }

    @Test
    void takesNoStandardTablesForAProgressiveFileWhoseCodesTheyDoNotHave() {
        byte[] progressive = ImageFiles.progressiveJpeg(ImageFiles.gradient(150, 100));

        Undecodable undecodable = undecodable(Decoding.decode(withoutTables(progressive, ALL_TABLES), SHAPE));

        assertThat(undecodable.detail()).contains("Huffman");
    }

    /** @param missing bits 0 and 1 for the tables of DC, 2 and 3 for those of AC */
    private static byte[] withoutTables(byte[] jpeg, int missing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != JpegSegments.SOS) {
            int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
            if ((jpeg[at + 1] & 0xff) == JpegSegments.DHT) {
                writeTables(jpeg, at + 4, at + length, missing, out);
            } else {
                out.write(jpeg, at, length);
            }
            at += length;
        }
        out.write(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }

    private static void writeTables(byte[] jpeg, int from, int end, int missing, ByteArrayOutputStream out) {
        for (int at = from; at < end; ) {
            int length = 17;
            for (int i = 1; i <= 16; i++) {
                length += jpeg[at + i];
            }
            int bit = 1 << (jpeg[at] >> 4) * 2 + (jpeg[at] & 15);
            if ((missing & bit) == 0) {
                out.writeBytes(new byte[] {(byte) 0xff, (byte) JpegSegments.DHT, 0, (byte) (length + 2)});
                out.write(jpeg, at, length);
            }
            at += length;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void passesOneRestartMarkerOfAWrongNumber(int off) {
        byte[] whole = ImageFiles.jpegWithRestarts(ImageFiles.gradient(150, 100), 3);
        for (int marker : restarts(whole)) {
            byte[] misnumbered = whole.clone();
            renumber(misnumbered, marker, off);

            assertThat(pixels(misnumbered, SHAPE).values())
                    .isEqualTo(pixels(whole, SHAPE).values());
        }
    }

    @Test
    void callsRestartMarkersThatAreAllWrongCorrupt() {
        byte[] jpeg = ImageFiles.jpegWithRestarts(ImageFiles.gradient(150, 100), 3);
        for (int marker : restarts(jpeg)) {
            renumber(jpeg, marker, 1);
        }

        assertCorruptForItsRestarts(jpeg);
    }

    @Test
    void callsAPieceThatIsMissingOrMovedCorrupt() {
        byte[] jpeg = ImageFiles.jpegWithRestarts(ImageFiles.gradient(150, 100), 3);
        List<Integer> markers = restarts(jpeg);
        for (int i = 0; i < markers.size() - 2; i++) {
            int first = markers.get(i);
            int second = markers.get(i + 1);
            int third = markers.get(i + 2);
            ByteArrayOutputStream missing = new ByteArrayOutputStream();
            missing.write(jpeg, 0, first);
            missing.write(jpeg, second, jpeg.length - second);
            ByteArrayOutputStream moved = new ByteArrayOutputStream();
            moved.write(jpeg, 0, first);
            moved.write(jpeg, second, third - second);
            moved.write(jpeg, first, second - first);
            moved.write(jpeg, third, jpeg.length - third);

            assertThat(undecodable(Decoding.decode(missing.toByteArray(), SHAPE))
                            .fault())
                    .isEqualTo(ImageFault.CORRUPT);
            assertCorruptForItsRestarts(moved.toByteArray());
        }
    }

    @Test
    void callsAMissingRestartMarkerCorrupt() {
        byte[] jpeg = ImageFiles.jpegWithRestarts(ImageFiles.gradient(150, 100), 3);
        int marker = restarts(jpeg).get(4);
        ByteArrayOutputStream without = new ByteArrayOutputStream();
        without.write(jpeg, 0, marker);
        without.write(jpeg, marker + 2, jpeg.length - marker - 2);

        assertThat(undecodable(Decoding.decode(without.toByteArray(), SHAPE)).fault())
                .isEqualTo(ImageFault.CORRUPT);
    }

    private static void assertCorruptForItsRestarts(byte[] jpeg) {
        Undecodable undecodable = undecodable(Decoding.decode(jpeg, SHAPE));
        assertThat(undecodable.fault()).isEqualTo(ImageFault.CORRUPT);
        assertThat(undecodable.detail()).contains("restart");
    }

    private static List<Integer> restarts(byte[] jpeg) {
        List<Integer> markers = new ArrayList<>();
        for (int i = ImageFiles.indexOfSegment(jpeg, JpegSegments.SOS); i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xff && (jpeg[i + 1] & 0xf8) == JpegSegments.RST0) {
                markers.add(i);
            }
        }
        return markers;
    }

    private static void renumber(byte[] jpeg, int marker, int off) {
        jpeg[marker + 1] = (byte) (JpegSegments.RST0 + (jpeg[marker + 1] + off & 7));
    }

    @Test
    void readsAProgressiveFileThatLacksOnlyItsEnd() {
        byte[] whole = ImageFiles.progressiveJpeg(ImageFiles.gradient(150, 100));
        byte[] expected = pixels(whole, SHAPE).values();

        assertThat(pixels(Arrays.copyOf(whole, whole.length - 1), SHAPE).values())
                .isEqualTo(expected);
        assertThat(pixels(Arrays.copyOf(whole, whole.length - 2), SHAPE).values())
                .isEqualTo(expected);
    }

    @Test
    void callsAProgressiveFileThatLacksAnythingElseCorrupt() {
        byte[] whole = ImageFiles.progressiveJpeg(ImageFiles.gradient(150, 100));
        for (int length = ImageFiles.indexOfSegment(whole, JpegSegments.SOS); length < whole.length - 2; length++) {
            assertThat(undecodable(Decoding.decode(Arrays.copyOf(whole, length), SHAPE))
                            .fault())
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(ImageFault.CORRUPT);
        }
    }
}
