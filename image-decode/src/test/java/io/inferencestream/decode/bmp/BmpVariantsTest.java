package io.inferencestream.decode.bmp;

import static io.inferencestream.decode.Decoding.assertLike;
import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose header is wrong about the pixels, and those with masks. */
class BmpVariantsTest {
    private static final int OFFSET = 10;
    private static final int COLOURS = 46;
    private static final int HEADER_END = 54;
    private static final ImageShape SHAPE = new ImageShape(13, 9, 3);

    private static byte[] with(byte[] bmp, int at, int value) {
        byte[] changed = bmp.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return changed;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14, 53})
    void startsBehindTheHeaderWhereTheOffsetLiesBefore(int offset) {
        BufferedImage image = ImageFiles.gradient(13, 9);

        assertLike(image, pixels(with(ImageFiles.encoded(image, "bmp"), OFFSET, offset), SHAPE), 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 54", "4, 0", "4, 54", "8, 0", "8, 30", "8, 54", "4, 60", "8, 100", "8, 1000"})
    void startsBehindThePaletteWhereTheOffsetLiesBefore(int bits, int offset) {
        BufferedImage image = ImageFiles.palette(13, 9, bits);
        byte[] bmp = with(ImageFiles.encoded(image, "bmp"), COLOURS, 1 << bits);

        assertLike(image, pixels(with(bmp, OFFSET, offset), SHAPE), 0);
    }

    @Test
    void believesTheOffsetOfAPaletteThatIsShorterThanItCouldBe() {
        BufferedImage image = ImageFiles.palette(13, 9, 4);
        byte[] whole = ImageFiles.encoded(image, "bmp");
        int row = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(OFFSET);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(whole, 0, HEADER_END + 16 * 4);
        byte[] rows = new byte[16 * 9];
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 13; x++) {
                rows[16 * y + x] = (byte) (whole[row + 8 * y + x / 2] >> (x % 2 == 0 ? 4 : 0) & 15);
            }
        }
        bytes.writeBytes(rows);
        byte[] wide = with(with(bytes.toByteArray(), OFFSET, HEADER_END + 16 * 4), COLOURS, 0);
        wide[28] = 8;

        assertLike(image, pixels(wide, SHAPE), 0);
    }

    @Test
    void callsAFileWithoutRoomForItsPaletteCorrupt() {
        byte[] bmp = ImageFiles.encoded(ImageFiles.palette(13, 9, 8), "bmp");
        byte[] cut = with(Arrays.copyOf(bmp, HEADER_END + 16 * 9), OFFSET, HEADER_END);

        assertThat(undecodable(Decoding.decode(cut, SHAPE)).fault()).isEqualTo(ImageFault.CORRUPT);
    }

    /** Header sizes of BITMAPINFOHEADER, with three masks behind it or four, and of its versions 2 to 5. */
    @ParameterizedTest
    @CsvSource({
        "40, 3, 16, f800, 7e0, 1f",
        "56, 3, 16, f800, 7e0, 1f",
        "108, 3, 16, f800, 7e0, 1f",
        "124, 3, 16, f800, 7e0, 1f",
        "40, 3, 16, 7c00, 3e0, 1f",
        "56, 3, 16, 7c00, 3e0, 1f",
        "108, 3, 16, 7c00, 3e0, 1f",
        "124, 3, 16, 7c00, 3e0, 1f",
        "40, 3, 16, f00, f0, f",
        "56, 3, 16, f00, f0, f",
        "124, 3, 16, f00, f0, f",
        "124, 3, 16, f000, f00, f0",
        "40, 3, 24, ff0000, ff00, ff",
        "56, 3, 24, ff, ff00, ff0000",
        "108, 3, 24, ff0000, ff00, ff",
        "40, 3, 32, ff0000, ff00, ff",
        "40, 6, 32, ff0000, ff00, ff",
        "52, 3, 32, ff00, ff0000, ff000000",
        "56, 3, 32, ff000000, ff0000, ff00",
        "108, 3, 32, ff, ff00, ff0000",
        "124, 3, 32, 3ff00000, ffc00, 3ff"
    })
    void readsBitFieldsOfEveryHeader(int header, int compression, int bits, String red, String green, String blue) {
        int[] masks = {mask(red), mask(green), mask(blue)};
        for (int extra : new int[] {0, 4}) {
            for (boolean topDown : new boolean[] {false, true}) {
                byte[] bmp = fields(header, compression, bits, masks, extra, topDown);

                byte[] values = pixels(bmp, new ImageShape(2, 2, 3)).values();

                byte[] upper = {-1, 0, 0, 0, -1, 0};
                byte[] lower = {0, 0, -1, -1, -1, -1};
                assertThat(Arrays.copyOf(values, 6)).isEqualTo(topDown ? upper : lower);
                assertThat(Arrays.copyOfRange(values, 6, 12)).isEqualTo(topDown ? lower : upper);
            }
        }
    }

    private static int mask(String hex) {
        return Integer.parseUnsignedInt(hex, 16);
    }

    /** Two stored rows: red and green, blue and white. */
    private static byte[] fields(int header, int compression, int bits, int[] masks, int extra, boolean topDown) {
        int maskBytes = header == 40 ? compression == 6 ? 16 : 12 : 0;
        int rowBytes = bits == 32 ? 8 : bits == 24 ? 8 : 4;
        int offset = 14 + header + maskBytes + extra;
        ByteBuffer bmp = ByteBuffer.allocate(offset + 2 * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(offset);
        bmp.putInt(header)
                .putInt(2)
                .putInt(topDown ? -2 : 2)
                .putShort((short) 1)
                .putShort((short) bits);
        bmp.putInt(compression).position(HEADER_END);
        bmp.putInt(masks[0]).putInt(masks[1]).putInt(masks[2]);
        int[] colours = {masks[0], masks[1], masks[2], masks[0] | masks[1] | masks[2]};
        for (int i = 0; i < 4; i++) {
            bmp.position(offset + i / 2 * rowBytes + i % 2 * bits / 8);
            for (int b = 0; b < bits; b += 8) {
                bmp.put((byte) (colours[i] >> b));
            }
        }
        return bmp.array();
    }
}
