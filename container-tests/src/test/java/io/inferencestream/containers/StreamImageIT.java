package io.inferencestream.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** One instance at work, looked at from outside and from within. */
class StreamImageIT {
    private static GuardedCluster cluster;
    private static StreamInstance stream;

    @BeforeAll
    static void startStream(@TempDir Path folder) throws Exception {
        cluster = GuardedCluster.start();
        stream = StreamInstance.start(cluster, folder);
    }

    @AfterAll
    static void stopStream() {
        if (stream != null) {
            stream.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void runsAsNobody() throws Exception {
        assertThat(stream.inspect().getConfig().getUser()).isEqualTo("10001:0");
        assertThat(stream.shell("id -u")).isEqualTo("10001\n");
    }

    @Test
    void writesToItsVolumesOnly() throws Exception {
        assertThat(stream.inspect().getHostConfig().getReadonlyRootfs()).isTrue();
        assertThat(stream.shell("touch /app/x; touch /models/x; touch /etc/x"))
                .hasLineCount(3)
                .contains("/app/x", "/models/x", "/etc/x");
        assertThat(stream.shell("for d in /tmp /var/cache/inference-stream /var/lib/inference-stream;"
                        + " do touch $d/x && echo $d; done"))
                .isEqualTo("/tmp\n/var/cache/inference-stream\n/var/lib/inference-stream\n");
    }

    @Test
    void unpacksNativeLibrariesAndKeepsItsJournalWithinItsVolumes() throws Exception {
        assertThat(stream.shell("find /var/cache/inference-stream -name 'libtensorflow_cc*'"))
                .contains("libtensorflow_cc");
        assertThat(stream.shell("ls /var/lib/inference-stream")).contains("crash-journal");
    }

    @Test
    void takesTwoFifthsOfItsContainersMemoryForItsHeap() {
        assertThat(stream.log()).contains("Heap Max Capacity: 410M");
    }

    @Test
    void takesAnotherShareWhereJavaToolOptionsSaysSo() throws Exception {
        String itsOwnCommand = "$(tr '\\0' ' ' < /proc/1/cmdline | sed 's/ run .*/ --version/')";

        assertThat(stream.shell("JAVA_TOOL_OPTIONS='-Xlog:gc+init -XX:MaxRAMPercentage=50' " + itsOwnCommand))
                .contains("Heap Max Capacity: 512M");
    }

    @Test
    void showsItsPasswordToNobody() throws Exception {
        InspectContainerResponse container = stream.inspect();

        assertThat(Arrays.toString(container.getConfig().getEnv()))
                .contains("${file:/run/secrets/kafka-jaas}")
                .doesNotContain(GuardedCluster.PASSWORD);
        assertThat(container.getRawValues().toString()).isNotEmpty().doesNotContain(GuardedCluster.PASSWORD);
        assertThat(stream.log()).doesNotContain(GuardedCluster.PASSWORD);
        assertThat(stream.shell("tr '\\0' ' ' < /proc/1/cmdline; tr '\\0' ' ' < /proc/1/environ"))
                .contains("io.inferencestream.stream.cli.InferenceStream")
                .doesNotContain(GuardedCluster.PASSWORD);
    }

    @Test
    void isLabelledAndHasTheBuildsTimeAndNotTheMoments() {
        InspectImageResponse image = DockerClientFactory.lazyClient()
                .inspectImageCmd(StreamInstance.IMAGE)
                .exec();

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
}
