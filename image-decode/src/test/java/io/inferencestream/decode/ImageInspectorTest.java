package io.inferencestream.decode;

import static io.inferencestream.decode.Decoding.header;
import static io.inferencestream.decode.Decoding.inspect;
import static io.inferencestream.decode.Decoding.undecodable;
import static io.inferencestream.decode.image.ImageFault.CORRUPT;
import static io.inferencestream.decode.image.ImageFault.TOO_LARGE;
import static io.inferencestream.decode.image.ImageFault.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.testkit.image.Pngs;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageInspectorTest {
    private static final String RAW = "image/x-raw;width=28;height=20;channels=1";

    @ParameterizedTest
    @CsvSource({"jpeg, JPEG, 3", "png, PNG, 3", "gif, GIF, 1", "bmp, BMP, 3"})
    void tellsFormatAndSizeFromTheFirstBytes(String writer, ImageFormat format, int channels) {
        ImageHeader header = header(ImageFiles.encoded(ImageFiles.gradient(31, 17), writer));

        assertThat(header.format()).isEqualTo(format);
        assertThat(header.width()).isEqualTo(31);
        assertThat(header.height()).isEqualTo(17);
        assertThat(header.channels()).isEqualTo(channels);
        assertThat(header.orientation()).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void believesTheFirstBytesAndNotTheMediaType() {
        Inspection inspection = inspect(ImageFiles.jpeg(ImageFiles.gradient(8, 8)), "image/png");

        assertThat(((ImageHeader) inspection).format()).isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void readsOnlyWhatLiesBetweenPositionAndLimitAndLeavesTheBufferAsItIs() {
        byte[] png = ImageFiles.encoded(ImageFiles.gradient(5, 6), "png");
        ByteBuffer inside = ByteBuffer.allocate(png.length + 20).position(7).put(png);
        inside.flip().position(7);
        ByteBuffer slice = inside.slice();

        for (ByteBuffer buffer : new ByteBuffer[] {inside, slice, inside.asReadOnlyBuffer()}) {
            int position = buffer.position();

            Inspection inspection = new ImageInspector(DecodeLimits.DEFAULT).inspect(buffer, null);

            assertThat(inspection).isInstanceOf(ImageHeader.class);
            assertThat(buffer.position()).isEqualTo(position);
        }
    }

    @Test
    void callsAnEmptyImageCorrupt() {
        assertThat(undecodable(inspect(new byte[0])).fault()).isEqualTo(CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({
        "'RIFF....WEBPVP8 ', WebP: add the module image-formats to the class path",
        "'II*\u0000....', TIFF: add the module image-formats to the class path",
        "'MM\u0000*....', TIFF",
        "'\u0000\u0000\u0000\u0020ftypavif....', AVIF: convert it to JPEG",
        "'\u0000\u0000\u0000\u0020ftypheic....', HEIC: convert it to JPEG",
        "'%PDF-1.7', PDF",
        "'<?xml version=\"1.0\"?> <svg xmlns=\"\">', SVG",
        "'<!DOCTYPE html><html>', HTML",
        "'what is this', not a known image format",
        "'x', not a known image format",
    })
    void namesWhatItDoesNotRead(String bytes, String name) {
        Undecodable undecodable = undecodable(inspect(bytes.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(undecodable.fault()).isEqualTo(UNSUPPORTED);
        assertThat(undecodable.detail()).contains(name);
    }

    @Test
    void refusesWhatIsTurnedOff() {
        DecodeLimits onlyJpeg = DecodeLimits.DEFAULT.only(Set.of(ImageFormat.JPEG));
        ImageInspector inspector = new ImageInspector(onlyJpeg);
        ByteBuffer png = ByteBuffer.wrap(ImageFiles.encoded(ImageFiles.gradient(9, 9), "png"));
        ByteBuffer raw = ByteBuffer.wrap(new byte[4]);

        Undecodable undecodable = undecodable(inspector.inspect(png, null));

        assertThat(undecodable.fault()).isEqualTo(UNSUPPORTED);
        assertThat(undecodable.detail()).isEqualTo("PNG, which is turned off: only [JPEG] are read");
        assertThat(undecodable(inspector.inspect(raw, "image/x-raw;width=2;height=2;channels=1"))
                        .fault())
                .isEqualTo(UNSUPPORTED);
    }

    @Test
    void refusesMoreEncodedBytesThanAllowed() {
        byte[] png = ImageFiles.encoded(ImageFiles.gradient(9, 9), "png");
        ImageInspector narrow = new ImageInspector(new DecodeLimits(png.length - 1, 1000, 100_000));
        ImageInspector wide = new ImageInspector(new DecodeLimits(png.length, 1000, 100_000));

        assertThat(undecodable(narrow.inspect(ByteBuffer.wrap(png), null)).fault())
                .isEqualTo(TOO_LARGE);
        assertThat(wide.inspect(ByteBuffer.wrap(png), null)).isInstanceOf(ImageHeader.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void refusesMorePixelsThanAllowed(String format) {
        ByteBuffer image = ByteBuffer.wrap(ImageFiles.encoded(ImageFiles.gradient(40, 25), format));

        Inspection under = new ImageInspector(new DecodeLimits(100_000, 1000, 100_000)).inspect(image, null);
        Inspection over = new ImageInspector(new DecodeLimits(100_000, 999, 100_000)).inspect(image, null);

        assertThat(under).isInstanceOf(ImageHeader.class);
        assertThat(undecodable(over).fault()).isEqualTo(TOO_LARGE);
        assertThat(undecodable(over).detail()).contains("40x25");
    }

    @ParameterizedTest
    @CsvSource({"4000, 3000, 0x11, true", "6000, 4000, 0x22, true", "6000, 4000, 0x11, false", "8192, 6144, 0x22, false"
    })
    void takesLargeProgressivePhotosByDefault(int width, int height, String sampling, boolean isTaken) {
        byte[] jpeg = ImageFiles.progressiveJpeg(ImageFiles.gradient(16, 16));
        int frame = ImageFiles.indexOfSegment(jpeg, 0xc2);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        jpeg[frame + 11] = Integer.decode(sampling).byteValue();

        Inspection inspection = inspect(jpeg);

        assertThat(inspection instanceof ImageHeader).isEqualTo(isTaken);
    }

    @Test
    void takesWhatAPhoneOfFiftyMegapixelsMakes() {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(16, 16));
        int frame = ImageFiles.indexOfSegment(jpeg, ImageFiles.SOF0);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 6144).putShort(frame + 7, (short) 8192);

        assertThat(inspect(jpeg)).isInstanceOf(ImageHeader.class);
    }

    @Test
    void refusesAProgressiveJpegWhoseCoefficientsAreTooManyButNotABaselineOneOfThatSize() {
        BufferedImage image = ImageFiles.gradient(200, 200);
        ImageInspector inspector = new ImageInspector(new DecodeLimits(100_000, 40_000, 90_000));

        Inspection baseline = inspector.inspect(ByteBuffer.wrap(ImageFiles.jpeg(image)), null);
        Inspection progressive = inspector.inspect(ByteBuffer.wrap(ImageFiles.progressiveJpeg(image)), null);

        assertThat(baseline).isInstanceOf(ImageHeader.class);
        assertThat(undecodable(progressive).fault()).isEqualTo(TOO_LARGE);
    }

    @Test
    void refusesAPngThatClaimsToBeEnormousWithoutAllocatingIt() {
        byte[] png = Pngs.png(2_000_000_000, 2_000_000_000, 16, 6, new byte[0], new byte[0][]);

        assertThat(undecodable(inspect(png)).fault()).isEqualTo(TOO_LARGE);
    }

    @Test
    void refusesAnImageOfTooManyRowsHoweverNarrow() {
        byte[] png = Pngs.png(1, 40_000_000, 8, 0, new byte[0], new byte[0][]);

        assertThat(undecodable(inspect(png)).fault()).isEqualTo(TOO_LARGE);
    }

    @Test
    void givesUpOnAJpegOfGarbage() {
        byte[] garbage = new byte[10_000_000];
        garbage[0] = (byte) 0xff;
        garbage[1] = (byte) 0xd8;

        assertThat(undecodable(inspect(garbage)).detail()).contains("garbage");
    }

    @Test
    void passesOverFillBytesAndALittleGarbageBetweenSegments() {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(8, 8));
        byte[] padded = ByteBuffer.allocate(jpeg.length + 6)
                .put(jpeg, 0, 2)
                .put(new byte[] {1, 2, (byte) 0xff, 0, (byte) 0xff, (byte) 0xff})
                .put(jpeg, 2, jpeg.length - 2)
                .array();

        assertThat(header(padded).width()).isEqualTo(8);
    }

    @Test
    void countsTheCanvasThatAFrameOutsideItsScreenMakes() {
        byte[] gif = ImageFiles.encoded(ImageFiles.palette(10, 10, 2), "gif");
        gif[6] = 4;
        gif[8] = 4;

        ImageHeader header = header(gif);

        assertThat(header.width()).isEqualTo(10);
        assertThat(header.height()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "0xc3, lossless",
        "0xc5, hierarchical",
        "0xc9, arithmetic",
        "0xca, arithmetic",
        "0xcb, lossless",
        "0xde, hierarchical"
    })
    void namesTheJpegProcessesItDoesNotRead(String marker, String name) {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.gradient(8, 8));
        jpeg[ImageFiles.indexOfSegment(jpeg, ImageFiles.SOF0) + 1] =
                Integer.decode(marker).byteValue();

        Undecodable undecodable = undecodable(inspect(jpeg));

        assertThat(undecodable.fault()).isEqualTo(UNSUPPORTED);
        assertThat(undecodable.detail()).contains(name);
    }

    @Test
    void callsTwelveBitJpegAndLateHeightUnsupported() {
        byte[] deep = ImageFiles.jpeg(ImageFiles.gradient(8, 8));
        deep[ImageFiles.indexOfSegment(deep, ImageFiles.SOF0) + 4] = 12;
        byte[] late = ImageFiles.jpeg(ImageFiles.gradient(8, 8));
        late[ImageFiles.indexOfSegment(late, ImageFiles.SOF0) + 6] = 0;

        assertThat(undecodable(inspect(deep)).fault()).isEqualTo(UNSUPPORTED);
        assertThat(undecodable(inspect(late)).fault()).isEqualTo(UNSUPPORTED);
    }

    @Test
    void takesRawSamplesAtTheirMediaTypesWordEvenIfTheyLookLikeAFile() {
        byte[] samples = new byte[28 * 20];
        samples[0] = (byte) 0xff;
        samples[1] = (byte) 0xd8;

        ImageHeader header = (ImageHeader) inspect(samples, RAW);

        assertThat(header.format()).isEqualTo(ImageFormat.RAW);
        assertThat(header.width()).isEqualTo(28);
        assertThat(header.height()).isEqualTo(20);
        assertThat(header.channels()).isEqualTo(1);
    }

    @Test
    void readsEachMediaTypeForItselfHoweverTheyTakeTurns() {
        ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
        ByteBuffer samples = ByteBuffer.wrap(new byte[28 * 20]);

        ImageHeader lying = (ImageHeader) inspector.inspect(samples, RAW);
        ImageHeader standing = (ImageHeader) inspector.inspect(samples, "image/x-raw;width=20;height=28;channels=1");
        ImageHeader again = (ImageHeader) inspector.inspect(samples, RAW);
        Inspection tooFew = inspector.inspect(ByteBuffer.wrap(new byte[28 * 19]), RAW);

        assertThat(lying.width()).isEqualTo(28);
        assertThat(standing.width()).isEqualTo(20);
        assertThat(again).isEqualTo(lying);
        assertThat(undecodable(tooFew).fault()).isEqualTo(CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAGE/X-RAW; channels=1; Height=20; WIDTH=28",
                "image/x-raw ;width=\"28\";height=\"20\";channels=\"1\""
            })
    void readsParametersInAnyOrderAndCase(String mediaType) {
        assertThat(inspect(new byte[28 * 20], mediaType)).isInstanceOf(ImageHeader.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/x-raw",
                "image/x-raw;",
                "image/x-raw;width=28;height=20",
                "image/x-raw;width=28;height=20;channels=2",
                "image/x-raw;width=28;height=0;channels=1",
                "image/x-raw;width=-28;height=20;channels=1",
                "image/x-raw;width=28;width=28;height=20;channels=1",
                "image/x-raw;width=28;height=20;channels=1;depth=8",
                "image/x-raw;width=99999999999999999999;height=20;channels=1",
                "image/x-raw;width=twelve;height=20;channels=1",
            })
    void refusesRawMediaTypesThatDoNotSayTheShape(String mediaType) {
        assertThat(undecodable(inspect(new byte[28 * 20], mediaType)).fault()).isEqualTo(UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 28 * 20 - 1, 28 * 20 + 1})
    void callsRawSamplesOfAnotherCountCorrupt(int count) {
        Undecodable undecodable = undecodable(inspect(new byte[count], RAW));

        assertThat(undecodable.fault()).isEqualTo(CORRUPT);
        assertThat(undecodable.detail()).contains("560").contains(String.valueOf(count));
    }

    @Test
    void refusesRawShapesThatOverflow() {
        String mediaType = "image/x-raw;width=999999999;height=999999999;channels=3";

        assertThat(undecodable(inspect(new byte[100], mediaType)).fault()).isEqualTo(CORRUPT);
    }
}
