package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Contestant.Kind;
import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.contestant.Launcher;
import io.inferencestream.bench.load.AnswerCheck;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.load.ImageValues;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** The cluster that contestants of one workload are measured on, with the topics that they need. */
public final class Ground {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Cluster cluster;
    private final Launcher launcher;
    private final Workload workload;
    private final int partitions;
    private final List<Integer> firstClasses;

    /**
     * A ground.
     *
     * @param firstClasses what the model says of each image
     */
    public Ground(Cluster cluster, Launcher launcher, Workload workload, int partitions, List<Integer> firstClasses) {
        this.cluster = cluster;
        this.launcher = launcher;
        this.workload = workload;
        this.partitions = partitions;
        this.firstClasses = List.copyOf(firstClasses);
    }

    public Cluster cluster() {
        return cluster;
    }

    public Workload workload() {
        return workload;
    }

    /** Makes a topic of images. */
    public String newInput() throws InterruptedException {
        String topic = "images-" + workload.name() + "-" + NUMBERS.incrementAndGet();
        cluster.create(List.of(
                topic(topic, partitions, Map.of("max.message.bytes", Integer.toString(workload.largestMessage())))));
        return topic;
    }

    /** Makes the topics that a contestant writes to, and says all that it has to know. */
    public WorkSettings newOutput(Contestant contestant, String input) throws InterruptedException {
        String name = contestant.title() + "-" + NUMBERS.incrementAndGet();
        cluster.create(outputs(contestant, name));
        return new WorkSettings(
                cluster.bootstrap(),
                cluster.registry(),
                name,
                input,
                name,
                workload.repository(),
                workload.model(),
                contestant.isExactlyOnce(),
                workload.batch(),
                contestant.isTuned());
    }

    private List<NewTopic> outputs(Contestant contestant, String name) {
        List<NewTopic> topics = new ArrayList<>(List.of(topic(name, partitions, Map.of())));
        if (contestant.kind() == Kind.OURS || contestant.kind() == Kind.OURS_NO_MODEL) {
            String largest = Integer.toString(workload.largestMessage() + (64 << 10));
            topics.add(topic(name + Launcher.DEAD_LETTERS, partitions, Map.of("max.message.bytes", largest)));
            topics.add(topic(name + Launcher.MODELS, 1, Map.of("cleanup.policy", "compact")));
        }
        return topics;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, partitions, (short) 1).configs(config);
    }

    /** Deletes the topics that a contestant wrote to. */
    public void clear(Contestant contestant, WorkSettings settings) throws InterruptedException {
        cluster.delete(outputs(contestant, settings.output()).stream()
                .map(NewTopic::name)
                .toList());
    }

    /** Starts so many instances of a contestant. */
    public Instances start(Contestant contestant, WorkSettings settings, int instances) {
        return launcher.start(contestant, settings, instances);
    }

    /**
     * Follows each of a contestant's predictions as soon as it is there.
     *
     * @param every one of how many is looked at closely
     */
    public Follower follow(Contestant contestant, WorkSettings settings, int every) {
        return Follower.prompt(cluster.bootstrap(), settings.output(), check(contestant, every));
    }

    /** Counts a contestant's predictions, many at a time; looks closely at one of so many. */
    public Follower count(Contestant contestant, WorkSettings settings, int every) {
        return Follower.bulk(cluster.bootstrap(), settings.output(), check(contestant, every));
    }

    private AnswerCheck check(Contestant contestant, int every) {
        @Nullable List<Integer> expected = contestant.predicts() ? firstClasses : null;
        return new AnswerCheck(cluster.registry(), expected, every);
    }

    /** Sends images one by one. */
    public Sender sender(String input) {
        return Sender.prompt(cluster.bootstrap(), values(input), input, partitions);
    }

    /** Sends images in bulk. */
    public Sender bulkSender(String input) {
        return Sender.bulk(cluster.bootstrap(), values(input), input, partitions);
    }

    private ImageValues values(String input) {
        return ImageValues.of(workload, cluster.registry(), input);
    }
}
