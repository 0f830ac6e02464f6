package io.inferencestream.decode.png;

import static io.inferencestream.decode.Decoding.header;
import static io.inferencestream.decode.Decoding.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.testkit.image.Pngs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngOrientationTest {
    private static final String XMP = "XML:com.adobe.xmp";
    private static final String ATTRIBUTE = "<x:xmpmeta><rdf:Description tiff:Orientation=\"6\"/></x:xmpmeta>";
    private static final String ELEMENT = "<rdf:Description><tiff:Orientation>6</tiff:Orientation></rdf:Description>";
    private static final byte[] PLAIN =
            Pngs.png(2, 3, 8, 0, new byte[0], new byte[][] {{0, 1, 2}, {0, 3, 4}, {0, 5, 6}});
    private static final int END = PLAIN.length - 12;

    private record Sample(String name, byte[] chunk) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> chunks() {
        byte[] exif = ImageFiles.exif(6, false);
        byte[] headed = latin1("Exif\0\0" + new String(exif, StandardCharsets.ISO_8859_1));
        return List.of(
                new Sample("eXIf", Pngs.chunk("eXIf", exif)),
                new Sample("EXIF in tEXt", text("Raw profile type exif", digits("exif", headed))),
                new Sample("EXIF in zTXt", deflated("Raw profile type exif", digits("exif", headed))),
                new Sample("EXIF without its head", deflated("Raw profile type exif", digits("exif", exif))),
                new Sample("EXIF in APP1", deflated("Raw profile type APP1", digits("generic profile", headed))),
                new Sample("XMP in zTXt", deflated("Raw profile type xmp", digits("xmp", latin1(ATTRIBUTE)))),
                new Sample(
                        "XMP in APP1", text("Raw profile type APP1", digits("app1", latin1("http://x\0" + ELEMENT)))),
                new Sample("XMP in iTXt", international(false, ATTRIBUTE)),
                new Sample("XMP in deflated iTXt", international(true, ATTRIBUTE)),
                new Sample("XMP as an element", international(false, ELEMENT)),
                new Sample("XMP with other quotes", international(false, ATTRIBUTE.replace('"', '\''))));
    }

    @ParameterizedTest
    @MethodSource("chunks")
    void isReadBeforeThePixelsAndBehindThem(Sample sample) {
        assertThat(header(with(PngHeader.FIRST_CHUNK, sample.chunk())).orientation())
                .isEqualTo(Orientation.TURNED_LEFT);
        assertThat(header(with(END, sample.chunk())).orientation()).isEqualTo(Orientation.TURNED_LEFT);
    }

    @ParameterizedTest
    @MethodSource("chunks")
    void isNotBelievedWhereTheChecksumIsWrong(Sample sample) {
        byte[] damaged = sample.chunk().clone();
        damaged[damaged.length - 1] ^= 1;

        for (int at : new int[] {PngHeader.FIRST_CHUNK, END}) {
            assertThat(undecodable(Decoding.inspect(with(at, damaged))).fault()).isEqualTo(ImageFault.CORRUPT);
        }
    }

    @Test
    void isThatOfExifWhereXmpSaysAnother() {
        byte[] both = with(PngHeader.FIRST_CHUNK, international(false, ATTRIBUTE));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(both, 0, both.length - 12);
        png.writeBytes(Pngs.chunk("eXIf", ImageFiles.exif(3, true)));
        png.write(both, both.length - 12, 12);

        assertThat(header(png.toByteArray()).orientation()).isEqualTo(Orientation.UPSIDE_DOWN);
    }

    @Test
    void isThatOfXmpWhereExifSaysNone() {
        byte[] exif = ImageFiles.exif(3, false);
        exif[11] = 0;
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes(Pngs.chunk("eXIf", exif));
        chunks.writeBytes(international(true, ATTRIBUTE));

        assertThat(header(with(PngHeader.FIRST_CHUNK, chunks.toByteArray())).orientation())
                .isEqualTo(Orientation.TURNED_LEFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Raw profile type exif", "Raw profile type APP1", "Raw profile type xmp", XMP})
    void inflatesOnlyTheBeginningOfABomb(String keyword) {
        byte[] zeros = new byte[200_000_000];
        byte[] chunk = deflated(keyword, new String(zeros, StandardCharsets.ISO_8859_1));
        byte[] bomb = with(PngHeader.FIRST_CHUNK, chunk);
        header(bomb);
        com.sun.management.ThreadMXBean thread =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();

        Orientation orientation = header(bomb).orientation();

        assertThat(orientation).isEqualTo(Orientation.UPRIGHT);
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
    }

    @Test
    void survivesDamagedTexts() {
        for (Sample sample : chunks()) {
            String type = new String(sample.chunk(), 4, 4, StandardCharsets.ISO_8859_1);
            byte[] data = Arrays.copyOfRange(sample.chunk(), 8, sample.chunk().length - 4);
            for (int length = 0; length < data.length; length++) {
                header(with(END, Pngs.chunk(type, Arrays.copyOf(data, length))));
                byte[] changed = data.clone();
                changed[length] ^= (byte) 0x85;
                header(with(PngHeader.FIRST_CHUNK, Pngs.chunk(type, changed)));
            }
        }
    }

    private static byte[] with(int at, byte[] chunk) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(PLAIN, 0, at);
        png.writeBytes(chunk);
        png.write(PLAIN, at, PLAIN.length - at);
        return png.toByteArray();
    }

    private static byte[] text(String keyword, String text) {
        return Pngs.chunk("tEXt", latin1(keyword + '\0' + text));
    }

    private static byte[] deflated(String keyword, String text) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(latin1(keyword + "\0\0"));
        data.writeBytes(Pngs.deflated(new byte[][] {latin1(text)}));
        return Pngs.chunk("zTXt", data.toByteArray());
    }

    private static byte[] international(boolean deflated, String text) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(latin1(XMP + '\0' + (deflated ? '\u0001' : '\0') + "\0en\0title\0"));
        data.writeBytes(deflated ? Pngs.deflated(new byte[][] {latin1(text)}) : latin1(text));
        return Pngs.chunk("iTXt", data.toByteArray());
    }

    /** As ImageMagick writes a profile: its name, its length, and lines of digits. */
    private static String digits(String name, byte[] profile) {
        String digits = HexFormat.of().formatHex(profile).replaceAll("(.{72})", "$1\n");
        return String.format("%n%s%n%8d%n%s%n", name, profile.length, digits);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
