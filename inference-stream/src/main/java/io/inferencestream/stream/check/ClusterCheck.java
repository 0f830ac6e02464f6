package io.inferencestream.stream.check;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.kit.check.BrokerAddress;
import io.inferencestream.kit.check.ClusterReader;
import io.inferencestream.kit.check.ClusterView;
import io.inferencestream.kit.check.CodecCheck;
import io.inferencestream.kit.check.Deadline;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.Patience;
import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether a stream with these settings can run on its Kafka cluster, and what its input topic is like.
 *
 * <p>Looks, and changes nothing but that brokers note one transactional id for some days. Tries the addresses by plain sockets first: Kafka's clients say of a broker that is not
 * there only that they try again.
 */
public final class ClusterCheck {
    private static final String BROKERS = "kafka.bootstrap.servers";
    private static final int USUAL_REQUEST_MILLIS = 30_000;
    private static final Duration MIN_TIME = Duration.ofSeconds(10);

    private final Patience patience;

    /** A check that waits in real time. */
    public ClusterCheck() {
        this(Patience.real());
    }

    ClusterCheck(Patience patience) {
        this.patience = patience;
    }

    /**
     * Checks; blocks the calling thread for {@link #maxTime} at most, in which a broker may come up. An interrupt ends it
     * with a problem and is kept.
     */
    public CheckReport run(StreamSettings settings, Machine machine) {
        Deadline deadline = Deadline.in(maxTime(settings));
        List<Finding> findings = new ArrayList<>(SettingsRules.judge(settings));
        findings.addAll(CodecCheck.run());
        CheckReport cluster = unreached(settings, deadline)
                .map(problem -> new CheckReport(List.of(problem), Optional.empty()))
                .orElseGet(() -> reached(settings, machine, deadline));
        findings.addAll(cluster.findings());
        return new CheckReport(findings, cluster.input());
    }

    private Optional<Finding> unreached(StreamSettings settings, Deadline deadline) {
        String brokers = brokers(settings);
        if (brokers.contains("${")) {
            return Optional.empty();
        }
        List<BrokerAddress> addresses = BrokerAddress.list(brokers);
        Duration maxWait = settings.startup().maxWait();
        return patience.until(maxWait, () -> BrokerAddress.wrong(addresses, deadline))
                .map(wrong -> Finding.problem(
                        BROKERS,
                        "no broker takes connections after " + maxWait.toMillis() + " ms: " + wrong,
                        "Start the broker, or mend the address; startup.maxWait says how long to wait for it."));
    }

    private static CheckReport reached(StreamSettings settings, Machine machine, Deadline deadline) {
        try {
            return judged(settings, machine, deadline);
        } catch (KafkaException e) {
            return new CheckReport(List.of(refused(brokers(settings), e)), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckReport(
                    List.of(Finding.problem(BROKERS, "the check was interrupted", "Start again.")), Optional.empty());
        }
    }

    private static CheckReport judged(StreamSettings settings, Machine machine, Deadline deadline)
            throws InterruptedException {
        Admin admin = Admin.create(adminProperties(settings, deadline));
        try {
            return new ClusterRules(settings, machine, view(admin, settings, deadline))
                    .judge()
                    .with(new OffsetCheck(admin, settings, deadline).run());
        } finally {
            admin.close(Duration.ZERO); // else it would wait for calls that no broker answers
        }
    }

    private static ClusterView view(Admin admin, StreamSettings settings, Deadline deadline)
            throws InterruptedException {
        List<String> topics = List.of(
                settings.input().topic(),
                settings.output().predictions(),
                settings.output().deadLetters(),
                LetterTopics.ledgerOf(settings.output().deadLetters()),
                settings.output().models());
        return new ClusterReader(admin, deadline)
                .read(topics, settings.application(), settings.delivery() == Delivery.EXACTLY_ONCE);
    }

    /** Calls end sooner than Kafka's minute, unless the operator has said when. */
    private static Map<String, Object> adminProperties(StreamSettings settings, Deadline deadline) {
        Map<String, Object> properties = new TreeMap<>(settings.kafkaSettings().admin());
        boolean isOperatorsChoice = properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)
                || properties.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        if (!isOperatorsChoice) {
            int call = (int) Math.max(1, deadline.left().toMillis());
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, call);
            // Kafka takes no call that is shorter than one of its requests
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(call, USUAL_REQUEST_MILLIS));
        }
        return properties;
    }

    /** How long a check may take in all: {@code startup.maxWait}, and time for answers where that is short. */
    public static Duration maxTime(StreamSettings settings) {
        Duration maxWait = settings.startup().maxWait();
        return maxWait.compareTo(MIN_TIME) < 0 ? MIN_TIME : maxWait;
    }

    private static Finding refused(String brokers, KafkaException e) {
        String words = String.valueOf(e.getMessage());
        if (e instanceof AuthenticationException) {
            return Finding.problem(
                    BROKERS,
                    brokers + " does not know this user: " + words,
                    "Mend the credentials: kafka.security.protocol, kafka.sasl.* and kafka.ssl.*.");
        }
        if (e instanceof AuthorizationException) {
            return Finding.problem(
                    BROKERS, brokers + " refuses this user: " + words, "Allow DESCRIBE on the cluster and its topics.");
        }
        if (e instanceof TimeoutException) {
            return Finding.problem(
                    BROKERS,
                    brokers + " takes connections and does not answer as a Kafka broker: " + words,
                    "Compare kafka.security.protocol with the broker's listener, and see whether its"
                            + " advertised.listeners can be reached from here.");
        }
        return Finding.problem(
                "kafka", "the client cannot be used: " + root(e).getMessage(), "Mend the keys under kafka.");
    }

    /** Kafka wraps what is wrong with a key in "Failed to create new NetworkClient". */
    private static Throwable root(Throwable e) {
        Throwable root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static String brokers(StreamSettings settings) {
        return settings.kafka().getOrDefault("bootstrap.servers", "");
    }
}
