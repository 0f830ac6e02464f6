package io.inferencestream.formats.webp;

import static io.inferencestream.formats.Formats.assertLike;
import static io.inferencestream.formats.Formats.decode;
import static io.inferencestream.formats.Formats.drawing;
import static io.inferencestream.formats.Formats.header;
import static io.inferencestream.formats.Formats.inspect;
import static io.inferencestream.formats.Formats.pixels;
import static io.inferencestream.formats.Formats.rgb;
import static io.inferencestream.formats.Formats.undecodable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.formats.Formats;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebpReaderTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 34;

    @Test
    void readsTheHeaderWithoutTheLibrary() throws IOException {
        ImageHeader header = header(webp(drawn(), true));

        assertThat(header.format()).isEqualTo(ImageFormat.WEBP);
        assertThat(header.width()).isEqualTo(WIDTH);
        assertThat(header.height()).isEqualTo(HEIGHT);
        assertThat(header.channels()).isEqualTo(3);
        assertThat(header.orientation()).isEqualTo(Orientation.UPRIGHT);
        assertThat(header.heldBytes()).isGreaterThan(8 * WIDTH * HEIGHT);
    }

    @Test
    void hasThePixelsOfALosslessImage() throws IOException {
        assertLike(drawn(), pixels(webp(drawn(), true)), 0);
    }

    @Test
    void hasNearlyThePixelsOfALossyImage() throws IOException {
        BufferedImage smooth = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            smooth.setRGB(i % WIDTH, i / WIDTH, 0x010101 * (3 * (i % WIDTH)));
        }

        assertLike(smooth, pixels(webp(smooth, false)), 6);
    }

    @Test
    void passesAlphaOver() throws IOException {
        BufferedImage image = drawing(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < WIDTH; x++) {
            image.setRGB(x, 7, 0x01c08040);
        }

        assertLike(image, pixels(webp(image, true)), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAsExifSays(int orientation) throws IOException {
        byte[] still = chunks(webp(drawn(), true));
        byte[] file = extended(0, still, chunk("EXIF", exif(orientation)));

        ImageHeader header = header(file);
        Pixels pixels = pixels(file);

        Orientation expected = Orientation.ofExif(orientation);
        assertThat(header.orientation()).isEqualTo(expected);
        for (int[] at : new int[][] {{3, 2}, {50, 30}, {20, 9}}) {
            int column = expected.column(at[0], at[1], WIDTH, HEIGHT);
            int row = expected.row(at[0], at[1], WIDTH, HEIGHT);
            assertThat(rgb(pixels, column, row)).isEqualTo(drawn().getRGB(at[0], at[1]) & 0xffffff);
        }
    }

    @Test
    void showsAnAnimationsFirstFrameOnBlack() throws IOException {
        byte[] first = frame(6, 4, chunks(webp(drawing(20, 10, BufferedImage.TYPE_INT_RGB), true)), 20, 10);
        byte[] second = frame(0, 0, chunks(webp(drawn(), true)), WIDTH, HEIGHT);
        byte[] file = extended(0x02, chunk("ANIM", new byte[6]), chunk("ANMF", first), chunk("ANMF", second));

        Pixels pixels = pixels(file);

        assertThat(pixels.width()).isEqualTo(WIDTH);
        assertThat(rgb(pixels, 5, 4)).isZero();
        assertThat(rgb(pixels, 6, 3)).isZero();
        assertThat(rgb(pixels, 6, 4)).isEqualTo(0x0000ff);
        assertThat(rgb(pixels, 25, 13)).isEqualTo(255 * 19 / 20 << 16 | 255 * 9 / 10 << 8);
        assertThat(rgb(pixels, 26, 13)).isZero();
    }

    @Test
    void refusesWhateverIsCutShort() throws IOException {
        for (boolean lossless : new boolean[] {true, false}) {
            byte[] file = webp(drawn(), lossless);
            for (int length = 12; length < file.length - 1; length += 1 + length / 40) {
                Object outcome = decode(Arrays.copyOf(file, length), new ImageShape(8, 8, 3));

                assertThat(undecodable(outcome).fault()).as("%d bytes", length).isEqualTo(ImageFault.CORRUPT);
            }
        }
    }

    @Test
    void refusesAnImageThatIsDamagedInside() throws IOException {
        byte[] file = webp(drawn(), true);
        Arrays.fill(file, 30, 60, (byte) 0xff);

        Undecodable undecodable = undecodable(decode(file, new ImageShape(8, 8, 3)));

        assertThat(undecodable.fault()).isEqualTo(ImageFault.CORRUPT);
        assertThat(undecodable.detail()).contains("libwebp");
    }

    @Test
    void judgesSizesBeforeTheLibrarySeesThem() throws IOException {
        byte[] file = webp(drawn(), true);
        // 16384 by 16384 pixels, which is as many as a lossless WebP can claim.
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0fffffff);

        assertThat(undecodable(inspect(file)).fault()).isEqualTo(ImageFault.TOO_LARGE);
    }

    @Test
    void saysThatTheMachineHasNoLibrary() {
        Libwebp library = new Libwebp(() -> {
            throw new UnsatisfiedLinkError("no such thing");
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> library.decode(new byte[40], 0, 40))
                    .isInstanceOfSatisfying(UndecodableException.class, e -> {
                        assertThat(e.why().fault()).isEqualTo(ImageFault.UNSUPPORTED);
                        assertThat(e.why().detail())
                                .contains("libwebp does not load", System.getProperty("os.arch"), "no such thing");
                    });
        }
    }

    private static BufferedImage drawn() {
        return drawing(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    }

    private static byte[] webp(BufferedImage image, boolean lossless) throws IOException {
        WebPWriteParam parameters = new WebPWriteParam(Locale.ROOT);
        parameters.setCompressionType(lossless ? CompressionType.Lossless : CompressionType.Lossy);
        return Formats.file(image, new WebPImageWriterSpi().createWriterInstance(null), parameters);
    }

    /** All chunks of a simple file, which is one, with its header. */
    private static byte[] chunks(byte[] file) {
        return Arrays.copyOfRange(file, 12, file.length);
    }

    private static byte[] chunk(String name, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length + (payload.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static byte[] extended(int flags, byte[]... chunks) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write("WEBP".getBytes(StandardCharsets.US_ASCII));
        all.write(chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0, WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0}));
        for (byte[] chunk : chunks) {
            all.write(chunk);
        }
        return chunk("RIFF", all.toByteArray());
    }

    private static byte[] frame(int left, int top, byte[] chunks, int width, int height) {
        return ByteBuffer.allocate(16 + chunks.length)
                .put(new byte[] {(byte) (left / 2), 0, 0, (byte) (top / 2), 0, 0})
                .put(new byte[] {(byte) (width - 1), 0, 0, (byte) (height - 1), 0, 0})
                .put(new byte[4])
                .put(chunks)
                .array();
    }

    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }
}
