package io.inferencestream.decode.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    private static final ImageShape TARGET = new ImageShape(224, 224, 3);

    private static final Resizing[] RESIZINGS = {
        Resizing.STRETCH,
        Resizing.STRETCH.withCrop(0.9),
        Resizing.CENTER_CROP,
        Resizing.CENTER_CROP.withSize(256),
        Resizing.CENTER_CROP.withCrop(0.875),
        Resizing.LETTERBOX,
        Resizing.LETTERBOX.withPadding(0x727272, PadAt.CENTER, SideRounding.HALF_EVEN),
        Resizing.LETTERBOX.withPadding(0x727272, PadAt.TOP_LEFT, SideRounding.DOWN),
    };

    private static ImageHeader header(int width, int height, Orientation orientation) {
        return ImageHeader.of(ImageFormat.JPEG, width, height, 3, orientation, 0);
    }

    @Test
    void saysWhereTheUprightImageLiesInALetterbox() {
        View view =
                View.of(header(1200, 1600, Orientation.TURNED_RIGHT), new ImageShape(640, 640, 3), Resizing.LETTERBOX);

        assertThat(view.width()).isEqualTo(1600);
        assertThat(view.height()).isEqualTo(1200);
        assertThat(view.imageX(0)).isEqualTo(0);
        assertThat(view.imageX(640)).isEqualTo(1600);
        assertThat(view.imageY(80)).isEqualTo(0);
        assertThat(view.imageY(560)).isEqualTo(1200);
        assertThat(view.imageY(0)).isEqualTo(-200);
        assertThat(view.inputY(600)).isEqualTo(320);
    }

    @Test
    void saysWhatACropLeavesOut() {
        View view = View.of(header(512, 256, Orientation.UPRIGHT), TARGET, Resizing.CENTER_CROP.withSize(256));

        assertThat(view.imageX(0)).isEqualTo(144);
        assertThat(view.imageX(224)).isEqualTo(368);
        assertThat(view.imageY(0)).isEqualTo(16);
        assertThat(view.imageY(224)).isEqualTo(240);
    }

    @Test
    void keepsThePaddingWhereTheLibrariesPutIt() {
        Resizing ultralytics = Resizing.LETTERBOX.withPadding(0x727272, PadAt.CENTER, SideRounding.HALF_EVEN);
        ImageShape target = new ImageShape(640, 640, 3);

        // 721 / 2 = 360.5, which Python rounds to 360; of 639 the padding of 1 lies below.
        assertThat(View.of(header(1280, 721, Orientation.UPRIGHT), target, ultralytics)
                        .inputY(0))
                .isEqualTo(140);
        assertThat(View.of(header(640, 639, Orientation.UPRIGHT), target, ultralytics)
                        .inputY(0))
                .isEqualTo(0);
        assertThat(View.of(header(1280, 721, Orientation.UPRIGHT), target, Resizing.LETTERBOX)
                        .inputY(0))
                .isEqualTo(139);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bringsABoxThereAndBackWithinAPixel(long seed) {
        Random random = new Random(seed);
        for (Orientation orientation : Orientation.values()) {
            for (Resizing resizing : RESIZINGS) {
                ImageHeader header = header(1 + random.nextInt(5000), 1 + random.nextInt(5000), orientation);
                View view = View.of(header, TARGET, resizing);
                double x = random.nextDouble() * view.width();
                double y = random.nextDouble() * view.height();

                assertThat(view.imageX((float) view.inputX(x)))
                        .as("seed %d, %s", seed, resizing)
                        .isCloseTo(x, offset(0.01));
                assertThat(view.imageY((float) view.inputY(y)))
                        .as("seed %d, %s", seed, resizing)
                        .isCloseTo(y, offset(0.01));
            }
        }
    }

    /** The pixels themselves tell whether the map is true: a white box is sought in what the model sees. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void findsABoxOfTheUprightImageWhereItWasDrawn(Orientation orientation) {
        int width = 120;
        int height = 80;
        byte[] jpeg = ImageFiles.withExif(boxed(width, height), orientation.ordinal() + 1, true);
        int left = Math.min(orientation.column(40, 20, width, height), orientation.column(79, 47, width, height));
        int top = Math.min(orientation.row(40, 20, width, height), orientation.row(79, 47, width, height));
        int across = orientation.swapsSides() ? 28 : 40;
        int down = orientation.swapsSides() ? 40 : 28;
        for (Resizing resizing : RESIZINGS) {
            Pixels pixels = (Pixels) Decoding.decode(jpeg, null, TARGET, resizing);

            View view = View.of(Decoding.header(jpeg), TARGET, resizing);

            int row = (int) view.inputY(top + down / 2.0);
            int column = (int) view.inputX(left + across / 2.0);
            assertThat(view.imageX(edge(pixels, column, row, -1, 0)))
                    .as("%s", resizing)
                    .isCloseTo(left, offset(1.0));
            assertThat(view.imageX(edge(pixels, column, row, 1, 0)))
                    .as("%s", resizing)
                    .isCloseTo(left + across, offset(1.0));
            assertThat(view.imageY(edge(pixels, column, row, 0, -1)))
                    .as("%s", resizing)
                    .isCloseTo(top, offset(1.0));
            assertThat(view.imageY(edge(pixels, column, row, 0, 1)))
                    .as("%s", resizing)
                    .isCloseTo(top + down, offset(1.0));
        }
    }

    private static byte[] boxed(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(40, 20, 40, 28);
        graphics.dispose();
        return ImageFiles.encoded(image, "jpeg");
    }

    /** Goes from a white pixel until it is dark, and says where between the two the edge lies. */
    private static double edge(Pixels pixels, int fromX, int fromY, int stepX, int stepY) {
        int x = fromX;
        int y = fromY;
        while (Decoding.red(pixels, x + stepX, y + stepY) > 127) {
            x += stepX;
            y += stepY;
        }
        int bright = Decoding.red(pixels, x, y);
        int dark = Decoding.red(pixels, x + stepX, y + stepY);
        double centre = (stepX != 0 ? x : y) + 0.5;
        return centre + (stepX + stepY) * (bright - 127.5) / (bright - dark);
    }
}
