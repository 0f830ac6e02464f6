package io.inferencestream.bench.run;

import io.inferencestream.cluster.LocalClusterMain;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import io.inferencestream.testkit.fork.ProcessUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** A broker and a schema registry in a process of their own. Its topics go with it. */
public final class Cluster implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready bootstrap=(\\S+) registry=(\\S+)\\s");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;

    private final ForkedJvm process;
    private final String bootstrap;
    private final String registry;
    private final Admin admin;

    private Cluster(ForkedJvm process, String bootstrap, String registry) {
        this.process = process;
        this.bootstrap = bootstrap;
        this.registry = registry;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** Starts one; returns once clients can use it. */
    public static Cluster start(Path work, String... properties) throws InterruptedException {
        Fork fork = Fork.of(LocalClusterMain.class).options("-Xmx1g").arguments("--port", "0", "--registry-port", "0");
        for (String property : properties) {
            fork = fork.arguments("--property", property);
        }
        ForkedJvm process = fork.start(work.resolve("cluster.log"));
        try {
            Matcher ready = process.awaitOutput(READY, PATIENCE);
            return new Cluster(process, ready.group(1), ready.group(2));
        } catch (IllegalStateException e) {
            process.close();
            throw new IllegalStateException("the cluster does not start: " + e.getMessage(), e);
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    public String registry() {
        return registry;
    }

    public Admin admin() {
        return admin;
    }

    public ProcessUse use() {
        return process.use();
    }

    /** Creates topics and waits until they can be written to. */
    public void create(Collection<NewTopic> topics) throws InterruptedException {
        get(admin.createTopics(topics).all());
        List<String> names = topics.stream().map(NewTopic::name).toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!hasLeaders(names)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("topics without a leader: " + names);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean hasLeaders(List<String> names) throws InterruptedException {
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get();
            return topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            return false; // a topic that was just created is not known at once
        }
    }

    /** Deletes topics; frees their disk soon. */
    public void delete(Collection<String> topics) throws InterruptedException {
        get(admin.deleteTopics(topics).all());
    }

    /** The result, or an unchecked exception with what the broker said. */
    public static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        process.end(LONGEST_END); // it deletes its log, which may be large
    }
}
