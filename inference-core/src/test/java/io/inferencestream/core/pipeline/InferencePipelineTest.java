package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.FailureLog;
import io.inferencestream.core.decode.DecodeLimits;
import io.inferencestream.core.decode.ImageHeader;
import io.inferencestream.core.decode.Undecodable;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.FakeModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferencePipelineTest {
    private static final int HANGS = 99;
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final InFlightLimits WIDE = new InFlightLimits(1_000, 1L << 30, Duration.ofHours(1));

    private final FailureLog failures = new FailureLog();
    private final List<InferencePipeline> started = new ArrayList<>();
    private final List<FakeModel> loaded = new ArrayList<>();

    @AfterEach
    void stop() {
        loaded.forEach(FakeModel::release);
        started.forEach(InferencePipeline::close);
    }

    @Test
    void predictsAPictureByItsPixels() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        Collected collected = new Collected();

        pipeline.force(job(pipeline, TestImages.png(6), collected));

        await().untilAsserted(() -> assertThat(collected.said()).isEqualTo("c"));
        Prediction prediction = (Prediction) collected.outcome();
        assertThat(prediction.model()).hasToString("fake/1");
        assertThat(prediction.batchSize()).isEqualTo(1);
        assertThat(prediction.timings().decodeNanos()).isPositive();
        assertIsEmpty(pipeline);
    }

    @Test
    void predictsBarePixelsOnTheCallersThread() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        Collected collected = new Collected();

        pipeline.force(job(pipeline, TestImages.raw(3), TestImages.RAW_TYPE, collected));

        assertThat(pipeline.waitingForDecoding()).isZero();
        await().untilAsserted(() -> assertThat(collected.said()).isEqualTo("d"));
        assertIsEmpty(pipeline);
    }

    @Test
    void resizesBarePixelsOfAnotherShape() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        Collected collected = new Collected();
        byte value = 7;
        ByteBuffer wide = ByteBuffer.wrap(new byte[] {value, value, value, value, value, value, value, value});

        pipeline.force(job(pipeline, wide, "image/x-raw;width=4;height=2;channels=1", collected));

        await().untilAsserted(() -> assertThat(collected.said()).isEqualTo("d"));
        assertIsEmpty(pipeline);
    }

    @Test
    void rejectsOnlyTheCorruptPictureAmongGoodOnes() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        List<Collected> collected = collectors(9);

        for (int i = 0; i < 9; i++) {
            ByteBuffer picture = i == 4 ? TestImages.corruptPng(i) : TestImages.png(i);
            pipeline.force(job(pipeline, picture, collected.get(i)));
        }

        await().untilAsserted(() -> assertThat(collected)
                .extracting(Collected::said)
                .containsExactly("a", "b", "c", "d", "CORRUPT_IMAGE", "b", "c", "d", "a"));
        assertIsEmpty(pipeline);
    }

    @Test
    void rejectsOnlyThePictureThatFailsTheModel() {
        InferencePipeline pipeline =
                start(FakeModel.named("fake").failsOn(shade -> shade == 2).hangsOn(shade -> shade == HANGS), WIDE);
        Collected first = occupy(pipeline);
        List<Collected> collected = collectors(4);
        for (int i = 0; i < 4; i++) {
            pipeline.force(job(pipeline, TestImages.png(i), collected.get(i)));
        }

        loaded.get(0).release();

        await().untilAsserted(() ->
                assertThat(collected).extracting(Collected::said).containsExactly("a", "b", "MODEL_FAILED", "d"));
        await().untilAsserted(() -> assertThat(first.said()).isEqualTo("d"));
        assertIsEmpty(pipeline);
    }

    @Test
    void rejectsAPictureWhoseDeadlineHasPassed() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        Collected late = new Collected();
        Collected timely = new Collected();
        long now = System.currentTimeMillis();

        pipeline.force(job(pipeline, TestImages.png(1), null, now - 1, late));
        pipeline.force(job(pipeline, TestImages.png(1), null, now + 600_000, timely));

        await().untilAsserted(() -> assertThat(late.said()).isEqualTo("DEADLINE_PASSED"));
        await().untilAsserted(() -> assertThat(timely.said()).isEqualTo("b"));
        assertIsEmpty(pipeline);
    }

    @Test
    void judgesADeadlineBeforeBatchingAndNotAgain() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> shade == HANGS), WIDE);
        occupy(pipeline);
        Collected collected = new Collected();
        long deadline = System.currentTimeMillis() + 1_000;
        pipeline.force(job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, deadline, collected));
        await().until(() -> System.currentTimeMillis() > deadline);

        loaded.get(0).release();

        await().untilAsserted(() -> assertThat(collected.said()).isEqualTo("b"));
    }

    @Test
    void aJobThatIsCancelledWhileItWaitsOnlyFreesItsMemory() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> shade == HANGS), WIDE);
        Collected collected = new Collected();
        occupy(pipeline);
        ImageJob waiting = job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, collected);
        pipeline.force(waiting);
        waiting.cancel();

        loaded.get(0).release();

        assertIsEmpty(pipeline);
        assertThat(loaded.get(0).batches()).isEqualTo(1);
        assertThat(collected.count()).isZero();
    }

    @Test
    void aJobThatIsCancelledInsideTheEngineOnlyFreesItsMemory() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> shade == HANGS), WIDE);
        Collected collected = new Collected();
        ImageJob inside = job(pipeline, TestImages.raw(HANGS), TestImages.RAW_TYPE, collected);
        pipeline.force(inside);
        await().until(() -> loaded.get(0).batches() == 1);
        inside.cancel();

        loaded.get(0).release();

        assertIsEmpty(pipeline);
        assertThat(collected.count()).isZero();
    }

    @Test
    void aJobThatIsCancelledBeforeItIsDecodedOnlyFreesItsMemory() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        Collected collected = new Collected();
        ImageJob corrupt = job(pipeline, TestImages.corruptPng(1), collected);
        corrupt.cancel();

        pipeline.force(corrupt);

        assertIsEmpty(pipeline);
        assertThat(collected.count()).isZero();
    }

    @Test
    void turnsAwayMoreRecordsThanTheLimit() {
        InferencePipeline pipeline = start(
                FakeModel.named("fake").predictors(9).hangsOn(shade -> true),
                new InFlightLimits(3, 1L << 30, Duration.ofSeconds(1)));

        assertThat(offered(pipeline, 9)).isEqualTo(3);
        assertThat(pipeline.recordsInFlight()).isEqualTo(3);
        assertThat(pipeline.models().get(0).recordsInFlight()).isEqualTo(3);
    }

    @Test
    void turnsAwayMoreBytesThanTheLimit() {
        InferencePipeline pipeline = start(
                FakeModel.named("fake").predictors(9).hangsOn(shade -> true),
                new InFlightLimits(100, 2 * 8 + 7, Duration.ofSeconds(1)));

        assertThat(offered(pipeline, 9)).isEqualTo(2);
        assertThat(pipeline.bytesInFlight()).isEqualTo(16);
    }

    @Test
    void aPictureHoldsLessOnceItIsDecoded() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> true), WIDE);
        ByteBuffer picture = TestImages.png(5);
        ImageJob job = job(pipeline, picture, new Collected());
        long toDecode = job.bytesToDecode();

        pipeline.force(job);

        await().until(() -> loaded.get(0).batches() == 1);
        assertThat(pipeline.bytesInFlight()).isEqualTo(picture.remaining() + 4).isLessThan(toDecode);
    }

    @Test
    void forceTakesARecordOnWithoutRoom() {
        InferencePipeline pipeline = start(
                FakeModel.named("fake").hangsOn(shade -> shade == HANGS),
                new InFlightLimits(1, 1, Duration.ofSeconds(1)));
        occupy(pipeline);
        Collected forced = new Collected();
        ImageJob job = job(pipeline, TestImages.raw(2), TestImages.RAW_TYPE, forced);

        assertThat(pipeline.offer(job)).isFalse();
        pipeline.force(job);
        loaded.get(0).release();

        await().untilAsserted(() -> assertThat(forced.said()).isEqualTo("c"));
        assertIsEmpty(pipeline);
    }

    @Test
    void aModelThatWasNeverMeasuredHasRoomForOneImagePerPredictor() {
        InferencePipeline pipeline = start(
                FakeModel.named("fake").predictors(2).hangsOn(shade -> true),
                new InFlightLimits(100, 1 << 20, Duration.ofHours(1)));

        assertThat(offered(pipeline, 9)).isEqualTo(2);
    }

    @Test
    void aSlowModelHasRoomForOneImagePerPredictorAndNoMore() {
        InferencePipeline pipeline = start(
                FakeModel.named("slow").predictors(2).takes(Duration.ofMillis(200), Duration.ZERO),
                new InFlightLimits(100, 1 << 20, Duration.ofMillis(50)));
        measure(pipeline);

        assertThat(offered(pipeline, 9)).isEqualTo(2);
    }

    @Test
    void aModelHasRoomForWhatItClearsInTime() {
        InferencePipeline pipeline = start(
                FakeModel.named("steady").takes(Duration.ofMillis(100), Duration.ZERO),
                new InFlightLimits(1_000, 1 << 20, Duration.ofSeconds(2)));
        measure(pipeline);
        double clears = 2 * pipeline.models().get(0).batcher().imagesPerSecond();

        assertThat(offered(pipeline, 100)).isEqualTo((int) clears).isBetween(2, 20);
    }

    @Test
    void whatWaitsForDecodingIsBoundedByWhatTheDecodersClear() {
        InferencePipeline pipeline = start(
                FakeModel.named("fake").predictors(9).hangsOn(shade -> true),
                new InFlightLimits(100, 1 << 20, Duration.ofNanos(1)));

        int taken = 0;
        for (int i = 0; i < 9; i++) {
            taken += pipeline.offer(job(pipeline, TestImages.png(1, 500), new Collected())) ? 1 : 0;
        }

        assertThat(taken).isBetween(1, 8);
        await().until(() -> pipeline.waitingForDecoding() == 0);
        assertThat(pipeline.offer(job(pipeline, TestImages.png(1), new Collected())))
                .isTrue();
    }

    @Test
    void aBrokenEngineGivesBackAllMemoryAndRejectsNobody() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> shade == HANGS), WIDE);
        occupy(pipeline);
        List<Collected> collected = collectors(20);
        collected.forEach(one -> pipeline.force(job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, one)));
        loaded.get(0).breakDown();

        loaded.get(0).release();

        await().untilAsserted(() -> assertThat(failures.broken()).hasSize(1));
        assertIsEmpty(pipeline);
        assertThat(collected).allSatisfy(one -> assertThat(one.count()).isZero());
    }

    @Test
    void aListenerThatThrowsStopsTheModelAndLosesNoMemory() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        ImageJob job = job(pipeline, TestImages.png(1), outcome -> {
            throw new IllegalStateException("listener");
        });

        pipeline.force(job);

        await().untilAsserted(() ->
                assertThat(failures.broken()).singleElement().hasToString("java.lang.IllegalStateException: listener"));
        assertIsEmpty(pipeline);
    }

    @Test
    void closePredictsWhatIsInFlightAndFreesTheModels() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        List<Collected> collected = collectors(30);
        collected.forEach(one -> pipeline.force(job(pipeline, TestImages.png(2), one)));

        pipeline.close();

        assertThat(collected).extracting(Collected::said).containsOnly("c");
        assertIsEmpty(pipeline);
        assertThat(loaded.get(0).isClosed()).isTrue();
    }

    @Test
    void closeDropsWhatItHasNoTimeFor() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> shade == HANGS), WIDE);
        occupy(pipeline);
        List<Collected> collected = collectors(500);
        collected.forEach(one -> pipeline.force(job(pipeline, TestImages.png(2, 300), one)));

        pipeline.close(Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(pipeline.recordsInFlight()).isEqualTo(1));
        assertThat(collected).allSatisfy(one -> assertThat(one.count()).isZero());
    }

    @Test
    void closeLeavesAModelAloneThatIsStillInUse() {
        InferencePipeline pipeline = start(FakeModel.named("fake").hangsOn(shade -> shade == HANGS), WIDE);
        Collected stuck = occupy(pipeline);

        pipeline.close(SHORT);

        assertThat(loaded.get(0).isClosed()).isFalse();
        loaded.get(0).release();
        await().untilAsserted(() -> assertThat(stuck.said()).isEqualTo("d"));
        assertIsEmpty(pipeline);
    }

    @Test
    void whatIsOfferedAfterTheCloseGetsNoOutcomeAndHoldsNoMemory() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);
        pipeline.close();
        Collected decoded = new Collected();
        Collected bare = new Collected();

        pipeline.force(job(pipeline, TestImages.png(1), decoded));
        pipeline.force(job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, bare));

        assertThat(pipeline.recordsInFlight()).isZero();
        assertThat(pipeline.bytesInFlight()).isZero();
        assertThat(decoded.count() + bare.count()).isZero();
    }

    @Test
    void eachModelSeesItsOwnPictures() {
        FakeModel first = load(FakeModel.named("first").rememberingCalls());
        FakeModel second = load(FakeModel.named("second").rememberingCalls());
        InferencePipeline pipeline = start(WIDE);
        List<Collected> collected = collectors(2);

        pipeline.force(job(pipeline, 0, TestImages.png(1), null, ImageJob.NO_DEADLINE, collected.get(0)));
        pipeline.force(job(pipeline, 1, TestImages.png(2), null, ImageJob.NO_DEADLINE, collected.get(1)));

        await().untilAsserted(
                        () -> assertThat(collected).extracting(Collected::said).containsExactly("b", "c"));
        assertThat(first.calls()).containsExactly(List.of(1));
        assertThat(second.calls()).containsExactly(List.of(2));
    }

    @Test
    void saysWhatCannotBeDecodedBeforeItIsTakenOn() {
        InferencePipeline pipeline = start(FakeModel.named("fake"), WIDE);

        assertThat(pipeline.inspect(
                        ByteBuffer.wrap("no picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), null))
                .isInstanceOf(Undecodable.class);
    }

    private InferencePipeline start(FakeModel.Builder builder, InFlightLimits limits) {
        load(builder);
        return start(limits);
    }

    private FakeModel load(FakeModel.Builder builder) {
        FakeModel model = builder.load();
        loaded.add(model);
        return model;
    }

    private InferencePipeline start(InFlightLimits limits) {
        InferencePipeline pipeline = InferencePipeline.start(
                List.copyOf(loaded),
                Duration.ZERO,
                Duration.ofMinutes(1),
                1,
                DecodeLimits.DEFAULT,
                limits,
                CrashJournal.NONE,
                failures,
                BatchObserver.NONE);
        started.add(pipeline);
        return pipeline;
    }

    /** Sends the only predictor into the engine, whence it returns when the model is released. */
    private Collected occupy(InferencePipeline pipeline) {
        Collected stuck = new Collected();
        pipeline.force(job(pipeline, TestImages.raw(HANGS), TestImages.RAW_TYPE, stuck));
        await().until(() -> loaded.get(0).batches() == 1);
        return stuck;
    }

    /** Lets the model predict one picture, so that its rate is known. */
    private static void measure(InferencePipeline pipeline) {
        Collected collected = new Collected();
        pipeline.force(job(pipeline, TestImages.raw(0), TestImages.RAW_TYPE, collected));
        await().until(() -> collected.count() == 1);
    }

    /** How many of so many bare pictures are taken on. */
    private static int offered(InferencePipeline pipeline, int count) {
        return (int) IntStream.range(0, count)
                .filter(i -> pipeline.offer(job(pipeline, TestImages.raw(0), TestImages.RAW_TYPE, new Collected())))
                .count();
    }

    private static List<Collected> collectors(int count) {
        return Stream.generate(Collected::new).limit(count).toList();
    }

    private static ImageJob job(InferencePipeline pipeline, ByteBuffer picture, OutcomeListener listener) {
        return job(pipeline, picture, null, listener);
    }

    private static ImageJob job(
            InferencePipeline pipeline, ByteBuffer picture, @Nullable String mediaType, OutcomeListener listener) {
        return job(pipeline, picture, mediaType, ImageJob.NO_DEADLINE, listener);
    }

    private static ImageJob job(
            InferencePipeline pipeline,
            ByteBuffer picture,
            @Nullable String mediaType,
            long deadline,
            OutcomeListener listener) {
        return job(pipeline, 0, picture, mediaType, deadline, listener);
    }

    private static ImageJob job(
            InferencePipeline pipeline,
            int model,
            ByteBuffer picture,
            @Nullable String mediaType,
            long deadline,
            OutcomeListener listener) {
        ImageHeader header = (ImageHeader) pipeline.inspect(picture, mediaType);
        return new ImageJob(
                new RecordId("images", 0, 0), pipeline.models().get(model), header, picture, deadline, listener);
    }

    private static void assertIsEmpty(InferencePipeline pipeline) {
        await().untilAsserted(() -> {
            assertThat(pipeline.recordsInFlight()).isZero();
            assertThat(pipeline.bytesInFlight()).isZero();
            assertThat(pipeline.waitingForDecoding()).isZero();
            assertThat(pipeline.models())
                    .allSatisfy(model -> assertThat(model.recordsInFlight()).isZero());
        });
    }
}
