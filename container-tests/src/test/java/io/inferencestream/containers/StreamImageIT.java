package io.inferencestream.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

class StreamImageIT {
    private static final int PICTURES = 6_000;
    private static final int SOON = 500;

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
            Pictures.send(cluster, PICTURES);
            Outcomes.awaitWritten(cluster, SOON);

            long exitCode = stream.stop();

            assertThat(exitCode).as(stream::log).isZero();
            assertThat(stream.log()).contains("Ended: what was pending is answered and committed");
            stream.startAgain();
            assertEveryPictureHasOneOutcome();
        }
    }

    @Test
    void losesAndDoublesNothingWhenOneOfTwoIsKilled() throws Exception {
        try (StreamInstance killed = StreamInstance.start(cluster, folder);
                StreamInstance survivor = StreamInstance.start(cluster, folder)) {
            Pictures.send(cluster, PICTURES);
            Outcomes.awaitWritten(cluster, SOON);

            killed.kill();

            assertEveryPictureHasOneOutcome();
            assertThat(killed.exitCode()).isEqualTo(137);
            assertThat(survivor.stop()).as(survivor::log).isZero();
        }
    }

    @Test
    void runsAsNobodyAndWritesToItsVolumesOnly() throws Exception {
        try (StreamInstance stream = StreamInstance.start(cluster, folder)) {
            InspectContainerResponse container = stream.inspect();

            assertThat(container.getConfig().getUser()).isEqualTo("10001:0");
            assertThat(container.getHostConfig().getReadonlyRootfs()).isTrue();
            assertThat(stream.shell("id -u")).isEqualTo("10001\n");
            assertThat(stream.shell("touch /app/x; touch /models/x; touch /etc/x"))
                    .hasLineCount(3)
                    .contains("Read-only file system");
            assertThat(stream.shell("for d in /tmp /var/cache/inference-stream /var/lib/inference-stream;"
                            + " do touch $d/x && echo $d; done"))
                    .isEqualTo("/tmp\n/var/cache/inference-stream\n/var/lib/inference-stream\n");
        }
    }

    @Test
    void takesTwoFifthsOfItsContainersMemoryForItsHeap() throws Exception {
        try (StreamInstance stream = StreamInstance.start(cluster, folder)) {
            assertThat(stream.log()).contains("Heap Max Capacity: 410M");
        }
    }

    @Test
    void showsItsSecretToNobody() throws Exception {
        try (StreamInstance stream = StreamInstance.start(cluster, folder)) {
            String inspected = stream.inspect().getRawValues().toString();
            String environment = Arrays.toString(stream.inspect().getConfig().getEnv());

            assertThat(environment).contains("${file:/run/secrets/kafka-jaas}").doesNotContain(GuardedCluster.PASSWORD);
            assertThat(inspected).isNotEmpty().doesNotContain(GuardedCluster.PASSWORD);
            assertThat(stream.log()).doesNotContain(GuardedCluster.PASSWORD);
            assertThat(stream.shell("tr '\\0' ' ' < /proc/1/cmdline; tr '\\0' ' ' < /proc/1/environ"))
                    .contains("io.inferencestream.stream.cli.InferenceStream")
                    .doesNotContain(GuardedCluster.PASSWORD);
        }
    }

    @Test
    void hasLabelsVolumesAndNoTimeOfItsOwn() {
        InspectImageResponse image =
                docker().inspectImageCmd(StreamInstance.IMAGE).exec();

        assertThat(image.getConfig().getLabels())
                .containsEntry("org.opencontainers.image.title", "inference-stream")
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsKeys(
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.revision",
                        "org.opencontainers.image.source",
                        "org.opencontainers.image.base.name");
        assertThat(image.getConfig().getVolumes())
                .containsOnlyKeys("/tmp", "/var/cache/inference-stream", "/var/lib/inference-stream");
        assertThat(image.getCreated()).isEqualTo(System.getProperty("image.created"));
    }

    private void assertEveryPictureHasOneOutcome() {
        Outcomes outcomes = Outcomes.settled(cluster, PICTURES);

        List<Long> everyOffset = LongStream.range(0, PICTURES / GuardedCluster.PARTITIONS)
                .boxed()
                .toList();
        for (int partition = 0; partition < GuardedCluster.PARTITIONS; partition++) {
            assertThat(outcomes.offsets(partition)).isEqualTo(everyOffset);
        }
        assertThat(outcomes.predicted().values())
                .allSatisfy(offsets -> assertThat(offsets).isSorted());
        assertThat(outcomes.rejected().values())
                .allSatisfy(offsets -> assertThat(offsets).isSorted());
        assertThat(outcomes.rejections()).isEqualTo(Pictures.damaged(PICTURES));
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }
}
