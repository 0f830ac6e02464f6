package io.inferencestream.decode.dicom;

import static io.inferencestream.decode.Decoding.undecodable;
import static io.inferencestream.decode.dicom.DicomFiles.EXPLICIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DicomRefusalTest {
    private static final ImageShape TARGET = new ImageShape(6, 5, 3);

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.1.99, Deflated Explicit VR Little Endian",
        "1.2.840.10008.1.2.4.70, JPEG Lossless",
        "1.2.840.10008.1.2.4.80, JPEG-LS Lossless",
        "1.2.840.10008.1.2.4.90, JPEG 2000 Lossless",
        "1.2.840.10008.1.2.4.91, JPEG 2000",
        "1.2.840.10008.1.2.4.102, H.264",
        "1.2.3.4.5, ''",
    })
    void namesTheTransferSyntaxesThatItDoesNotRead(String uid, String name) {
        Undecodable undecodable = undecodable(
                Decoding.inspect(DicomFiles.gray(uid, 2, 1, 8).pixels(1, 2).file()));

        assertThat(undecodable.fault()).isEqualTo(ImageFault.UNSUPPORTED);
        assertThat(undecodable.detail()).contains(uid).contains(name);
    }

    @Test
    void namesTheTransferSyntaxOfAJpegThatItDoesNotRead() {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(20, 16));
        jpeg[ImageFiles.indexOfSegment(jpeg, ImageFiles.SOF0) + 4] = 12;
        byte[] file = DicomFiles.colour("1.2.840.10008.1.2.4.51", 20, 16, "YBR_FULL")
                .pieces(new int[0], jpeg)
                .file();

        Undecodable undecodable = undecodable(Decoding.inspect(file));

        assertThat(undecodable.fault()).isEqualTo(ImageFault.UNSUPPORTED);
        assertThat(undecodable.detail()).contains("JPEG Extended (1.2.840.10008.1.2.4.51)", "12 bits");
    }

    @ParameterizedTest
    @CsvSource({"YBR_RCT", "YBR_ICT", "YBR_PARTIAL_420", "HSV"})
    void namesTheColoursThatItDoesNotRead(String colours) {
        byte[] file = DicomFiles.colour(EXPLICIT, 1, 1, colours).pixels(1, 2, 3).file();

        assertThat(undecodable(Decoding.inspect(file)).detail()).contains(colours);
    }

    static List<DicomFiles> unsupported() {
        return List.of(
                DicomFiles.gray(EXPLICIT, 2, 1, 32).pixels(1, 2, 3, 4, 5, 6, 7, 8),
                DicomFiles.gray(EXPLICIT, 8, 1, 1).pixels(1),
                DicomFiles.gray(EXPLICIT, 2, 1, 8),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .bytes(0x00283000, "SQ", new byte[8])
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .bytes(0x00283010, "SQ", new byte[8])
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .text(DicomFiles.CENTER, "DS", "1")
                        .text(DicomFiles.WIDTH, "DS", "2")
                        .text(DicomFiles.FUNCTION, "CS", "Doe^Jane")
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .text(DicomFiles.PHOTOMETRIC, "CS", "MRN-QZX")
                        .pixels(1, 2));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void saysThatItDoesNotRead(DicomFiles file) {
        assertThat(undecodable(Decoding.inspect(file.file())).fault()).isEqualTo(ImageFault.UNSUPPORTED);
    }

    static List<DicomFiles> corrupt() {
        return List.of(
                DicomFiles.gray(EXPLICIT, 0, 1, 8).pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .number(DicomFiles.HIGH_BIT, 8)
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .number(DicomFiles.STORED_BITS, 0)
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .text(DicomFiles.FRAMES, "IS", "Doe^Jane")
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .text(DicomFiles.FRAMES, "IS", "0")
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .text(DicomFiles.SLOPE, "DS", "MRN-QZX")
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 2, 1, 8)
                        .text(DicomFiles.CENTER, "DS", "1")
                        .text(DicomFiles.WIDTH, "DS", "0")
                        .pixels(1, 2),
                DicomFiles.gray(EXPLICIT, 3, 1, 8).pixels(1, 2),
                DicomFiles.colour(EXPLICIT, 3, 1, "YBR_FULL_422").pixels(1, 2, 3, 4, 5, 6, 7, 8));
    }

    @ParameterizedTest
    @MethodSource("corrupt")
    void callsCorruptWhatCannotBe(DicomFiles file) {
        assertThat(undecodable(Decoding.decode(file.file(), TARGET)).fault()).isEqualTo(ImageFault.CORRUPT);
    }

    @Test
    void judgesTheSizeBeforeItAllocates() {
        byte[] file = DicomFiles.gray(EXPLICIT, 65_535, 65_535, 16).pixels(1, 2).file();

        Undecodable undecodable =
                undecodable(new ImageInspector(DecodeLimits.DEFAULT).inspect(ByteBuffer.wrap(file), null));

        assertThat(undecodable.fault()).isEqualTo(ImageFault.TOO_LARGE);
        assertThat(undecodable.detail()).contains("65535x65535");
    }

    @Test
    void stepsOverSequencesUpToABoundOfDepth() {
        assertThat(Decoding.decode(nested(16), TARGET)).isInstanceOf(Pixels.class);
        assertThat(undecodable(Decoding.decode(nested(100_000), TARGET)).detail())
                .contains("nested");
    }

    /** Sequences in one another, none of which tells its length; in each an image that does not count. */
    private static byte[] nested(int depth) {
        byte[] open = {0x08, 0, 0x15, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1};
        byte[] inside = {0x28, 0, 0x10, 0, 'U', 'S', 2, 0, 9, 0};
        byte[] close = {-2, -1, 0x0d, -32, 0, 0, 0, 0, -2, -1, (byte) 0xdd, -32, 0, 0, 0, 0};
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(open, 12, 8);
        for (int i = 0; i < depth; i++) {
            value.writeBytes(inside);
            value.writeBytes(open);
        }
        for (int i = 0; i <= depth; i++) {
            value.writeBytes(close);
        }
        return DicomFiles.gray(EXPLICIT, 2, 1, 8)
                .undefined(0x00081140, "SQ", value.toByteArray())
                .pixels(1, 2)
                .file();
    }

    static List<byte[]> samples() {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(20, 16));
        int[] words = new int[96];
        Arrays.setAll(words, i -> i * 37);
        return List.of(
                DicomFiles.gray(DicomFiles.IMPLICIT, 12, 8, 16).words(words).file(),
                DicomFiles.gray(DicomFiles.BIG_ENDIAN, 12, 8, 16)
                        .text(DicomFiles.CENTER, "DS", "500")
                        .text(DicomFiles.WIDTH, "DS", "900")
                        .words(words)
                        .file(),
                DicomFiles.colour(DicomFiles.JPEG, 20, 16, "YBR_FULL")
                        .pieces(new int[] {0}, Arrays.copyOf(jpeg, 300), Arrays.copyOfRange(jpeg, 300, jpeg.length))
                        .file(),
                nested(3));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesTheWholeImageOrNoneAtEveryLength(byte[] file) {
        byte[] whole = Decoding.pixels(file, TARGET).values();
        for (int length = 0; length < file.length; length++) {
            Decoded decoded = Decoding.decode(Arrays.copyOf(file, length), TARGET);
            if (decoded instanceof Pixels pixels) {
                assertThat(pixels.values()).as("first %d bytes", length).isEqualTo(whole);
                assertThat(length).isGreaterThan(file.length - 24);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void neverFailsOtherwiseAndNeverTellsOfThePatient(byte[] file) {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = file.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                damaged[132 + random.nextInt(damaged.length - 132)] = (byte) random.nextInt();
            }
            try {
                if (Decoding.decode(damaged, TARGET) instanceof Undecodable undecodable) {
                    assertThat(undecodable.detail()).doesNotContain("Doe", "Jane", "QZX", "1970");
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
