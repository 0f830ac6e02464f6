package io.inferencestream.core.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what the pipeline itself costs: raw 28x28 images through a model that takes no time. Prints, for each number
 * of offering threads, the median over several runs of images a second, processor nanoseconds and allocated bytes an
 * image, and the mean batch.
 */
public final class PipelineCost {
    private static final ImageShape SHAPE = new ImageShape(28, 28, 1);
    private static final String MEDIA_TYPE = "image/x-raw;width=28;height=28;channels=1";
    private static final int RUNS = 9;
    private static final int IMAGES = 400_000;
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final FakeModel model;
    private final InferencePipeline pipeline;

    private PipelineCost(FakeModel model, InferencePipeline pipeline) {
        this.model = model;
        this.pipeline = pipeline;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path file = Files.createTempFile("journal", ".bin");
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            for (int offering : new int[] {1, 2}) {
                for (boolean inspecting : new boolean[] {false, true}) {
                    measure(journal, offering, inspecting);
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void measure(MappedCrashJournal journal, int offering, boolean inspecting)
            throws InterruptedException {
        FakeModel model = FakeModel.named("free")
                .input(SHAPE)
                .predictors(2)
                .maxBatchSize(256)
                .load();
        InFlightLimits limits = new InFlightLimits(2_048, 512L << 20, Duration.ofMillis(800));
        try (InferencePipeline pipeline = InferencePipeline.start(
                List.of(model),
                Duration.ZERO,
                Duration.ofSeconds(30),
                1,
                DecodeLimits.DEFAULT,
                limits,
                journal,
                new Loud())) {
            PipelineCost cost = new PipelineCost(model, pipeline);
            List<double[]> runs = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                runs.add(cost.run(offering, inspecting));
            }
            print(offering, inspecting, runs.subList(2, RUNS));
        }
    }

    private static void print(int offering, boolean inspecting, List<double[]> runs) {
        double[] medians = new double[runs.get(0).length];
        for (int figure = 0; figure < medians.length; figure++) {
            int column = figure;
            double[] sorted =
                    runs.stream().mapToDouble(run -> run[column]).sorted().toArray();
            medians[figure] = sorted[sorted.length / 2];
        }
        System.out.printf(
                Locale.ROOT,
                "%d offering, %s: %,.0f images/s, %,.0f ns of processor an image, %,.0f bytes an image, mean batch %.1f%n",
                offering,
                inspecting ? "each inspected" : "header known",
                medians[0],
                medians[1],
                medians[2],
                medians[3]);
    }

    private double[] run(int offering, boolean inspecting) throws InterruptedException {
        long batches = model.batches();
        long bytes = allocatedBytes();
        long processor = processorNanos();
        long started = System.nanoTime();
        List<Offerer> offerers = new ArrayList<>();
        for (int i = 0; i < offering; i++) {
            offerers.add(new Offerer(i, IMAGES / offering, inspecting));
        }
        offerers.forEach(Thread::start);
        long own = 0;
        for (Offerer offerer : offerers) {
            offerer.join();
            own += offerer.allocatedBytes;
        }
        return new double[] {
            IMAGES * 1e9 / (System.nanoTime() - started),
            (double) (processorNanos() - processor) / IMAGES,
            (double) (allocatedBytes() - bytes + own) / IMAGES,
            (double) IMAGES / (model.batches() - batches)
        };
    }

    /** Of the threads that live on. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Does what a stream thread does: offers, naps while there is no room, waits for all at the end. */
    private final class Offerer extends Thread {
        private final int partition;
        private final int images;
        private final boolean isInspecting;
        private final AtomicLong completed = new AtomicLong();
        private volatile boolean isNapping;
        private long allocatedBytes;

        private Offerer(int partition, int images, boolean isInspecting) {
            this.partition = partition;
            this.images = images;
            this.isInspecting = isInspecting;
        }

        @Override
        public void run() {
            ServedModel served = pipeline.models().get(0);
            ByteBuffer image = ByteBuffer.wrap(new byte[SHAPE.bytes()]);
            ImageHeader header = (ImageHeader) pipeline.inspect(image, MEDIA_TYPE);
            for (int offset = 0; offset < images; offset++) {
                if (isInspecting) {
                    header = (ImageHeader) pipeline.inspect(image, MEDIA_TYPE);
                }
                RecordId id = new RecordId("images", partition, offset);
                ImageJob job = new ImageJob(id, served, header, image, ImageJob.NO_DEADLINE, this::completed);
                while (!pipeline.offer(job)) {
                    pause();
                }
            }
            while (completed.get() < images) {
                pause();
            }
            allocatedBytes = ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
        }

        private void pause() {
            isNapping = true;
            LockSupport.parkNanos(this, NAP_NANOS);
            isNapping = false;
        }

        private void completed(Outcome outcome) {
            completed.incrementAndGet();
            if (isNapping) {
                LockSupport.unpark(this);
            }
        }
    }

    private static final class Loud implements EngineFailureListener {
        @Override
        public void broken(ModelId model, Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void hung(ModelId model, List<RecordId> records, Duration timeout) {
            throw new AssertionError("hung: " + records);
        }
    }
}
