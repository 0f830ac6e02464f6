package io.inferencestream.decode.png;

import static io.inferencestream.decode.Decoding.assertLike;
import static io.inferencestream.decode.Decoding.pixels;
import static io.inferencestream.decode.Decoding.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.testkit.image.Pngs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngDecoderTest {
    private static final byte[] NO_PALETTE = {};

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] row(int... filterAndBytes) {
        return bytes(filterAndBytes);
    }

    @ParameterizedTest
    @CsvSource({"1, 85, 0, 255, 0", "2, 27, 0, 85, 170", "4, 15, 0, 255, 0", "8, 5, 5, 6, 7"})
    void scalesGrayOfFewBits(int depth, int first, int a, int b, int c) {
        byte[] png = Pngs.png(3, 1, depth, 0, NO_PALETTE, new byte[][] {row(0, first, 6, 7)});
        if (depth < 8) {
            int stored = (3 * depth + 7) / 8;
            png = Pngs.png(3, 1, depth, 0, NO_PALETTE, new byte[][] {Arrays.copyOf(row(0, first, 0, 0), 1 + stored)});
        }

        assertThat(pixels(png, new ImageShape(3, 1, 1)).values()).isEqualTo(bytes(a, b, c));
    }

    @Test
    void takesTheUpperEightOfSixteenBits() {
        byte[] gray = Pngs.png(2, 1, 16, 0, NO_PALETTE, new byte[][] {row(0, 12, 255, 200, 0)});
        byte[] rgb = Pngs.png(1, 1, 16, 2, NO_PALETTE, new byte[][] {row(0, 1, 99, 2, 99, 3, 99)});

        assertThat(pixels(gray, new ImageShape(2, 1, 1)).values()).isEqualTo(bytes(12, 200));
        assertThat(pixels(rgb, new ImageShape(1, 1, 3)).values()).isEqualTo(bytes(1, 2, 3));
    }

    @Test
    void passesAlphaOverAndKeepsTheColoursBelowIt() {
        byte[] grayAlpha = Pngs.png(2, 1, 8, 4, NO_PALETTE, new byte[][] {row(0, 10, 0, 20, 255)});
        byte[] rgba = Pngs.png(1, 1, 8, 6, NO_PALETTE, new byte[][] {row(0, 10, 20, 30, 0)});
        byte[] deep = Pngs.png(1, 1, 16, 6, NO_PALETTE, new byte[][] {row(0, 10, 1, 20, 1, 30, 1, 0, 0)});

        assertThat(pixels(grayAlpha, new ImageShape(2, 1, 1)).values()).isEqualTo(bytes(10, 20));
        assertThat(pixels(rgba, new ImageShape(1, 1, 3)).values()).isEqualTo(bytes(10, 20, 30));
        assertThat(pixels(deep, new ImageShape(1, 1, 3)).values()).isEqualTo(bytes(10, 20, 30));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void readsPalettesOfEveryDepth(int depth) {
        BufferedImage image = ImageFiles.palette(13, 7, depth);

        Pixels plain = pixels(ImageFiles.encoded(image, "png"), new ImageShape(13, 7, 3));
        Pixels interlaced = pixels(ImageFiles.interlaced(image, "png"), new ImageShape(13, 7, 3));

        assertLike(image, plain, 0);
        assertLike(image, interlaced, 0);
    }

    @Test
    void showsIndexesBeyondThePaletteBlack() {
        byte[] png = Pngs.png(2, 1, 8, 3, bytes(9, 8, 7), new byte[][] {row(0, 0, 1)});

        assertThat(pixels(png, new ImageShape(2, 1, 3)).values()).isEqualTo(bytes(9, 8, 7, 0, 0, 0));
    }

    @Test
    void takesEveryFilterBack() {
        byte[][] rows = {
            row(0, 10, 20, 30),
            row(1, 10, 10, 10),
            row(2, 5, 5, 5),
            row(3, 20, 20, 20),
            row(4, 1, 1, 1),
            row(1, 250, 250, 0)
        };

        Pixels pixels = pixels(Pngs.png(3, 6, 8, 0, NO_PALETTE, rows), new ImageShape(3, 6, 1));

        assertThat(pixels.values())
                .isEqualTo(bytes(10, 20, 30, 10, 20, 30, 15, 25, 35, 27, 46, 60, 28, 47, 61, 250, 244, 244));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 5", "8, 8", "9, 13", "33, 20"})
    void readsInterlacedImagesOfEverySize(int width, int height) {
        BufferedImage image = ImageFiles.gradient(width, height);

        Pixels pixels = pixels(ImageFiles.interlaced(image, "png"), new ImageShape(width, height, 3));

        assertLike(image, pixels, 0);
    }

    @Test
    void readsDataCutIntoManyChunks() {
        byte[][] rows = {row(0, 1, 2, 3), row(0, 4, 5, 6)};
        byte[] data = Pngs.deflated(rows);
        byte[] whole = Pngs.png(3, 2, 8, 0, NO_PALETTE, rows);
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        cut.write(whole, 0, PngHeader.FIRST_CHUNK);
        for (byte each : data) {
            cut.writeBytes(Pngs.chunk("IDAT", new byte[0]));
            cut.writeBytes(Pngs.chunk("IDAT", new byte[] {each}));
        }

        assertThat(pixels(cut.toByteArray(), new ImageShape(3, 2, 1)).values()).isEqualTo(bytes(1, 2, 3, 4, 5, 6));
    }

    @Test
    void stepsOverBombsInTextAndProfiles() {
        byte[] whole = Pngs.png(1, 1, 8, 0, NO_PALETTE, new byte[][] {row(0, 77)});
        byte[] zeros = Pngs.deflated(new byte[][] {new byte[50_000_000]});
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(whole, 0, PngHeader.FIRST_CHUNK);
        for (String type : new String[] {"zTXt", "iCCP", "iTXt"}) {
            bomb.writeBytes(Pngs.chunk(type, zeros));
        }
        bomb.write(whole, PngHeader.FIRST_CHUNK, whole.length - PngHeader.FIRST_CHUNK);

        assertThat(pixels(bomb.toByteArray(), new ImageShape(1, 1, 1)).values()).isEqualTo(bytes(77));
    }

    @Test
    void refusesDataBeyondTheImageWithoutInflatingThem() {
        byte[] bomb = Pngs.png(1, 1, 8, 0, NO_PALETTE, new byte[][] {row(0, 77), new byte[50_000_000]});

        assertThat(undecodable(Decoding.decode(bomb, new ImageShape(1, 1, 1))).fault())
                .isEqualTo(ImageFault.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void passesOverAByteOrARowTooMany(int surplus) {
        byte[] png = Pngs.png(3, 1, 8, 0, NO_PALETTE, new byte[][] {row(0, 5, 6, 7), new byte[surplus]});

        assertThat(pixels(png, new ImageShape(3, 1, 1)).values()).isEqualTo(bytes(5, 6, 7));
    }

    @Test
    void passesOverARowTooManyThatIsLong() {
        byte[] longRow = new byte[1 + 20_000];
        byte[] once = Pngs.png(20_000, 1, 8, 0, NO_PALETTE, new byte[][] {longRow, longRow});
        byte[] twice = Pngs.png(20_000, 1, 8, 0, NO_PALETTE, new byte[][] {longRow, longRow, longRow});

        assertThat(Decoding.decode(once, new ImageShape(5, 5, 1))).isInstanceOf(Pixels.class);
        assertThat(undecodable(Decoding.decode(twice, new ImageShape(5, 5, 1))).fault())
                .isEqualTo(ImageFault.CORRUPT);
    }

    @Test
    void refusesWrongChecksums() {
        byte[] png = Pngs.png(2, 2, 8, 0, NO_PALETTE, new byte[][] {row(0, 1, 2), row(0, 3, 4)});
        int idat = PngHeader.FIRST_CHUNK;
        int length = png[idat + 3];
        png[idat + 8 + length] ^= 1;

        Undecodable undecodable = undecodable(Decoding.decode(png, new ImageShape(2, 2, 1)));

        assertThat(undecodable.fault()).isEqualTo(ImageFault.CORRUPT);
        assertThat(undecodable.detail()).contains("checksum");
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "16, 3", "4, 2", "8, 5", "0, 0"})
    void refusesDepthsThatAColourTypeDoesNotHave(int depth, int colour) {
        byte[] png = Pngs.png(1, 1, depth, colour, NO_PALETTE, new byte[][] {row(0, 0)});

        assertThat(undecodable(Decoding.inspect(png)).fault()).isEqualTo(ImageFault.CORRUPT);
    }
}
