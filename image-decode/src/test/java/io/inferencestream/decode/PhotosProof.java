package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.testkit.data.SharedData;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Real photos come out upright and in true colours. {@code photo-thumbnails.txt} holds of each an 8 by 8 thumbnail, made
 * by this decoder, looked at by a person, and compared with Pillow's decoding of the same file.
 */
class PhotosProof {
    private static final ImageShape TARGET = new ImageShape(64, 64, 3);
    private static final int SIDE = 8;
    private static final int TOLERANCE = 2;

    private static Map<String, byte[]> photos = Map.of();

    @BeforeAll
    static void read() throws IOException {
        photos = SharedData.files("photos");
    }

    @Test
    void looksAsItDidWhenAPersonLookedAtIt() throws IOException {
        Map<String, String> references = references();
        Path made = Path.of("target", "photos");
        Files.createDirectories(made);
        StringBuilder lines = new StringBuilder();
        Map<String, byte[]> thumbnails = new TreeMap<>();
        for (Map.Entry<String, byte[]> photo : photos.entrySet()) {
            Pixels pixels = Decoding.pixels(photo.getValue(), TARGET);
            ImageIO.write(image(pixels), "png", new File(made.toFile(), photo.getKey() + ".png"));
            byte[] thumbnail = thumbnail(pixels);
            thumbnails.put(photo.getKey(), thumbnail);
            lines.append(photo.getKey()).append(' ');
            lines.append(HexFormat.of().formatHex(thumbnail)).append('\n');
        }
        Files.writeString(made.resolve("photo-thumbnails.txt"), lines);

        assertThat(thumbnails.keySet()).isEqualTo(references.keySet());
        assertThat(thumbnails).allSatisfy((name, thumbnail) -> {
            byte[] reference = HexFormat.of().parseHex(Objects.requireNonNull(references.get(name)));
            assertThat(distance(thumbnail, reference)).as(name).isLessThanOrEqualTo(TOLERANCE);
        });
    }

    @Test
    void isTheSameImageInEveryOrientation() {
        byte[] upright = thumbnail(Decoding.pixels(photo("pillow_hopper.jpg"), TARGET));
        for (int orientation = 2; orientation <= 8; orientation++) {
            byte[] turned =
                    thumbnail(Decoding.pixels(photo("pillow_hopper_orientation_" + orientation + ".jpg"), TARGET));

            assertThat(distance(upright, turned))
                    .as("orientation %d", orientation)
                    .isLessThan(12);
        }
    }

    @Test
    void hasTheSameColoursFromInksAsFromLight() {
        byte[] rgb = thumbnail(Decoding.pixels(photo("pillow_pil_sample_rgb.jpg"), TARGET));
        byte[] cmyk = thumbnail(Decoding.pixels(photo("pillow_pil_sample_cmyk.jpg"), TARGET));

        // Inks are mixed without a profile: pure red is a little brighter than the profile has it.
        assertThat(distance(rgb, cmyk)).isLessThan(40);
    }

    @Test
    void staysWithinItsWorkingBytes() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Resizing resizing : List.of(
                Resizing.CENTER_CROP,
                Resizing.CENTER_CROP.withFilter(ResizeFilter.BILINEAR, true),
                Resizing.STRETCH.withFilter(ResizeFilter.LANCZOS, true))) {
            for (ImageShape target : List.of(new ImageShape(224, 224, 3), new ImageShape(64, 96, 1))) {
                photos.forEach((name, photo) -> {
                    ImageHeader header = Decoding.header(photo);

                    assertThat(allocated(thread, ByteBuffer.wrap(photo), header, target, resizing))
                            .as("%s to %s, %s", name, target, resizing)
                            .isLessThan(header.workingBytes(target));
                });
            }
        }
    }

    private static long allocated(
            ThreadMXBean thread, ByteBuffer encoded, ImageHeader header, ImageShape target, Resizing resizing) {
        long allocated = 0;
        for (int time = 0; time < 2; time++) {
            // The first time, the JVM links what it runs; and a fresh decoder has kept nothing yet.
            try (ImageDecoder fresh = new ImageDecoder()) {
                long before = thread.getCurrentThreadAllocatedBytes();
                fresh.decode(encoded, header, target, resizing);
                allocated = thread.getCurrentThreadAllocatedBytes() - before;
            }
        }
        return allocated;
    }

    private static byte[] photo(String name) {
        return Objects.requireNonNull(photos.get(name), name);
    }

    private static Map<String, String> references() throws IOException {
        Map<String, String> references = new TreeMap<>();
        try (InputStream in = PhotosProof.class.getResourceAsStream("photo-thumbnails.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int space = line.indexOf(' ');
                references.put(line.substring(0, space), line.substring(space + 1));
            });
        }
        return references;
    }

    /** Means of squares, 8 by 8 of them. */
    private static byte[] thumbnail(Pixels pixels) {
        int square = pixels.width() / SIDE;
        byte[] means = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < means.length; i++) {
            int left = i / 3 % SIDE * square;
            int top = i / 3 / SIDE * square;
            int sum = 0;
            for (int y = top; y < top + square; y++) {
                for (int x = left; x < left + square; x++) {
                    sum += Decoding.sample(pixels, x, y, i % 3);
                }
            }
            means[i] = (byte) (sum / (square * square));
        }
        return means;
    }

    private static int distance(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        int max = 0;
        for (int i = 0; i < one.length; i++) {
            max = Math.max(max, Math.abs((one[i] & 0xff) - (other[i] & 0xff)));
        }
        return max;
    }

    private static BufferedImage image(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                int red = Decoding.sample(pixels, x, y, 0);
                int green = Decoding.sample(pixels, x, y, 1);
                image.setRGB(x, y, red << 16 | green << 8 | Decoding.sample(pixels, x, y, 2));
            }
        }
        return image;
    }
}
