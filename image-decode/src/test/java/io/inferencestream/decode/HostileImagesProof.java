package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.testkit.data.SharedData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files that a fuzzer made to fell decoders: each gives one outcome, soon, within its memory. */
class HostileImagesProof {
    private static final ImageShape TARGET = new ImageShape(224, 224, 3);
    private static final long MAX_CPU_NANOS = 250_000_000L;
    private static final int TIMES = 5;

    /** What an outcome itself takes: the reason's text, and the like. */
    private static final long OUTCOME_BYTES = 16 << 10;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Map<String, byte[]> files = Map.of();

    @BeforeAll
    static void unpack() throws IOException {
        files = SharedData.unpacked("hostile", "gofuzz_jpeg299_png267.tgz");
        files.keySet().removeIf(name -> !name.contains("corpus/"));
        assertThat(files).hasSize(566);
    }

    @Test
    void giveOneOutcomeEachInTimeAndWithinTheirMemory() {
        Map<String, Integer> outcomes = new TreeMap<>();
        String slowest = "";
        long maxNanos = 0;
        try (ImageDecoder decoder = new ImageDecoder()) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                long nanos = Long.MAX_VALUE;
                for (int i = 0; i < TIMES; i++) {
                    long start = THREAD.getCurrentThreadCpuTime();
                    Object outcome = outcome(decoder, file.getKey(), ByteBuffer.wrap(file.getValue()), i > 0);
                    nanos = Math.min(nanos, THREAD.getCurrentThreadCpuTime() - start);
                    if (i == 0) {
                        outcomes.merge(name(outcome), 1, Integer::sum);
                    }
                }
                assertThat(nanos).as(file.getKey()).isLessThan(MAX_CPU_NANOS);
                if (nanos > maxNanos) {
                    maxNanos = nanos;
                    slowest = file.getKey();
                }
            }
        }
        System.out.printf(
                "%d files: %s; slowest %.1f ms of CPU: %s%n", files.size(), outcomes, maxNanos / 1e6, slowest);
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(566);
        assertThat(outcomes).containsKeys("Pixels", "CORRUPT", "UNSUPPORTED");
    }

    /** @param measured whether to look at the memory; the first time, the JVM links what it runs, and pays for it */
    private static Object outcome(ImageDecoder decoder, String name, ByteBuffer encoded, boolean measured) {
        ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
        long before = THREAD.getCurrentThreadAllocatedBytes();
        Inspection inspection = inspector.inspect(encoded, null);
        long inspected = THREAD.getCurrentThreadAllocatedBytes();
        assertThat(measured ? inspected - before : 0).as(name).isLessThan(OUTCOME_BYTES);
        if (inspection instanceof Undecodable undecodable) {
            return undecodable;
        }
        ImageHeader header = (ImageHeader) inspection;
        long start = THREAD.getCurrentThreadAllocatedBytes();
        Decoded decoded = decoder.decode(encoded, header, TARGET, Resizing.STRETCH);
        long allocated = THREAD.getCurrentThreadAllocatedBytes() - start;
        long bound = header.workingBytes(TARGET) + OUTCOME_BYTES;
        assertThat(measured ? allocated : 0).as(name).isLessThan(bound);
        if (decoded instanceof Undecodable undecodable) {
            assertThat(undecodable.detail()).as(name).doesNotStartWith(ImageDecoder.STUMBLED);
        }
        return decoded;
    }

    private static String name(Object outcome) {
        return outcome instanceof Undecodable undecodable ? undecodable.fault().name() : "Pixels";
    }

    @Test
    void leaveNothingBehindAfterAHundredThousand() throws IOException {
        int rounds = 100_000 / files.size() + 1;
        try (ImageDecoder decoder = new ImageDecoder()) {
            long settled = 0;
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    ByteBuffer encoded = ByteBuffer.wrap(file.getValue());
                    if (new ImageInspector(DecodeLimits.DEFAULT).inspect(encoded, null) instanceof ImageHeader header
                            && header.pixels() < 100_000) {
                        decoder.decode(encoded, header, new ImageShape(28, 28, 1), Resizing.STRETCH);
                    }
                }
                if (round == rounds / 4) {
                    settled = residentBytes();
                }
            }
            long grown = residentBytes() - settled;
            System.out.printf("resident after a quarter %d MiB, grown by %d KiB since%n", settled >> 20, grown >> 10);
            assertThat(grown).isLessThan(64 << 20);
        }
    }

    private static long residentBytes() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
        return Long.parseLong(pages[1]) * 4096;
    }
}
