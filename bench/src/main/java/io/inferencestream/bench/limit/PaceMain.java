package io.inferencestream.bench.limit;

import io.inferencestream.bench.work.Engines;
import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.Workloads;
import io.inferencestream.core.predict.LoadedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The limit, held ready: measures for a moment whenever a line comes in, and prints what it measured. Between lines it
 * takes memory and no processor.
 *
 * <p>Arguments: project folder, folder of shared data or {@code -}, work folder, workload, predictors, threads of each,
 * batch.
 */
public final class PaceMain {
    /** What a line with a rate begins with. */
    public static final String PREFIX = "pace ";

    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);

    private PaceMain() {}

    /** Runs until its input ends or it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path shared = arguments[1].equals("-") ? null : Path.of(arguments[1]);
        Workload workload = new Workloads(Path.of(arguments[0]), shared, Path.of(arguments[2])).open(arguments[3]);
        int batch = Integer.parseInt(arguments[6]);
        LoadedModel model = Engines.load(
                workload.repository(),
                workload.model(),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                batch);
        LimitRate limit = new LimitRate(workload, model);
        limit.measure(batch, WARM_UP_NANOS);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.println(PREFIX + limit.measure(batch, WINDOW_NANOS).perSecond());
            System.out.flush();
        }
        Runtime.getRuntime().halt(0);
    }
}
