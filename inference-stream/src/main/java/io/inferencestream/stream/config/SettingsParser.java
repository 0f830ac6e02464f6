package io.inferencestream.stream.config;

import io.inferencestream.core.outcome.RecordId;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes settings of a YAML text and the environment, collecting every problem on the way.
 *
 * <p>Not thread-safe: parses one configuration.
 */
final class SettingsParser {
    private static final String ADDRESS = "\\s*[^\\s,;]+:\\d{1,5}\\s*";

    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();
    private Map<String, Setting> said = Map.of();

    SettingsParser(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws SettingsException if anything is wrong */
    StreamSettings parse(String yaml) {
        said = new SettingsSources(problems).gather(yaml, environment);
        StreamSettings settings = settings();
        if (problems.isEmpty()) {
            return settings;
        }
        throw new SettingsException(problems);
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
        Map<String, String> registry = passedThrough("registry");
        registry.putIfAbsent(Keys.REGISTRY_URL, Keys.DEFAULT_REGISTRY_URL);
        return registry;
    }

    private Map<String, String> kafka(Delivery delivery) {
        Map<String, String> kafka = passedThrough("kafka");
        checkBrokers(kafka.getOrDefault(Keys.BOOTSTRAP_SERVERS, ""));
        List<Problem> wrong = new ArrayList<>();
        kafka.forEach(
                (key, value) -> KafkaKeyCheck.problem(key, said("kafka." + key)).ifPresent(wrong::add));
        problems.addAll(wrong);
        if (wrong.isEmpty() && delivery == Delivery.EXACTLY_ONCE) {
            KafkaKeyCheck.slowCommit(kafka).ifPresent(problems::add);
        }
        return kafka;
    }

    private void checkBrokers(String brokers) {
        String path = "kafka." + Keys.BOOTSTRAP_SERVERS;
        String remedy = "Name a broker or several, such as 127.0.0.1:9092.";
        if (brokers.isBlank()) {
            problems.add(new Problem(path, "", "", "is missing", remedy));
        } else if (!brokers.contains("${") && !brokers.matches(ADDRESS + "(," + ADDRESS + ")*")) {
            problems.add(
                    new Problem(path, brokers, said(path).origin(), "is not a list of HOST:PORT with commas", remedy));
        }
    }

    private Setting said(String path) {
        return Objects.requireNonNull(said.get(path), path);
    }

    private Map<String, String> passedThrough(String section) {
        Map<String, String> values = new TreeMap<>();
        said.forEach((path, setting) -> {
            if (path.startsWith(section + ".")) {
                values.put(path.substring(section.length() + 1), setting.text());
            }
        });
        return values;
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
            add(key, topic, "is the topic of " + other + " too", "Give each its own topic.");
        }
    }

    private void checkRejectedTopic(Input input, List<RecordId> reject) {
        for (RecordId position : reject) {
            if (!position.topic().equals(input.topic())) {
                add(
                        Keys.REJECT,
                        position.toString(),
                        "names a record of another topic than the input, " + input.topic(),
                        "Mend the topic, or take the record off the list.");
            }
        }
    }

    /** The value said or else the default; a value that cannot be read is a problem and becomes the default. */
    private <T> T value(Key<T> key) {
        Setting setting = said.get(key.path());
        if (setting != null) {
            try {
                return key.type().read(setting);
            } catch (BadValueException e) {
                add(key, setting.text(), e.wrong(), e.remedy());
            }
        }
        try {
            return key.type().read(Setting.scalar("default", key.defaultText()));
        } catch (BadValueException e) {
            throw new IllegalStateException("the default of " + key.path() + " must be readable", e);
        }
    }

    private void add(Key<?> key, String value, String wrong, String remedy) {
        Setting setting = said.get(key.path());
        problems.add(new Problem(key.path(), value, setting == null ? "default" : setting.origin(), wrong, remedy));
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

    /** Why a file could not be read, in words: the message of a missing file's exception is only its path. */
    static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
