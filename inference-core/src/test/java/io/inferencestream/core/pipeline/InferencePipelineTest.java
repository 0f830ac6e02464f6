package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.decode.image.Undecodable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferencePipelineTest {
    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void predictsAnImageByItsPixels() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        Collected collected = new Collected();

        pipeline.force(PipelineRig.job(pipeline, TestImages.png(6), collected));

        await().untilAsserted(() -> assertThat(collected.summary()).isEqualTo("c"));
        Prediction prediction = (Prediction) collected.outcome();
        assertThat(prediction.model()).hasToString("fake/1");
        assertThat(prediction.batchSize()).isEqualTo(1);
        assertThat(prediction.timings().decodeNanos()).isPositive();
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void predictsBarePixelsOnTheCallersThread() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        Collected collected = new Collected();

        pipeline.force(PipelineRig.job(pipeline, TestImages.raw(3), TestImages.RAW_TYPE, collected));

        assertThat(pipeline.waitingForDecoding()).isZero();
        await().untilAsserted(() -> assertThat(collected.summary()).isEqualTo("d"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void resizesBarePixelsOfAnotherShape() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        Collected collected = new Collected();
        byte value = 7;
        ByteBuffer wide = ByteBuffer.wrap(new byte[] {value, value, value, value, value, value, value, value});

        pipeline.force(PipelineRig.job(pipeline, wide, "image/x-raw;width=4;height=2;channels=1", collected));

        await().untilAsserted(() -> assertThat(collected.summary()).isEqualTo("d"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void rejectsOnlyTheCorruptImageAmongGoodOnes() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        List<Collected> collected = PipelineRig.collectors(9);

        for (int i = 0; i < 9; i++) {
            ByteBuffer image = i == 4 ? TestImages.corruptPng(i) : TestImages.png(i);
            pipeline.force(PipelineRig.job(pipeline, image, collected.get(i)));
        }

        await().untilAsserted(() -> assertThat(collected)
                .extracting(Collected::summary)
                .containsExactly("a", "b", "c", "d", "CORRUPT_IMAGE", "b", "c", "d", "a"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void rejectsOnlyTheImageThatFailsTheModel() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("fake").failsOn(shade -> shade == 2).hangsOn(shade -> shade == PipelineRig.HANGS),
                PipelineRig.WIDE);
        Collected first = rig.occupy(pipeline);
        List<Collected> collected = PipelineRig.collectors(4);
        for (int i = 0; i < 4; i++) {
            pipeline.force(PipelineRig.job(pipeline, TestImages.png(i), collected.get(i)));
        }

        rig.model().release();

        await().untilAsserted(() ->
                assertThat(collected).extracting(Collected::summary).containsExactly("a", "b", "MODEL_FAILED", "d"));
        await().untilAsserted(() -> assertThat(first.summary()).isEqualTo("d"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void rejectsAnImageWhoseDeadlineHasPassed() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        Collected late = new Collected();
        Collected timely = new Collected();
        long now = System.currentTimeMillis();

        pipeline.force(PipelineRig.job(pipeline, TestImages.png(1), null, now - 1, late));
        pipeline.force(PipelineRig.job(pipeline, TestImages.png(1), null, now + 600_000, timely));

        await().untilAsserted(() -> assertThat(late.summary()).isEqualTo("DEADLINE_PASSED"));
        await().untilAsserted(() -> assertThat(timely.summary()).isEqualTo("b"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void judgesADeadlineBeforeBatchingAndNotAgain() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), PipelineRig.WIDE);
        rig.occupy(pipeline);
        Collected collected = new Collected();
        long deadline = System.currentTimeMillis() + 1_000;
        pipeline.force(PipelineRig.job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, deadline, collected));
        await().until(() -> System.currentTimeMillis() > deadline);

        rig.model().release();

        await().untilAsserted(() -> assertThat(collected.summary()).isEqualTo("b"));
    }

    @Test
    void eachModelSeesItsOwnImages() {
        FakeModel first = rig.load(FakeModel.named("first").rememberingCalls());
        FakeModel second = rig.load(FakeModel.named("second").rememberingCalls());
        InferencePipeline pipeline = rig.start(PipelineRig.WIDE);
        List<Collected> collected = PipelineRig.collectors(2);

        pipeline.force(PipelineRig.job(pipeline, 0, TestImages.png(1), null, ImageJob.NO_DEADLINE, collected.get(0)));
        pipeline.force(PipelineRig.job(pipeline, 1, TestImages.png(2), null, ImageJob.NO_DEADLINE, collected.get(1)));

        await().untilAsserted(() ->
                assertThat(collected).extracting(Collected::summary).containsExactly("b", "c"));
        assertThat(first.calls()).containsExactly(List.of(1));
        assertThat(second.calls()).containsExactly(List.of(2));
    }

    @Test
    void saysWhatCannotBeDecodedBeforeItIsTakenOn() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);

        assertThat(pipeline.inspect(ByteBuffer.wrap("no image".getBytes(StandardCharsets.US_ASCII)), null))
                .isInstanceOf(Undecodable.class);
    }
}
