package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.batch.FailureLog;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.image.ImageHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts pipelines of fake models for a test, and clears up behind it. */
final class PipelineRig implements AutoCloseable {
    /** Limits that nothing reaches. */
    static final InFlightLimits WIDE = new InFlightLimits(1_000, 1L << 30, Duration.ofHours(1));

    /** The shade on which {@link #hanging} models hang until released. */
    static final int HANGS = 99;

    private final FailureLog failures = new FailureLog();
    private final List<InferencePipeline> started = new ArrayList<>();
    private final List<FakeModel> loaded = new ArrayList<>();

    static FakeModel.Builder hanging() {
        return FakeModel.named("fake").hangsOn(shade -> shade == HANGS);
    }

    FailureLog failures() {
        return failures;
    }

    /** The model loaded first. */
    FakeModel model() {
        return loaded.get(0);
    }

    FakeModel load(FakeModel.Builder builder) {
        FakeModel model = builder.load();
        loaded.add(model);
        return model;
    }

    InferencePipeline start(FakeModel.Builder builder, InFlightLimits limits) {
        load(builder);
        return start(limits);
    }

    /** Starts with all models loaded so far, and one decoding thread. */
    InferencePipeline start(InFlightLimits limits) {
        InferencePipeline pipeline = InferencePipeline.start(
                List.copyOf(loaded),
                Duration.ZERO,
                Duration.ofMinutes(1),
                1,
                DecodeLimits.DEFAULT,
                limits,
                CrashJournal.NONE,
                failures);
        started.add(pipeline);
        return pipeline;
    }

    /** Sends the only predictor into the engine, whence it returns when the model is released. */
    Collected occupy(InferencePipeline pipeline) {
        Collected stuck = new Collected();
        pipeline.force(job(pipeline, TestImages.raw(HANGS), TestImages.RAW_TYPE, stuck));
        await().until(() -> model().batches() == 1);
        return stuck;
    }

    /** Lets the model predict one image, so that its rate is known. */
    static void measure(InferencePipeline pipeline) {
        Collected collected = new Collected();
        pipeline.force(job(pipeline, TestImages.raw(0), TestImages.RAW_TYPE, collected));
        await().until(() -> collected.count() == 1);
    }

    /** How many of so many bare images are taken on. */
    static int offered(InferencePipeline pipeline, int count) {
        return (int) IntStream.range(0, count)
                .filter(i -> pipeline.offer(job(pipeline, TestImages.raw(0), TestImages.RAW_TYPE, new Collected())))
                .count();
    }

    static List<Collected> collectors(int count) {
        return Stream.generate(Collected::new).limit(count).toList();
    }

    static ImageJob job(InferencePipeline pipeline, ByteBuffer image, OutcomeListener listener) {
        return job(pipeline, image, null, listener);
    }

    static ImageJob job(
            InferencePipeline pipeline, ByteBuffer image, @Nullable String mediaType, OutcomeListener listener) {
        return job(pipeline, image, mediaType, ImageJob.NO_DEADLINE, listener);
    }

    static ImageJob job(
            InferencePipeline pipeline,
            ByteBuffer image,
            @Nullable String mediaType,
            long deadline,
            OutcomeListener listener) {
        return job(pipeline, 0, image, mediaType, deadline, listener);
    }

    static ImageJob job(
            InferencePipeline pipeline,
            int model,
            ByteBuffer image,
            @Nullable String mediaType,
            long deadline,
            OutcomeListener listener) {
        ImageHeader header = (ImageHeader) pipeline.inspect(image, mediaType);
        RecordId id = new RecordId("images", 0, 0);
        return new ImageJob(id, pipeline.models().get(model), header, image, deadline, listener);
    }

    static void assertIsEmpty(InferencePipeline pipeline) {
        await().untilAsserted(() -> {
            assertThat(pipeline.recordsInFlight()).isZero();
            assertThat(pipeline.bytesInFlight()).isZero();
            assertThat(pipeline.waitingForDecoding()).isZero();
            assertThat(pipeline.models())
                    .allSatisfy(model -> assertThat(model.recordsInFlight()).isZero());
        });
    }

    /** Lets hanging predictors go, then closes every pipeline. */
    @Override
    public void close() {
        loaded.forEach(FakeModel::release);
        started.forEach(InferencePipeline::close);
    }
}
