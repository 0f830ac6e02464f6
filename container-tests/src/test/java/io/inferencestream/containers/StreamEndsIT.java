package io.inferencestream.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that end in the midst of their work, told to or not. */
class StreamEndsIT {
    private static final int IMAGES = 3_000;
    private static final int SOON = 300;

    private GuardedCluster cluster;

    @TempDir
    private Path folder;

    @BeforeEach
    void startCluster() throws Exception {
        cluster = GuardedCluster.start();
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void answersWhatIsPendingAndEndsWithCode0WhenToldToStop() throws Exception {
        try (StreamInstance stream = StreamInstance.start(cluster, folder)) {
            TestImages.send(cluster, IMAGES);
            Outcomes.awaitWritten(cluster, SOON);

            long exitCode = stream.stop();

            assertThat(exitCode).as(stream::log).isZero();
            assertThat(stream.log()).contains("Ended: what was pending is answered and committed");
            stream.startAgain();
            assertEveryImageHasOneOutcome();
        }
    }

    @Test
    void losesAndDoublesNothingWhenOneOfTwoIsKilled() throws Exception {
        try (StreamInstance killed = StreamInstance.start(cluster, folder);
                StreamInstance survivor = StreamInstance.start(cluster, folder)) {
            TestImages.send(cluster, IMAGES);
            Outcomes.awaitWritten(cluster, SOON);

            killed.kill();

            assertEveryImageHasOneOutcome();
            assertThat(killed.exitCode()).isEqualTo(137);
            assertThat(survivor.stop()).as(survivor::log).isZero();
        }
    }

    private void assertEveryImageHasOneOutcome() {
        Outcomes outcomes = Outcomes.settled(cluster, IMAGES);

        List<Long> everyOffset =
                LongStream.range(0, IMAGES / GuardedCluster.PARTITIONS).boxed().toList();
        for (int partition = 0; partition < GuardedCluster.PARTITIONS; partition++) {
            assertThat(outcomes.offsets(partition)).isEqualTo(everyOffset);
        }
        assertThat(outcomes.predicted().values())
                .allSatisfy(offsets -> assertThat(offsets).isSorted());
        assertThat(outcomes.rejected().values())
                .allSatisfy(offsets -> assertThat(offsets).isSorted());
        assertThat(outcomes.rejections()).isEqualTo(TestImages.damaged(IMAGES));
    }
}
