package io.inferencestream.formats;

import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.decode.resize.Resizing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Damages files of a folder at random and decodes them: {@code FOLDER PATTERN COUNT SEED}. A process of its own, for native
 * code that crashes takes its process along.
 */
final class DamagedFiles {
    private static final ImageShape TARGET = new ImageShape(224, 224, 3);
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    /** Headers, and TIFF's directories at the end, are damaged oftener than the rest. */
    private static final int EDGE = 250;

    private DamagedFiles() {}

    public static void main(String[] arguments) throws IOException {
        List<byte[]> files = files(Path.of(arguments[0]), arguments[1]);
        Random random = new Random(Long.parseLong(arguments[3]));
        Map<String, Integer> outcomes = new TreeMap<>();
        long maxNanos = 0;
        try (ImageDecoder decoder = new ImageDecoder()) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                byte[] file = damaged(files.get(random.nextInt(files.size())), random);
                long start = THREAD.getCurrentThreadCpuTime();
                String outcome = outcome(decoder, ByteBuffer.wrap(file));
                // Before, the JVM has not compiled much.
                maxNanos = i < 200 ? 0 : Math.max(maxNanos, THREAD.getCurrentThreadCpuTime() - start);
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        System.out.println("slowest " + maxNanos / 1_000_000 + " ms of CPU");
        System.out.println("outcomes " + outcomes);
        // Until somebody has looked at how much memory it took.
        System.in.read();
    }

    private static List<byte[]> files(Path folder, String pattern) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().matches(pattern))
                    .sorted()
                    .map(DamagedFiles::read)
                    .toList();
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalStateException("cannot be read: " + path, e);
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(file, 1 + random.nextInt(file.length));
        }
        byte[] copy = file.clone();
        int bytes = kind == 1 ? 1 : 1 + random.nextInt(12);
        for (int i = 0; i < bytes; i++) {
            int edge = random.nextInt(Math.min(copy.length, EDGE));
            int at = kind == 1 ? random.nextInt(copy.length) : kind == 2 ? edge : copy.length - 1 - edge;
            copy[at] = random.nextInt(3) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
        }
        return copy;
    }

    private static String outcome(ImageDecoder decoder, ByteBuffer file) {
        Object outcome = new ImageInspector(DecodeLimits.DEFAULT).inspect(file, null);
        if (outcome instanceof ImageHeader header) {
            outcome = decoder.decode(file, header, TARGET, Resizing.STRETCH);
        }
        return outcome instanceof Undecodable undecodable ? undecodable.fault().name() : "PIXELS";
    }
}
