package io.inferencestream.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.testkit.data.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** WebP and TIFF of Pillow's own tests have the pixels that Pillow gives them, or are refused by name. */
class PillowProof {
    private static final int PARTS = 8;

    /** What Pillow reads and this does not, by the words of the refusal. */
    private static final Map<String, String> REFUSED = Map.of(
            "hopper.Lab.tif", "L*a*b*",
            "lab.tif", "L*a*b*",
            "lab-green.tif", "L*a*b*",
            "lab-red.tif", "L*a*b*",
            "hopper_lzma.tif", "LZMA",
            "hopper_webp.tif", "WebP (50001)",
            "10ct_32bit_128.tiff", "signed, floating or complex",
            "16_bit_binary_pgm.tiff", "signed, floating or complex",
            "16bit.s.tif", "signed, floating or complex");

    /** Files of a fuzzer that Pillow refuses: fields that are there twice, of which it takes others. */
    private static final String READ_ALL_THE_SAME = "crash-(0da01|74d2a).*";

    /** Decoded by another JPEG library than Pillow's, which may round otherwise. */
    private static final String JPEG_INSIDE = ".*ycbcr_jpeg.*";

    private static Map<String, byte[]> files = Map.of();
    private static Map<String, String[]> references = Map.of();

    @BeforeAll
    static void read() throws IOException {
        files = SharedData.files("formats");
        files.remove("LICENSE");
        references = references();
    }

    @Test
    void everyFileHasPillowsPixelsOrIsRefusedByName() {
        Map<String, Integer> found = new TreeMap<>();
        files.forEach((name, file) -> {
            String[] reference = references.get(name);
            if (REFUSED.containsKey(name)) {
                Undecodable undecodable = Formats.undecodable(Formats.inspect(file));
                assertThat(undecodable.fault()).as(name).isEqualTo(ImageFault.UNSUPPORTED);
                assertThat(undecodable.detail()).as(name).contains(REFUSED.get(name));
                found.merge("refused, read by Pillow", 1, Integer::sum);
            } else if (reference == null) {
                Object outcome = Formats.decode(file, new ImageShape(8, 8, 3));
                assertThat(outcome instanceof Undecodable || name.matches(READ_ALL_THE_SAME))
                        .as(name)
                        .isTrue();
                found.merge("refused by Pillow", 1, Integer::sum);
            } else {
                found.merge(compared(name, Formats.pixels(file), reference), 1, Integer::sum);
            }
        });

        System.out.println(found);
        assertThat(found).containsEntry("equal", 73).containsEntry("within 1", 4);
    }

    private static String compared(String name, Pixels pixels, String[] reference) {
        assertThat(pixels.width() + " " + pixels.height()).as(name).isEqualTo(reference[1] + " " + reference[2]);
        if (sha256(pixels.values()).equals(reference[3])) {
            return "equal";
        }
        assertThat(name).matches(JPEG_INSIDE);
        byte[] means = means(pixels);
        byte[] expected = HexFormat.of().parseHex(reference[4]);
        for (int i = 0; i < means.length; i++) {
            assertThat((double) (means[i] & 0xff))
                    .as(name)
                    .isBetween((expected[i] & 0xff) - 1.0, (expected[i] & 0xff) + 1.0);
        }
        return "within 1";
    }

    private static byte[] means(Pixels pixels) {
        byte[] means = new byte[PARTS * PARTS * 3];
        for (int i = 0; i < means.length; i++) {
            int column = i / 3 % PARTS;
            int line = i / 3 / PARTS;
            int sum = 0;
            int count = 0;
            for (int y = line * pixels.height() / PARTS; y < (line + 1) * pixels.height() / PARTS; y++) {
                for (int x = column * pixels.width() / PARTS; x < (column + 1) * pixels.width() / PARTS; x++) {
                    sum += pixels.values()[3 * (y * pixels.width() + x) + i % 3] & 0xff;
                    count++;
                }
            }
            means[i] = (byte) (sum / count);
        }
        return means;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static Map<String, String[]> references() throws IOException {
        Map<String, String[]> references = new TreeMap<>();
        try (InputStream in = PillowProof.class.getResourceAsStream("pillow.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(line -> references.put(line[0], line));
        }
        return references;
    }
}
