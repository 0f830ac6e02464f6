package io.inferencestream.djl;

import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.LoadedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Predicts batches of changing sizes in several parts, and prints by how many KiB the process's memory has grown in the
 * second quietest of them: a leak grows in nearly all, a compiler that wakes up late in one.
 */
final class EnduranceProbe {
    private static final int WARM_UP = 3000;
    private static final int PARTS = 4;

    private EnduranceProbe() {}

    public static void main(String[] arguments) throws Exception {
        TinyFormat format = TinyFormat.valueOf(arguments[0]);
        int predictions = Integer.parseInt(arguments[2]);
        TinyNetwork network = new TinyNetwork(3, true, TensorLayout.NHWC, false, false, false);
        try (LoadedModel model = format.engine()
                        .load(PreparedFiles.of(format, network, Path.of(arguments[1])), PreparedFiles.ON_CPU);
                BatchPredictor predictor = model.newPredictor()) {
            predict(predictor, WARM_UP);
            long[] grown = new long[PARTS];
            StringBuilder told = new StringBuilder("resident KiB");
            long before = residentKiB();
            told.append(' ').append(before);
            for (int part = 0; part < PARTS; part++) {
                predict(predictor, predictions / PARTS);
                long after = residentKiB();
                told.append(' ').append(after);
                grown[part] = after - before;
                before = after;
            }
            System.out.println(told);
            Arrays.sort(grown);
            System.out.println("grown " + grown[1]);
        }
    }

    private static void predict(BatchPredictor predictor, int batches) throws Exception {
        Random random = new Random(1);
        for (int batch = 0; batch < batches; batch++) {
            int size = 1 + random.nextInt(PreparedFiles.ON_CPU.maxBatchSize());
            ByteBuffer pixels = predictor.begin(size);
            while (pixels.hasRemaining()) {
                pixels.put((byte) (batch % TinyNetwork.NAN_PIXEL));
            }
            BatchScores scores = (BatchScores) predictor.predict();
            if (scores.count() != size) {
                throw new IllegalStateException("answered " + scores.count() + " of " + size);
            }
        }
    }

    private static long residentKiB() throws IOException {
        System.gc();
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
