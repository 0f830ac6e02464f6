package io.inferencestream.lab.train;

import io.inferencestream.lab.network.Weights;
import io.inferencestream.lab.npy.NpyArray;
import io.inferencestream.lab.npy.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint on disk, an {@code .npz} that NumPy opens too: arrays {@code weights/NAME}, {@code memory/NAME} and
 * {@code best/NAME}, {@code progress} and {@code history}. It is replaced as a whole, so that a kill leaves the old one or
 * the new one.
 */
public final class CheckpointFile {
    private static final int COLUMNS = 9;

    private static final int STEPS_BETWEEN = 100;

    private final Path file;
    private final int stepsBetween;

    public CheckpointFile(Path file) {
        this(file, STEPS_BETWEEN);
    }

    /** @param stepsBetween two checkpoints within an epoch; at least 1 */
    CheckpointFile(Path file, int stepsBetween) {
        this.file = file;
        this.stepsBetween = stepsBetween;
    }

    /** Whether a checkpoint is due after so many steps, though the epoch is not done. */
    boolean isDue(int step) {
        return step % stepsBetween == 0;
    }

    /**
     * The checkpoint, if there is one.
     *
     * @throws IOException if it cannot be read, or is none
     */
    public Optional<Checkpoint> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, NpyArray> arrays = NpzFile.read(file, Set.of());
        NpyArray progress = arrays.get("progress");
        NpyArray history = arrays.get("history");
        if (progress == null || progress.size() != 3 || history == null || history.size() % COLUMNS != 0) {
            throw new IOException(file + " is no checkpoint of this program");
        }
        return Optional.of(new Checkpoint(
                (int) progress.get(0),
                progress.get(1),
                (long) progress.get(2),
                weights(arrays, "weights/"),
                weights(arrays, "memory/"),
                weights(arrays, "best/"),
                reports(history)));
    }

    /** Writes a checkpoint in place of the one that is there. */
    public void write(Checkpoint checkpoint) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        double[] progress = {checkpoint.step(), checkpoint.lossSum(), checkpoint.epochNanos()};
        arrays.put("progress", NpyArray.of(progress, List.of(progress.length)));
        arrays.put("history", table(checkpoint.history()));
        put(arrays, "weights/", checkpoint.weights());
        put(arrays, "memory/", checkpoint.memory());
        put(arrays, "best/", checkpoint.best());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        NpzFile.write(arrays, unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(Map<String, NpyArray> arrays, String prefix, Weights weights) {
        for (String name : weights.names()) {
            float[] numbers = weights.get(name);
            arrays.put(prefix + name, NpyArray.of(numbers, List.of(numbers.length)));
        }
    }

    private static Weights weights(Map<String, NpyArray> arrays, String prefix) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                weights.put(name.substring(prefix.length()), array.floats());
            }
        });
        return new Weights(weights);
    }

    private static NpyArray table(List<EpochReport> history) {
        double[] table = new double[history.size() * COLUMNS];
        int at = 0;
        for (EpochReport report : history) {
            double[] row = {
                report.epoch(),
                report.epochs(),
                report.loss(),
                report.validation(),
                report.validationAuc(),
                report.validationLoss(),
                report.learningRate(),
                report.images(),
                report.took().toNanos()
            };
            System.arraycopy(row, 0, table, at, COLUMNS);
            at += COLUMNS;
        }
        return NpyArray.of(table, List.of(history.size(), COLUMNS));
    }

    private static List<EpochReport> reports(NpyArray table) {
        List<EpochReport> reports = new ArrayList<>();
        for (int at = 0; at < table.size(); at += COLUMNS) {
            reports.add(new EpochReport(
                    (int) table.get(at),
                    (int) table.get(at + 1),
                    table.get(at + 2),
                    table.get(at + 3),
                    table.get(at + 4),
                    table.get(at + 5),
                    table.get(at + 6),
                    (int) table.get(at + 7),
                    Duration.ofNanos((long) table.get(at + 8))));
        }
        return reports;
    }
}
