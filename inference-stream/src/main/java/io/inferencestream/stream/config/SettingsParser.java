package io.inferencestream.stream.config;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.settings.Key;
import io.inferencestream.settings.Problem;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.settings.SettingsReader;
import io.inferencestream.stream.config.StreamSettings.Batch;
import io.inferencestream.stream.config.StreamSettings.Input;
import io.inferencestream.stream.config.StreamSettings.Limits;
import io.inferencestream.stream.config.StreamSettings.Models;
import io.inferencestream.stream.config.StreamSettings.Observe;
import io.inferencestream.stream.config.StreamSettings.Output;
import io.inferencestream.stream.config.StreamSettings.Startup;
import io.inferencestream.stream.config.StreamSettings.Threads;
import io.inferencestream.stream.config.StreamSettings.Tracing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes settings of a YAML text and the environment, collecting every problem on the way.
 *
 * <p>Not thread-safe: parses one configuration.
 */
final class SettingsParser {
    private static final String ADDRESS = "\\s*[^\\s,;]+:\\d{1,5}\\s*";

    private final Map<String, String> environment;
    private final SettingsReader said;

    SettingsParser(String yaml, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.said = new SettingsReader(Keys.KNOWN, yaml, environment);
    }

    /** @throws SettingsException if anything is wrong */
    StreamSettings parse() {
        StreamSettings settings = settings();
        said.throwProblems();
        return settings;
    }

    private StreamSettings settings() {
        String application = value(Keys.APPLICATION);
        Delivery delivery = value(Keys.DELIVERY);
        Input input = new Input(value(Keys.INPUT_TOPIC), value(Keys.INPUT_FORMAT));
        Output output = new Output(value(Keys.PREDICTIONS), value(Keys.DEAD_LETTERS), value(Keys.ANNOUNCEMENTS));
        List<RecordId> reject = value(Keys.REJECT);
        checkTopicsDiffer(input, output);
        checkRejectedTopic(input, reject);
        return new StreamSettings(
                application,
                value(Keys.INSTANCE).orElseGet(this::processName),
                delivery,
                input,
                output,
                models(),
                new Batch(value(Keys.MAX_SIZE), value(Keys.LINGER)),
                limits(),
                new Threads(value(Keys.STREAM_THREADS), value(Keys.DECODE_THREADS)),
                new Startup(value(Keys.STARTUP_MAX_WAIT)),
                new Observe(value(Keys.OBSERVE_HOST), value(Keys.OBSERVE_PORT)),
                new Tracing(value(Keys.TRACING_ENDPOINT), value(Keys.TRACING_ROOT_PERCENT)),
                value(Keys.STATE_DIRECTORY).orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), application)),
                reject,
                registry(),
                kafka(delivery));
    }

    private Models models() {
        return new Models(
                value(Keys.REPOSITORY),
                value(Keys.SERVE),
                value(Keys.DEFAULT_MODEL),
                value(Keys.ENGINE),
                value(Keys.DEVICE),
                value(Keys.PREDICTORS),
                value(Keys.INTRA_OP_THREADS));
    }

    private Limits limits() {
        return new Limits(
                Math.toIntExact(value(Keys.IMAGE_BYTES)),
                value(Keys.IMAGE_PIXELS),
                value(Keys.IN_FLIGHT_BYTES),
                value(Keys.IN_FLIGHT_RECORDS),
                value(Keys.PREDICT_TIMEOUT));
    }

    private Map<String, String> registry() {
        Map<String, String> registry = said.passedThrough("registry");
        registry.putIfAbsent(Keys.REGISTRY_URL, Keys.DEFAULT_REGISTRY_URL);
        return registry;
    }

    private Map<String, String> kafka(Delivery delivery) {
        Map<String, String> kafka = said.passedThrough("kafka");
        checkBrokers(kafka.getOrDefault(Keys.BOOTSTRAP_SERVERS, ""));
        List<Problem> wrong = new ArrayList<>();
        kafka.forEach((key, value) ->
                KafkaKeyCheck.problem(key, said.said("kafka." + key)).ifPresent(wrong::add));
        wrong.forEach(said::add);
        if (wrong.isEmpty() && delivery == Delivery.EXACTLY_ONCE) {
            KafkaKeyCheck.slowCommit(kafka).ifPresent(said::add);
        }
        return kafka;
    }

    private void checkBrokers(String brokers) {
        String path = "kafka." + Keys.BOOTSTRAP_SERVERS;
        String remedy = "Name a broker or several, such as 127.0.0.1:9092.";
        if (brokers.isBlank()) {
            said.add(new Problem(path, "", "", "is missing", remedy));
        } else if (!brokers.contains("${") && !brokers.matches(ADDRESS + "(," + ADDRESS + ")*")) {
            said.add(new Problem(
                    path, brokers, said.said(path).origin(), "is not a list of HOST:PORT with commas", remedy));
        }
    }

    private void checkTopicsDiffer(Input input, Output output) {
        Map<String, String> users = new LinkedHashMap<>();
        users.put(input.topic(), Keys.INPUT_TOPIC.path());
        claim(users, output.predictions(), Keys.PREDICTIONS);
        claim(users, output.deadLetters(), Keys.DEAD_LETTERS);
        claim(users, output.models(), Keys.ANNOUNCEMENTS);
    }

    private void claim(Map<String, String> users, String topic, Key<String> key) {
        String other = users.putIfAbsent(topic, key.path());
        if (other != null) {
            said.add(key, topic, "is the topic of " + other + " too", "Give each its own topic.");
        }
    }

    private void checkRejectedTopic(Input input, List<RecordId> reject) {
        for (RecordId position : reject) {
            if (!position.topic().equals(input.topic())) {
                said.add(
                        Keys.REJECT,
                        position.toString(),
                        "names a record of another topic than the input, " + input.topic(),
                        "Mend the topic, or take the record off the list.");
            }
        }
    }

    private <T> T value(Key<T> key) {
        return said.value(key);
    }

    /** Host and process, the same for as long as the process lives. */
    private String processName() {
        return hostName() + ":" + ProcessHandle.current().pid();
    }

    private String hostName() {
        String variable = environment.getOrDefault("HOSTNAME", "");
        if (!variable.isBlank()) {
            return variable;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
