package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.batch.FailureLog;
import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.image.ImageHeader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads do everything at once that a pipeline allows, at random. */
@Timeout(120)
class PipelineSoakTest {
    private static final int THREADS = 4;
    private static final int IMAGES = 3_000;
    private static final int FAILS = 13;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final FailureLog failures = new FailureLog();
    private final FakeModel quick = FakeModel.named("quick")
            .predictors(1 + random.nextInt(3))
            .maxBatchSize(1 + random.nextInt(20))
            .failsOn(shade -> shade == FAILS)
            .load();
    private final FakeModel slow = FakeModel.named("slow")
            .predictors(2)
            .maxBatchSize(16)
            .takes(Duration.ofNanos(200_000), Duration.ofNanos(2_000))
            .failsOn(shade -> shade == FAILS)
            .load();

    PipelineSoakTest() {
        System.out.println("PipelineSoakTest seed " + seed);
    }

    @Test
    void everyImageEndsExactlyOnce(@TempDir Path folder) throws Exception {
        try (MappedCrashJournal journal = MappedCrashJournal.open(folder.resolve("journal.bin"))) {
            InferencePipeline pipeline = start(journal);
            List<Offerer> offerers = offerers(pipeline);

            join(offerers);

            assertEndsEmpty(pipeline);
            pipeline.close();
            assertThat(failures.broken()).as("seed %d", seed).isEmpty();
            assertThat(sent(offerers)).as("seed %d", seed).allSatisfy(Sent::assertHasItsOutcome);
        }
        try (MappedCrashJournal journal = MappedCrashJournal.open(folder.resolve("journal.bin"))) {
            assertThat(journal.leftBehind()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void noImageEndsTwiceNorKeepsItsMemoryWhenAnEngineBreaks(@TempDir Path folder) throws Exception {
        try (MappedCrashJournal journal = MappedCrashJournal.open(folder.resolve("journal.bin"))) {
            InferencePipeline pipeline = start(journal);
            List<Offerer> offerers = offerers(pipeline);
            await().until(() -> quick.batches() > 100);

            quick.breakDown();

            join(offerers);
            assertEndsEmpty(pipeline);
            pipeline.close();
            assertThat(failures.broken()).as("seed %d", seed).isNotEmpty();
            assertThat(sent(offerers)).as("seed %d", seed).allSatisfy(Sent::assertHasNoOtherOutcome);
        }
    }

    @Test
    void noImageEndsTwiceNorKeepsItsMemoryWhenThePipelineCloses(@TempDir Path folder) throws Exception {
        try (MappedCrashJournal journal = MappedCrashJournal.open(folder.resolve("journal.bin"))) {
            InferencePipeline pipeline = start(journal);
            List<Offerer> offerers = offerers(pipeline);
            await().until(() -> quick.batches() > 100);

            pipeline.close(Duration.ofMillis(random.nextInt(5)));

            join(offerers);
            assertEndsEmpty(pipeline);
            assertThat(failures.broken()).as("seed %d", seed).isEmpty();
            assertThat(sent(offerers)).as("seed %d", seed).allSatisfy(Sent::assertHasNoOtherOutcome);
        }
    }

    private InferencePipeline start(MappedCrashJournal journal) {
        return InferencePipeline.start(
                List.of(quick, slow),
                Duration.ofNanos(random.nextInt(3) * 300_000L),
                Duration.ofMinutes(1),
                2,
                DecodeLimits.DEFAULT,
                new InFlightLimits(1 + random.nextInt(200), 8L << 20, Duration.ofMillis(1 + random.nextInt(50))),
                journal,
                failures);
    }

    private List<Offerer> offerers(InferencePipeline pipeline) {
        List<Offerer> offerers = IntStream.range(0, THREADS)
                .mapToObj(i -> new Offerer(pipeline, i, new Random(seed + i)))
                .toList();
        offerers.forEach(Thread::start);
        return offerers;
    }

    private static void join(List<Offerer> offerers) throws InterruptedException {
        for (Offerer offerer : offerers) {
            offerer.join();
        }
    }

    private static List<Sent> sent(List<Offerer> offerers) {
        List<Sent> sent =
                offerers.stream().flatMap(offerer -> offerer.sent.stream()).toList();
        assertThat(sent).hasSize(THREADS * IMAGES);
        return sent;
    }

    private void assertEndsEmpty(InferencePipeline pipeline) {
        await().untilAsserted(() -> {
            assertThat(pipeline.recordsInFlight()).as("seed %d", seed).isZero();
            assertThat(pipeline.bytesInFlight()).as("seed %d", seed).isZero();
            assertThat(pipeline.waitingForDecoding()).as("seed %d", seed).isZero();
            assertThat(pipeline.models())
                    .as("seed %d", seed)
                    .allSatisfy(model -> assertThat(model.recordsInFlight()).isZero());
        });
    }

    /** An image that was sent, and what has to become of it unless it was cancelled. */
    private static final class Sent {
        private final ImageJob job;
        private final String outcome;
        private final Collected collected;
        private boolean isCancelled;

        private Sent(ImageJob job, String outcome, Collected collected) {
            this.job = job;
            this.outcome = outcome;
            this.collected = collected;
        }

        private void cancel() {
            isCancelled = true;
            job.cancel();
        }

        private void assertHasItsOutcome() {
            if (isCancelled) {
                assertHasNoOtherOutcome();
            } else {
                assertThat(collected.summary()).isEqualTo(outcome);
            }
        }

        private void assertHasNoOtherOutcome() {
            assertThat(collected.summary()).isIn("[]", outcome);
        }
    }

    /** Acts as a stream thread that now and then gives everything up, as on a rebalance. */
    private static final class Offerer extends Thread {
        private final InferencePipeline pipeline;
        private final int partition;
        private final Random random;
        private final List<Sent> sent = new ArrayList<>();
        private final List<ByteBuffer> whole =
                IntStream.range(0, 32).mapToObj(TestImages::png).toList();
        private final ByteBuffer corrupt = TestImages.corruptPng(0);

        private Offerer(InferencePipeline pipeline, int partition, Random random) {
            this.pipeline = pipeline;
            this.partition = partition;
            this.random = random;
        }

        @Override
        public void run() {
            for (int offset = 0; offset < IMAGES; offset++) {
                int dice = random.nextInt(1_000);
                if (dice < 3) {
                    sent.subList(Math.max(0, offset - 100), offset).forEach(Sent::cancel);
                } else if (dice < 30) {
                    pipeline.hurry();
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
                    pipeline.relax();
                }
                send(offset);
            }
        }

        private void send(int offset) {
            Sent next = random.nextBoolean() ? bare(offset) : file(offset);
            sent.add(next);
            boolean isCancelled = random.nextInt(10) == 0;
            if (isCancelled && random.nextBoolean()) {
                next.cancel();
            }
            takeOn(next.job);
            if (isCancelled) {
                next.cancel();
            }
        }

        private Sent bare(int offset) {
            int shade = random.nextInt(whole.size());
            return sent(offset, TestImages.raw(shade), TestImages.RAW_TYPE, outcomeOf(shade));
        }

        private Sent file(int offset) {
            if (random.nextInt(15) == 0) {
                return sent(offset, corrupt, "image/png", "CORRUPT_IMAGE");
            }
            int shade = random.nextInt(whole.size());
            return sent(offset, whole.get(shade), "image/png", outcomeOf(shade));
        }

        private static String outcomeOf(int shade) {
            return shade == FAILS ? "MODEL_FAILED" : String.valueOf("abcd".charAt(shade % 4));
        }

        private Sent sent(int offset, ByteBuffer image, String mediaType, String outcome) {
            boolean isLate = random.nextInt(20) == 0;
            Collected collected = new Collected();
            ImageJob job = new ImageJob(
                    new RecordId("images", partition, offset),
                    pipeline.models().get(random.nextInt(2)),
                    (ImageHeader) pipeline.inspect(image, mediaType),
                    image,
                    isLate ? 1 : ImageJob.NO_DEADLINE,
                    collected);
            return new Sent(job, isLate ? "DEADLINE_PASSED" : outcome, collected);
        }

        private void takeOn(ImageJob job) {
            if (random.nextInt(50) == 0) {
                pipeline.force(job);
                return;
            }
            while (!pipeline.offer(job)) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            }
        }
    }
}
