package io.inferencestream.decode.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.testkit.data.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * pydicom's test files come out as pydicom reads them, or are refused by name. {@code dicom-references.txt} holds of each
 * the thumbnail that NumPy makes of pydicom's pixels: rescaled, through the first window or the range of the frame, in
 * RGB. Of {@code SC_rgb_small_odd_big_endian.dcm} it is that of the same image in the other order of bytes, for pydicom
 * 2.3 does not change bytes back that stand in words.
 */
class DicomProof {
    private static final int SIDE = 8;
    private static final int MUTATIONS = 10_000;
    private static final long MAX_CPU_NANOS = 250_000_000L;
    private static final long OUTCOME_BYTES = 64 << 10;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Map<String, byte[]> files = Map.of();

    @BeforeAll
    static void read() throws IOException {
        files = SharedData.files("dicom");
        files.keySet().removeIf(name -> !name.endsWith(".dcm"));
        assertThat(files).hasSize(66);
    }

    @Test
    void looksAsAnIndependentReaderReadsIt() throws IOException {
        Map<String, String> references = references();
        assertThat(references.keySet()).isEqualTo(files.keySet());
        int equal = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String reference = Objects.requireNonNull(references.get(file.getKey()));
            Inspection inspection = Decoding.inspect(file.getValue(), "application/dicom");
            Object outcome = inspection instanceof ImageHeader header
                    ? Decoding.decode(file.getValue(), "application/dicom", shape(header), Resizing.STRETCH)
                    : inspection;
            if (outcome instanceof Undecodable undecodable) {
                assertThat(undecodable.fault() + " " + undecodable.detail())
                        .as(file.getKey())
                        .isEqualTo(reference);
            } else {
                assertLike(reference, (Pixels) outcome, file.getKey());
                equal++;
            }
        }
        System.out.printf("%d files as the reference has them, %d refused%n", equal, files.size() - equal);
        assertThat(equal).isEqualTo(32);
    }

    private static ImageShape shape(ImageHeader header) {
        return new ImageShape(header.width(), header.height(), 3);
    }

    private static void assertLike(String reference, Pixels pixels, String name) {
        String[] parts = reference.split(" ", -1);
        assertThat(pixels.width() + "x" + pixels.height()).as(name).isEqualTo(parts[0]);
        byte[] expected = HexFormat.of().parseHex(parts[1]);
        for (int i = 0; i < expected.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            assertThat((int) mean(pixels, x, y, i % 3))
                    .as("%s at %d,%d", name, x, y)
                    .isBetween((expected[i] & 0xff) - 1, (expected[i] & 0xff) + 1);
        }
    }

    private static long mean(Pixels pixels, int column, int row, int channel) {
        int left = column * pixels.width() / SIDE;
        int right = Math.max(left + 1, (column + 1) * pixels.width() / SIDE);
        int top = row * pixels.height() / SIDE;
        int bottom = Math.max(top + 1, (row + 1) * pixels.height() / SIDE);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += Decoding.sample(pixels, x, y, channel);
            }
        }
        return Math.round(sum / (right - left) / (bottom - top));
    }

    private static Map<String, String> references() throws IOException {
        Map<String, String> references = new TreeMap<>();
        try (InputStream in = DicomProof.class.getResourceAsStream("dicom-references.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int space = line.indexOf(' ');
                references.put(line.substring(0, space), line.substring(space + 1));
            });
        }
        return references;
    }

    @Test
    void givesOneOutcomeInTimeAndWithinItsMemoryHoweverItIsDamaged() {
        List<byte[]> originals = new ArrayList<>(files.values());
        long maxNanos = 0;
        int whole = 0;
        try (ImageDecoder decoder = new ImageDecoder()) {
            for (int seed = 0; seed < MUTATIONS; seed++) {
                byte[] damaged = damaged(originals.get(seed % originals.size()), seed);
                long start = THREAD.getCurrentThreadCpuTime();
                Decoded decoded = outcome(decoder, damaged, seed);
                long nanos = THREAD.getCurrentThreadCpuTime() - start;
                assertThat(nanos).as("seed %d", seed).isLessThan(MAX_CPU_NANOS);
                maxNanos = Math.max(maxNanos, nanos);
                whole += decoded instanceof Pixels ? 1 : 0;
            }
        }
        System.out.printf(
                "%d damaged files, %d still images; slowest %.1f ms of CPU%n", MUTATIONS, whole, maxNanos / 1e6);
    }

    /** Bytes changed, most of them before the pixels, or a piece left out. */
    private static byte[] damaged(byte[] original, long seed) {
        Random random = new Random(seed);
        byte[] damaged = original.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int bound = random.nextInt(4) == 0 ? damaged.length : Math.min(damaged.length, 2_500);
            damaged[random.nextInt(bound)] = (byte) random.nextInt();
        }
        if (random.nextInt(4) > 0) {
            return damaged;
        }
        int from = random.nextInt(damaged.length);
        int to = from + random.nextInt(damaged.length - from);
        byte[] shorter = new byte[damaged.length - (to - from)];
        System.arraycopy(damaged, 0, shorter, 0, from);
        System.arraycopy(damaged, to, shorter, from, damaged.length - to);
        return shorter;
    }

    private static Decoded outcome(ImageDecoder decoder, byte[] damaged, int seed) {
        ByteBuffer encoded = ByteBuffer.wrap(damaged);
        ImageShape target = new ImageShape(224, 224, 3);
        Inspection inspection = new ImageInspector(DecodeLimits.DEFAULT).inspect(encoded, "application/dicom");
        if (inspection instanceof Undecodable undecodable) {
            return undecodable;
        }
        ImageHeader header = (ImageHeader) inspection;
        long before = THREAD.getCurrentThreadAllocatedBytes();
        Decoded decoded = decoder.decode(encoded, header, target, Resizing.STRETCH);
        long allocated = THREAD.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("seed %d", seed).isLessThan(header.workingBytes(target) + OUTCOME_BYTES);
        if (decoded instanceof Undecodable undecodable) {
            assertThat(undecodable.detail()).as("seed %d", seed).doesNotStartWith("the decoder stumbled");
        }
        return decoded;
    }
}
