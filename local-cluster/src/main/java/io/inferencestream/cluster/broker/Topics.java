package io.inferencestream.cluster.broker;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics and waits until clients see them. */
final class Topics {
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final String bootstrapServers;

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Whether the topic is new; either way clients can use it now. */
    boolean create(String name, int partitions, Map<String, String> config) {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            boolean isNew = create(admin, topic);
            awaitLeaders(admin, name);
            return isNew;
        } catch (ExecutionException e) {
            Throwable cause = causeOf(e);
            throw new BrokerException("topic " + name + " is not created: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new BrokerException("topic " + name + " has no leader after " + LONGEST_WAIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while topic " + name + " was created", e);
        }
    }

    private static boolean create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (causeOf(e) instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The controller answers before the broker has heard of the topic, and the broker names itself the leader of a
     * partition before it is. Until it answers for the partition's offsets it may refuse the first of a producer's
     * requests and take the second, after which the first can never be written: see docs/adr/0005.
     */
    private static void awaitLeaders(Admin admin, String name)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        while (!hasLeaders(admin, name)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(name);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean hasLeaders(Admin admin, String name) throws ExecutionException, InterruptedException {
        try {
            TopicDescription topic = Objects.requireNonNull(
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
            Map<TopicPartition, OffsetSpec> ends = topic.partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(name, partition.partition()),
                            partition -> OffsetSpec.latest()));
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (causeOf(e) instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    private static Throwable causeOf(ExecutionException e) {
        return Objects.requireNonNullElse(e.getCause(), e);
    }
}
