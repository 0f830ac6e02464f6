package io.inferencestream.formats.tiff;

import static io.inferencestream.formats.Formats.assertLike;
import static io.inferencestream.formats.Formats.decode;
import static io.inferencestream.formats.Formats.drawing;
import static io.inferencestream.formats.Formats.header;
import static io.inferencestream.formats.Formats.inspect;
import static io.inferencestream.formats.Formats.pixels;
import static io.inferencestream.formats.Formats.rgb;
import static io.inferencestream.formats.Formats.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.formats.Formats;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffReaderTest {
    private static final ImageShape SMALL = new ImageShape(8, 8, 3);

    @ParameterizedTest
    @ValueSource(strings = {"None", "PackBits", "LZW", "ZLib", "Deflate"})
    void hasThePixelsWhateverPacksThem(String compression) throws IOException {
        BufferedImage image = drawing(61, 34, BufferedImage.TYPE_INT_RGB);

        byte[] file = tiff(image, compression);

        assertThat(header(file).format()).isEqualTo(ImageFormat.TIFF);
        assertLike(image, pixels(file), 0);
    }

    @Test
    void hasNearlyThePixelsThatJpegPacks() throws IOException {
        BufferedImage smooth = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 48; i++) {
            smooth.setRGB(i % 64, i / 64, 0x010101 * (3 * (i % 64)));
        }

        assertLike(smooth, pixels(tiff(smooth, "JPEG")), 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6", "None"})
    void readsBlackAndWhite(String compression) throws IOException {
        BufferedImage image = new BufferedImage(40, 23, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(7, 5, -1);
        for (int x = 20; x < 40; x++) {
            image.setRGB(x, 11, -1);
        }

        assertLike(image, pixels(tiff(image, compression)), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_INDEXED})
    void readsColoursWithAlphaOrAPalette(int type) throws IOException {
        BufferedImage image = drawing(37, 20, type);

        assertLike(image, pixels(tiff(image, "LZW")), 0);
    }

    @Test
    void readsGray() throws IOException {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }

        Pixels pixels = pixels(tiff(image, "LZW"));

        assertThat(rgb(pixels, 77, 0)).isEqualTo(0x4d4d4d);
        assertThat(rgb(pixels, 255, 0)).isEqualTo(0xffffff);
    }

    @ParameterizedTest
    @CsvSource({"1, 128, 0xff0000", "2, 64, 0x550000", "4, 80, 0x550000", "8, 66, 0x420000"})
    void scalesFewBits(int bits, int firstByte, int expected) {
        byte[] file = new TiffFile(1, 1, new byte[] {(byte) firstByte})
                .with(TiffTag.BITS_PER_SAMPLE, bits)
                .bytes();

        assertThat(rgb(pixels(file), 0, 0) & 0xff0000).isEqualTo(expected);
    }

    @Test
    void takesTheUpperEightOfMoreBits() {
        byte[] little = new TiffFile(1, 1, new byte[] {0x12, 0x34})
                .with(TiffTag.BITS_PER_SAMPLE, 16)
                .bytes();
        byte[] big = new TiffFile(1, 1, new byte[] {0x12, 0x34})
                .with(TiffTag.BITS_PER_SAMPLE, 16)
                .bytes(ByteOrder.BIG_ENDIAN);

        assertThat(rgb(pixels(little), 0, 0)).isEqualTo(0x343434);
        assertThat(rgb(pixels(big), 0, 0)).isEqualTo(0x121212);
    }

    @Test
    void invertsWhereWhiteIsZero() {
        byte[] file = new TiffFile(2, 1, new byte[] {0, 40})
                .with(TiffTag.PHOTOMETRIC, 0)
                .bytes();

        assertThat(rgb(pixels(file), 0, 0)).isEqualTo(0xffffff);
        assertThat(rgb(pixels(file), 1, 0)).isEqualTo(0xd7d7d7);
    }

    @Test
    void mixesInksWithoutAProfile() {
        byte[] file = colour(5, new byte[] {(byte) 255, 0, 51, 51}).bytes();

        assertThat(rgb(pixels(file), 0, 0)).isEqualTo(0x00cca3);
    }

    @Test
    void dividesByTheAlphaThatColoursWereMultipliedBy() {
        byte[] file = colour(2, new byte[] {50, 100, 20, 100})
                .with(TiffTag.EXTRA_SAMPLES, 1)
                .bytes();

        assertThat(rgb(pixels(file), 0, 0)).isEqualTo(0x7fff33);
    }

    @Test
    void putsPlanesTogether() {
        byte[] file = colour(2, new byte[] {10, 20, 30})
                .with(TiffTag.PLANAR_CONFIGURATION, 2)
                .with(TiffTag.STRIP_OFFSETS, 8, 9, 10)
                .with(TiffTag.STRIP_BYTE_COUNTS, 1, 1, 1)
                .bytes();

        assertThat(rgb(pixels(file), 0, 0)).isEqualTo(0x0a141e);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAsItSays(int orientation) {
        byte[] file = new TiffFile(3, 2, new byte[] {10, 20, 30, 40, 50, 60})
                .with(TiffTag.ORIENTATION, orientation)
                .bytes();

        ImageHeader header = header(file);
        Pixels pixels = pixels(file);

        Orientation expected = Orientation.ofExif(orientation);
        assertThat(header.orientation()).isEqualTo(expected);
        int column = expected.column(2, 0, 3, 2);
        int row = expected.row(2, 0, 3, 2);
        assertThat(rgb(pixels, column, row)).isEqualTo(0x1e1e1e);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPRESSION, 6, old-style JPEG",
        "COMPRESSION, 34925, LZMA",
        "COMPRESSION, 50000, Zstandard",
        "PHOTOMETRIC, 8, L*a*b*",
        "SAMPLE_FORMAT, 3, floating",
        "BITS_PER_SAMPLE, 32, 32 bits",
        "SAMPLES_PER_PIXEL, 65535, 65535 samples",
    })
    void namesWhatItDoesNotRead(TiffTag tag, int value, String name) {
        byte[] file = new TiffFile(1, 1, new byte[4]).with(tag, value).bytes();

        assertThat(undecodable(inspect(file)).fault()).isEqualTo(ImageFault.UNSUPPORTED);
        assertThat(undecodable(inspect(file)).detail()).contains("TIFF", name);
    }

    @Test
    void refusesWhateverIsCutShort() throws IOException {
        for (String compression : new String[] {"None", "LZW", "Deflate", "JPEG"}) {
            byte[] file = tiff(drawing(61, 34, BufferedImage.TYPE_INT_RGB), compression);
            for (int length = 8; length < file.length; length += 1 + length / 40) {
                Object outcome = decode(Arrays.copyOf(file, length), SMALL);

                assertThat(undecodable(outcome).fault()).isEqualTo(ImageFault.CORRUPT);
            }
        }
    }

    @Test
    void refusesPixelsThatAreNotThere() {
        byte[] plain = new TiffFile(100, 100, new byte[9_000]).bytes();
        byte[] packed = new TiffFile(100, 100, new byte[9_000])
                .with(TiffTag.COMPRESSION, 32773)
                .bytes();

        assertThat(undecodable(decode(plain, SMALL)).fault()).isEqualTo(ImageFault.CORRUPT);
        assertThat(undecodable(decode(packed, SMALL)).fault()).isEqualTo(ImageFault.CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({"2, 0xa8", "4, 0xff"})
    void refusesAFaxWhoseDataEndBeforeItsRowsDo(int compression, int whiteRows) {
        byte[] strip = new byte[16];
        Arrays.fill(strip, (byte) whiteRows);
        int rows = compression == 4 ? 16 * 8 : 16;
        TiffFile whole = new TiffFile(16, rows, strip)
                .with(TiffTag.BITS_PER_SAMPLE, 1)
                .with(TiffTag.PHOTOMETRIC, 0)
                .with(TiffTag.COMPRESSION, compression);

        assertThat(rgb(pixels(whole.bytes()), 3, rows - 1)).isEqualTo(0xffffff);
        byte[] half = whole.with(TiffTag.STRIP_BYTE_COUNTS, 8).bytes();
        assertThat(undecodable(decode(half, SMALL)).detail()).contains("the data end before the rows do");
    }

    @Test
    void judgesSizesBeforeTheLibrarySeesThem() {
        byte[] large = new TiffFile(60_000, 60_000, new byte[9]).bytes();
        byte[] deep = new TiffFile(7_000, 7_000, new byte[9])
                .with(TiffTag.BITS_PER_SAMPLE, 16)
                .bytes();
        byte[] strips = new TiffFile(2000, 2000, new byte[9])
                .with(TiffTag.TILE_WIDTH, 1)
                .with(TiffTag.TILE_HEIGHT, 1)
                .with(TiffTag.TILE_OFFSETS, 8)
                .with(TiffTag.TILE_BYTE_COUNTS, 1)
                .bytes();

        assertThat(undecodable(inspect(large)).fault()).isEqualTo(ImageFault.TOO_LARGE);
        assertThat(undecodable(inspect(deep)).fault()).isEqualTo(ImageFault.TOO_LARGE);
        assertThat(undecodable(inspect(strips)).detail()).contains("4000000 strips or tiles");
    }

    @Test
    void showsTheLibraryNoDirectoryOfTheFile() {
        // A directory that names itself as the next and as its own child, for ever.
        TiffFile file = new TiffFile(1, 1, new byte[] {77});
        int directory = 10;
        byte[] bytes = file.with(TiffTag.JPEG_TABLES, directory).bytes();
        bytes[bytes.length - 4] = (byte) directory;

        assertThat(rgb(pixels(bytes), 0, 0)).isEqualTo(0x4d4d4d);
    }

    @Test
    void refusesJpegOfAnotherSizeThanThePage() throws IOException {
        byte[] file = tiff(drawing(64, 48, BufferedImage.TYPE_INT_RGB), "JPEG");
        int frame = indexOf(file, (byte) 0xff, (byte) 0xc0);
        file[frame + 7] = 0x7f;

        assertThat(undecodable(decode(file, SMALL)).detail()).contains("is not of the page's size");
    }

    @Test
    void refusesProgressiveJpeg() throws IOException {
        byte[] file = tiff(drawing(64, 48, BufferedImage.TYPE_INT_RGB), "JPEG");
        file[indexOf(file, (byte) 0xff, (byte) 0xc0) + 1] = (byte) 0xc2;

        assertThat(undecodable(decode(file, SMALL)).fault()).isEqualTo(ImageFault.UNSUPPORTED);
    }

    private static int indexOf(byte[] file, byte first, byte second) {
        int at = 0;
        while (file[at] != first || file[at + 1] != second) {
            at++;
        }
        return at;
    }

    private static TiffFile colour(int photometric, byte[] pixel) {
        long[] bits = new long[pixel.length];
        Arrays.fill(bits, 8);
        return new TiffFile(1, 1, pixel)
                .with(TiffTag.PHOTOMETRIC, photometric)
                .with(TiffTag.SAMPLES_PER_PIXEL, pixel.length)
                .with(TiffTag.BITS_PER_SAMPLE, bits);
    }

    private static byte[] tiff(BufferedImage image, String compression) throws IOException {
        ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance(null);
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(compression);
        return Formats.file(image, writer, parameters);
    }
}
