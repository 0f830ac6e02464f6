package io.inferencestream.decode.dicom;

import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static io.inferencestream.decode.dicom.DicomFiles.EXPLICIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomDecoderTest {
    private static int[] gray(byte[] file, int width, int height) {
        return unsigned(pixels(file, new ImageShape(width, height, 1)).values());
    }

    private static int[] rgb(byte[] file, int width, int height) {
        return unsigned(pixels(file, new ImageShape(width, height, 3)).values());
    }

    private static int[] unsigned(byte[] values) {
        int[] unsigned = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            unsigned[i] = values[i] & 0xff;
        }
        return unsigned;
    }

    @Test
    void tellsTheShapeFromTheHeader() {
        ImageHeader header = Decoding.header(
                DicomFiles.gray(EXPLICIT, 3, 2, 16).words(1, 2, 3, 4, 5, 6).file());

        assertThat(header.format()).isEqualTo(ImageFormat.DICOM);
        assertThat(header.width()).isEqualTo(3);
        assertThat(header.height()).isEqualTo(2);
        assertThat(header.channels()).isEqualTo(1);
    }

    @Test
    void showsEightBitsAsTheyAre() {
        byte[] file = DicomFiles.gray(EXPLICIT, 3, 1, 8).pixels(5, 250, 0).file();

        assertThat(gray(file, 3, 1)).containsExactly(5, 250, 0);
        assertThat(rgb(file, 3, 1)).containsExactly(5, 5, 5, 250, 250, 250, 0, 0, 0);
    }

    @Test
    void showsLowValuesBrightWhereTheDataSetSaysSo() {
        byte[] file = DicomFiles.gray(EXPLICIT, 3, 1, 8)
                .text(DicomFiles.PHOTOMETRIC, "CS", "MONOCHROME1")
                .pixels(5, 250, 0)
                .file();

        assertThat(gray(file, 3, 1)).containsExactly(250, 5, 255);
    }

    @Test
    void showsTheRangeOfTheFrameWhereMoreBitsHaveNoWindow() {
        byte[] file = DicomFiles.gray(EXPLICIT, 4, 1, 16)
                .number(DicomFiles.SIGNED, 1)
                .words(-100, 0, 100, 411)
                .file();

        assertThat(gray(file, 4, 1)).containsExactly(0, 50, 100, 255);
    }

    @Test
    void showsAFrameOfOneValueBlack() {
        assertThat(gray(DicomFiles.gray(EXPLICIT, 2, 1, 16).words(700, 700).file(), 2, 1))
                .containsExactly(0, 0);
    }

    /** By the formulas of PS3.3, C.11.2.1.2.1 and C.11.2.1.3. */
    @ParameterizedTest
    @CsvSource({"'', 201, 1, 128", "LINEAR, 201, 1, 128", "LINEAR_EXACT, 200, 0, 128", "SIGMOID, 200, 30, 128"})
    void showsWhatTheFirstWindowHolds(String function, String width, int low, int middle) {
        byte[] file = DicomFiles.gray(EXPLICIT, 4, 1, 16)
                .text(DicomFiles.CENTER, "DS", "100\\5000")
                .text(DicomFiles.WIDTH, "DS", width + ".0\\9")
                .text(DicomFiles.FUNCTION, "CS", function)
                .words(0, 100, 9000, 65535)
                .file();

        assertThat(gray(file, 4, 1)).containsExactly(low, middle, 255, 255);
    }

    @Test
    void rescalesBeforeTheWindow() {
        byte[] file = DicomFiles.gray(EXPLICIT, 4, 1, 16)
                .text(DicomFiles.SLOPE, "DS", "2")
                .text(DicomFiles.INTERCEPT, "DS", "-1024")
                .text(DicomFiles.CENTER, "DS", "0.5")
                .text(DicomFiles.WIDTH, "DS", "256")
                .words(0, 512, 544, 1000)
                .file();

        assertThat(gray(file, 4, 1)).containsExactly(0, 128, 192, 255);
    }

    @Test
    void turnsTheRangeWhereTheSlopeIsNegative() {
        byte[] file = DicomFiles.gray(EXPLICIT, 3, 1, 16)
                .text(DicomFiles.SLOPE, "DS", "-1")
                .text(DicomFiles.INTERCEPT, "DS", "0")
                .words(0, 510, 102)
                .file();

        assertThat(gray(file, 3, 1)).containsExactly(255, 0, 204);
    }

    @Test
    void takesOnlyTheStoredBits() {
        byte[] file = DicomFiles.gray(EXPLICIT, 3, 1, 16)
                .number(DicomFiles.STORED_BITS, 8)
                .number(DicomFiles.HIGH_BIT, 11)
                .words(0xf05f, 0x0ff0, 0xf00f)
                .file();

        assertThat(gray(file, 3, 1)).containsExactly(5, 255, 0);
    }

    @Test
    void showsPaddingBlackAndLeavesItOutOfTheRange() {
        DicomFiles file = DicomFiles.gray(EXPLICIT, 4, 1, 16)
                .number(DicomFiles.SIGNED, 1)
                .number(DicomFiles.PADDING, -2000)
                .words(-2000, 0, 51, 255);
        int[] expected = {0, 0, 51, 255};

        assertThat(gray(file.file(), 4, 1)).isEqualTo(expected);
        assertThat(gray(file.text(DicomFiles.PHOTOMETRIC, "CS", "MONOCHROME1").file(), 4, 1))
                .containsExactly(0, 255, 204, 0);
    }

    @Test
    void readsColoursSideBySideAndPlaneByPlane() {
        byte[] mixed = DicomFiles.colour(EXPLICIT, 2, 1, "RGB")
                .pixels(1, 2, 3, 4, 5, 6)
                .file();
        byte[] planes = DicomFiles.colour(EXPLICIT, 2, 1, "RGB")
                .number(DicomFiles.PLANAR, 1)
                .pixels(1, 4, 2, 5, 3, 6)
                .file();

        assertThat(rgb(mixed, 2, 1)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(rgb(planes, 2, 1)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsLumaAndChroma() {
        byte[] full = DicomFiles.colour(EXPLICIT, 2, 1, "YBR_FULL")
                .pixels(76, 85, 255, 150, 44, 21)
                .file();
        byte[] halved = DicomFiles.colour(EXPLICIT, 2, 1, "YBR_FULL_422")
                .pixels(76, 90, 85, 255)
                .file();

        assertThat(rgb(full, 2, 1)).containsExactly(254, 0, 0, 0, 255, 1);
        assertThat(rgb(halved, 2, 1)).containsExactly(254, 0, 0, 255, 14, 14);
        assertThat(gray(full, 2, 1)).containsExactly(76, 150);
    }

    @Test
    void readsPalettesOfWordsOfBytesAndOfBytesInWords() {
        DicomFiles palette = DicomFiles.gray(EXPLICIT, 4, 1, 8).text(DicomFiles.PHOTOMETRIC, "CS", "PALETTE COLOR");
        for (int c = 0; c < 3; c++) {
            palette.number(0x00281101 + c, 2, 10, 16);
            palette.number(0x00281201 + c, (c + 1) << 8, 0xff00 + c);
        }
        palette.pixels(9, 10, 11, 200);
        int[] expected = {1, 2, 3, 1, 2, 3, 255, 255, 255, 255, 255, 255};

        assertThat(rgb(palette.file(), 4, 1)).isEqualTo(expected);
        for (int c = 0; c < 3; c++) {
            palette.number(0x00281201 + c, c + 1, 255);
        }
        assertThat(rgb(palette.file(), 4, 1)).isEqualTo(expected);
        for (int c = 0; c < 3; c++) {
            palette.number(0x00281101 + c, 2, 10, 8);
            palette.bytes(0x00281201 + c, "OW", new byte[] {(byte) (c + 1), -1});
        }
        assertThat(rgb(palette.file(), 4, 1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {DicomFiles.IMPLICIT, EXPLICIT, DicomFiles.BIG_ENDIAN})
    void readsEveryEncodingWithAndWithoutWhatStandsBefore(String syntax) {
        DicomFiles file = DicomFiles.gray(syntax, 3, 1, 16)
                .text(DicomFiles.CENTER, "DS", "128")
                .text(DicomFiles.WIDTH, "DS", "256")
                .words(0, 300, 64);
        ImageShape shape = new ImageShape(3, 1, 1);
        byte[] bare = file.dataSet();
        byte[] meta = file.meta();
        byte[] withMeta = java.util.Arrays.copyOf(meta, meta.length + bare.length);
        System.arraycopy(bare, 0, withMeta, meta.length, bare.length);

        assertThat(gray(file.file(), 3, 1)).containsExactly(0, 255, 64);
        for (byte[] without : new byte[][] {bare, withMeta}) {
            assertThat(undecodable(Decoding.inspect(without)).fault()).isEqualTo(ImageFault.UNSUPPORTED);
            assertThat(Decoding.decodeAs(without, "application/dicom", shape).values())
                    .containsExactly(0, 255, 64);
        }
    }

    @Test
    void takesBytesInWordsOfABigEndianFileInTheirOrder() {
        byte[] words = {2, 1, 4, 3, 0, 5};

        byte[] file = DicomFiles.gray(DicomFiles.BIG_ENDIAN, 5, 1, 8)
                .bytes(DicomFiles.PIXELS, "OW", words)
                .file();

        assertThat(gray(file, 5, 1)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void readsTheFirstOfSeveralFrames() {
        byte[] file = DicomFiles.gray(EXPLICIT, 2, 1, 8)
                .text(DicomFiles.FRAMES, "IS", "3")
                .pixels(1, 2, 3, 4, 5, 6)
                .file();

        assertThat(gray(file, 2, 1)).containsExactly(1, 2);
    }

    /** Groups of all frames tell how values are rescaled, those of each frame its window. */
    @ParameterizedTest
    @ValueSource(strings = {DicomFiles.IMPLICIT, EXPLICIT})
    void looksIntoTheFunctionalGroupsOfTheFirstFrame(String syntax) {
        for (boolean undefined : new boolean[] {false, true}) {
            byte[] rescaling = DicomFiles.sequence(
                    syntax,
                    undefined,
                    0x00289145,
                    DicomFiles.element(syntax, DicomFiles.INTERCEPT, "DS", "-1000 "),
                    DicomFiles.element(syntax, DicomFiles.SLOPE, "DS", "2 "));
            byte[] first = DicomFiles.sequence(
                    syntax,
                    undefined,
                    0x00289132,
                    DicomFiles.element(syntax, DicomFiles.CENTER, "DS", "128 "),
                    DicomFiles.element(syntax, DicomFiles.WIDTH, "DS", "256 "));
            byte[] second = DicomFiles.sequence(
                    syntax,
                    undefined,
                    0x00289132,
                    DicomFiles.element(syntax, DicomFiles.CENTER, "DS", "9 "),
                    DicomFiles.element(syntax, DicomFiles.WIDTH, "DS", "9 "));
            DicomFiles file = DicomFiles.gray(syntax, 3, 1, 16)
                    .text(DicomFiles.FRAMES, "IS", "2")
                    .groups(0x52009229, undefined, rescaling)
                    .groups(0x52009230, undefined, first, second)
                    .words(500, 564, 900, 0, 0, 0);

            assertThat(gray(file.file(), 3, 1)).containsExactly(0, 128, 255);
        }
    }
}
