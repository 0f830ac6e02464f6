package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.predict.FakeModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ways to end without an outcome: cancelled, broken, closed. None keeps its memory. */
@Timeout(60)
class PipelineEndsTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aJobThatIsCancelledWhileItWaitsOnlyFreesItsMemory() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), PipelineRig.WIDE);
        Collected collected = new Collected();
        rig.occupy(pipeline);
        ImageJob waiting = PipelineRig.job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, collected);
        pipeline.force(waiting);
        waiting.cancel();

        rig.model().release();

        PipelineRig.assertIsEmpty(pipeline);
        assertThat(rig.model().batches()).isEqualTo(1);
        assertThat(collected.count()).isZero();
        assertThat(collected.drops()).isZero();
    }

    @Test
    void aJobThatIsCancelledInsideTheEngineOnlyFreesItsMemory() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), PipelineRig.WIDE);
        Collected collected = new Collected();
        ImageJob inside = PipelineRig.job(pipeline, TestImages.raw(PipelineRig.HANGS), TestImages.RAW_TYPE, collected);
        pipeline.force(inside);
        await().until(() -> rig.model().batches() == 1);
        inside.cancel();

        rig.model().release();

        PipelineRig.assertIsEmpty(pipeline);
        assertThat(collected.count()).isZero();
    }

    @Test
    void aJobThatIsCancelledBeforeItIsDecodedOnlyFreesItsMemory() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        Collected collected = new Collected();
        ImageJob corrupt = PipelineRig.job(pipeline, TestImages.corruptPng(1), collected);
        corrupt.cancel();

        pipeline.force(corrupt);

        PipelineRig.assertIsEmpty(pipeline);
        assertThat(collected.count()).isZero();
    }

    @Test
    void aBrokenEngineGivesBackAllMemoryAndRejectsNobody() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), PipelineRig.WIDE);
        rig.occupy(pipeline);
        List<Collected> collected = PipelineRig.collectors(20);
        collected.forEach(
                one -> pipeline.force(PipelineRig.job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, one)));
        rig.model().breakDown();

        rig.model().release();

        await().untilAsserted(() -> assertThat(rig.failures().broken()).hasSize(1));
        PipelineRig.assertIsEmpty(pipeline);
        assertThat(collected).allSatisfy(one -> {
            assertThat(one.count()).isZero();
            assertThat(one.drops()).isEqualTo(1);
        });
    }

    @Test
    void aListenerThatThrowsStopsTheModelAndLosesNoMemory() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        ImageJob job = PipelineRig.job(pipeline, TestImages.png(1), outcome -> {
            throw new IllegalStateException("listener");
        });

        pipeline.force(job);

        await().untilAsserted(() -> assertThat(rig.failures().broken())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: listener"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void aListenerThatThrowsAtARejectionFreesItsMemoryOnce() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        ImageJob job = PipelineRig.job(pipeline, TestImages.corruptPng(1), outcome -> {
            throw new IllegalStateException("listener");
        });

        pipeline.force(job);

        await().untilAsserted(() -> assertThat(rig.failures().broken()).hasSize(1));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void closePredictsWhatIsInFlightAndFreesTheModels() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        List<Collected> collected = PipelineRig.collectors(30);
        collected.forEach(one -> pipeline.force(PipelineRig.job(pipeline, TestImages.png(2), one)));

        pipeline.close();

        assertThat(collected).extracting(Collected::summary).containsOnly("c");
        PipelineRig.assertIsEmpty(pipeline);
        assertThat(rig.model().isClosed()).isTrue();
    }

    @Test
    void closeDropsWhatItHasNoTimeFor() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), PipelineRig.WIDE);
        rig.occupy(pipeline);
        ByteBuffer large = TestImages.png(2, 300);
        List<Collected> collected = PipelineRig.collectors(300);
        collected.forEach(one -> pipeline.force(PipelineRig.job(pipeline, large, one)));

        pipeline.close(Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(pipeline.recordsInFlight()).isEqualTo(1));
        assertThat(collected).allSatisfy(one -> assertThat(one.count()).isZero());
    }

    @Test
    void closeLeavesAModelAloneThatIsStillInUse() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), PipelineRig.WIDE);
        Collected stuck = rig.occupy(pipeline);

        pipeline.close(SHORT);

        assertThat(rig.model().isClosed()).isFalse();
        rig.model().release();
        await().untilAsserted(() -> assertThat(stuck.summary()).isEqualTo("d"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void whatIsOfferedAfterTheCloseGetsNoOutcomeAndHoldsNoMemory() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake"), PipelineRig.WIDE);
        pipeline.close();
        Collected decoded = new Collected();
        Collected bare = new Collected();

        pipeline.force(PipelineRig.job(pipeline, TestImages.png(1), decoded));
        pipeline.force(PipelineRig.job(pipeline, TestImages.raw(1), TestImages.RAW_TYPE, bare));

        assertThat(pipeline.recordsInFlight()).isZero();
        assertThat(pipeline.bytesInFlight()).isZero();
        assertThat(decoded.count() + bare.count()).isZero();
    }
}
