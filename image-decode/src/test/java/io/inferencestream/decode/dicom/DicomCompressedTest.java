package io.inferencestream.decode.dicom;

import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static io.inferencestream.decode.dicom.DicomFiles.JPEG;
import static io.inferencestream.decode.dicom.DicomFiles.RLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DicomCompressedTest {
    private static final int[] NO_OFFSETS = {};
    private static final ImageShape SHAPE = new ImageShape(20, 16, 3);
    private static final byte[] COLOUR = ImageFiles.jpeg(ImageFiles.gradient(20, 16));
    private static final byte[] OTHER = ImageFiles.jpeg(ImageFiles.palette(20, 16, 4));
    private static final byte[] GRAY = ImageFiles.jpeg(ImageFiles.gradient(20, 16, BufferedImage.TYPE_BYTE_GRAY));

    /** A frame of run lengths: a header of sixteen numbers, then the chains. */
    private static byte[] rle(int[]... chains) {
        ByteBuffer frame =
                ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN).putInt(chains.length);
        int to = 64;
        for (int i = 0; i < chains.length; i++) {
            frame.putInt(4 + 4 * i, to);
            for (int each : chains[i]) {
                frame.put(to++, (byte) each);
            }
        }
        return Arrays.copyOf(frame.array(), to);
    }

    @Test
    void readsRunLengthsOfEightBits() {
        byte[] frame = rle(new int[] {-3, 7, -128, 1, 8, 9, 0, 10});

        byte[] file = DicomFiles.gray(RLE, 7, 1, 8).pieces(NO_OFFSETS, frame).file();

        assertThat(pixels(file, new ImageShape(7, 1, 1)).values()).containsExactly(7, 7, 7, 7, 8, 9, 10);
    }

    @Test
    void readsRunLengthsOfSixteenBitsTheUpperByteFirst() {
        byte[] frame = rle(new int[] {1, 0, 1, -1, 0}, new int[] {3, 0, 0, 128, 64});

        byte[] file = DicomFiles.gray(RLE, 2, 2, 16)
                .text(DicomFiles.CENTER, "DS", "128")
                .text(DicomFiles.WIDTH, "DS", "256")
                .pieces(NO_OFFSETS, frame)
                .file();

        assertThat(pixels(file, new ImageShape(2, 2, 1)).values()).containsExactly(0, (byte) 255, (byte) 128, 64);
    }

    @Test
    void readsRunLengthsOfColoursAndTheFirstOfTheirFrames() {
        byte[] first = rle(new int[] {1, 1, 4}, new int[] {1, 2, 5}, new int[] {1, 3, 6});
        byte[] second = rle(new int[] {-1, 9}, new int[] {-1, 9}, new int[] {-1, 9});

        for (int[] offsets : new int[][] {NO_OFFSETS, {0, 8 + first.length + first.length % 2}}) {
            byte[] file = DicomFiles.colour(RLE, 2, 1, "RGB")
                    .text(DicomFiles.FRAMES, "IS", "2")
                    .pieces(offsets, first, second)
                    .file();

            assertThat(pixels(file, new ImageShape(2, 1, 3)).values()).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void refusesRunLengthsThatEndEarlyOrAreOfAnotherShape() {
        for (byte[] frame : new byte[][] {
            rle(new int[] {-3, 7}), rle(new int[] {-6, 7}, new int[] {-6, 7}), rle(), new byte[] {1, 0, 0, 0}
        }) {
            byte[] file =
                    DicomFiles.gray(RLE, 7, 1, 8).pieces(NO_OFFSETS, frame).file();

            assertThat(undecodable(Decoding.decode(file, new ImageShape(7, 1, 1)))
                            .fault())
                    .isEqualTo(ImageFault.CORRUPT);
        }
    }

    @Test
    void readsJpegsInOnePieceAndInSeveral() {
        byte[] expected = pixels(COLOUR, SHAPE).values();
        byte[] head = Arrays.copyOf(COLOUR, 100);
        byte[] middle = Arrays.copyOfRange(COLOUR, 100, 700);
        byte[] tail = Arrays.copyOfRange(COLOUR, 700, COLOUR.length);
        DicomFiles file = DicomFiles.colour(JPEG, 20, 16, "YBR_FULL_422");

        assertThat(pixels(file.pieces(NO_OFFSETS, COLOUR).file(), SHAPE).values())
                .isEqualTo(expected);
        assertThat(pixels(file.pieces(NO_OFFSETS, head, middle, tail).file(), SHAPE)
                        .values())
                .isEqualTo(expected);
    }

    @Test
    void readsTheFirstOfSeveralJpegs() {
        byte[] expected = pixels(COLOUR, SHAPE).values();
        byte[] head = Arrays.copyOf(COLOUR, 600);
        byte[] tail = Arrays.copyOfRange(COLOUR, 600, COLOUR.length);
        int second = 16 + 600 + tail.length + tail.length % 2;
        DicomFiles file = DicomFiles.colour(JPEG, 20, 16, "YBR_FULL").text(DicomFiles.FRAMES, "IS", "2");

        for (int[] offsets : new int[][] {NO_OFFSETS, {0, second}}) {
            byte[] encoded = file.pieces(offsets, head, tail, OTHER).file();

            assertThat(pixels(encoded, SHAPE).values()).isEqualTo(expected);
        }
    }

    @Test
    void takesTheColoursOfAJpegForWhatTheDataSetSays() {
        byte[] unmarked = withoutJfif(COLOUR);

        byte[] ycc = pixels(
                        DicomFiles.colour(JPEG, 20, 16, "YBR_FULL")
                                .pieces(NO_OFFSETS, unmarked)
                                .file(),
                        SHAPE)
                .values();
        byte[] rgb = pixels(
                        DicomFiles.colour(JPEG, 20, 16, "RGB")
                                .pieces(NO_OFFSETS, unmarked)
                                .file(),
                        SHAPE)
                .values();
        byte[] adobe = ImageFiles.withAdobe(unmarked, 1);
        byte[] told = pixels(
                        DicomFiles.colour(JPEG, 20, 16, "RGB")
                                .pieces(NO_OFFSETS, adobe)
                                .file(),
                        SHAPE)
                .values();

        assertThat(ycc).isEqualTo(pixels(COLOUR, SHAPE).values());
        assertThat(rgb)
                .isEqualTo(pixels(ImageFiles.withAdobe(unmarked, 0), SHAPE).values());
        assertThat(told).isEqualTo(ycc);
    }

    private static byte[] withoutJfif(byte[] jpeg) {
        int from = ImageFiles.indexOfSegment(jpeg, 0xe0);
        int length = 2 + ((jpeg[from + 2] & 0xff) << 8 | jpeg[from + 3] & 0xff);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, from);
        out.write(jpeg, from + length, jpeg.length - from - length);
        return out.toByteArray();
    }

    @Test
    void showsAGrayJpegThroughTheWindow() {
        ImageShape shape = new ImageShape(20, 16, 1);
        byte[] plain = pixels(GRAY, shape).values();

        byte[] asItIs =
                DicomFiles.gray(JPEG, 20, 16, 8).pieces(NO_OFFSETS, GRAY).file();
        byte[] windowed = DicomFiles.gray(JPEG, 20, 16, 8)
                .text(DicomFiles.CENTER, "DS", "64")
                .text(DicomFiles.WIDTH, "DS", "128")
                .pieces(NO_OFFSETS, GRAY)
                .file();

        assertThat(pixels(asItIs, shape).values()).isEqualTo(plain);
        byte[] shown = pixels(windowed, shape).values();
        for (int i = 0; i < plain.length; i++) {
            long expected = Math.round(255 * Math.min(1, ((plain[i] & 0xff) - 63.5) / 127 + 0.5));
            assertThat(shown[i] & 0xff).isEqualTo((int) expected);
        }
    }

    @Test
    void refusesAJpegOfAnotherShapeThanTheDataSetTells() {
        for (byte[] file : new byte[][] {
            DicomFiles.colour(JPEG, 20, 17, "RGB").pieces(NO_OFFSETS, COLOUR).file(),
            DicomFiles.gray(JPEG, 20, 16, 8).pieces(NO_OFFSETS, COLOUR).file(),
            DicomFiles.colour(JPEG, 20, 16, "RGB").pieces(NO_OFFSETS).file(),
            DicomFiles.colour(JPEG, 20, 16, "RGB").pixels(1, 2, 3, 4).file()
        }) {
            assertThat(undecodable(Decoding.inspect(file)).fault()).isEqualTo(ImageFault.CORRUPT);
        }
    }
}
