package io.inferencestream.stream.config;

import io.inferencestream.settings.Key;
import io.inferencestream.settings.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes settings as YAML that a person can read and that shows no secret. */
final class SettingsDescription {
    private final StringBuilder text = new StringBuilder();

    private SettingsDescription() {}

    static String of(StreamSettings settings) {
        return new SettingsDescription().write(settings);
    }

    private String write(StreamSettings settings) {
        Map<String, String> values = Map.ofEntries(
                entry(Keys.APPLICATION, settings.application()),
                entry(Keys.INSTANCE, quoted(settings.instance())),
                entry(Keys.DELIVERY, settings.delivery()),
                entry(Keys.INPUT_TOPIC, settings.input().topic()),
                entry(Keys.INPUT_FORMAT, settings.input().format()),
                entry(Keys.PREDICTIONS, settings.output().predictions()),
                entry(Keys.DEAD_LETTERS, settings.output().deadLetters()),
                entry(Keys.ANNOUNCEMENTS, settings.output().models()),
                entry(Keys.REPOSITORY, quoted(settings.models().repository().toString())),
                entry(Keys.SERVE, listed(settings.models().serve())),
                entry(
                        Keys.DEFAULT_MODEL,
                        settings.models().defaultModel().map(ModelRef::toString).orElse("\"\"")),
                entry(Keys.ENGINE, settings.models().engine().orElse("\"\"")),
                entry(Keys.DEVICE, settings.models().device()),
                entry(Keys.PREDICTORS, settings.models().predictors()),
                entry(Keys.INTRA_OP_THREADS, settings.models().intraOpThreads()),
                entry(Keys.MAX_SIZE, settings.batch().maxSize()),
                entry(Keys.LINGER, settings.batch().linger().toMillis() + "ms"),
                entry(Keys.IMAGE_BYTES, settings.limits().imageBytes()),
                entry(Keys.IMAGE_PIXELS, settings.limits().imagePixels()),
                entry(Keys.IN_FLIGHT_BYTES, settings.limits().inFlightBytes()),
                entry(Keys.IN_FLIGHT_RECORDS, settings.limits().inFlightRecords()),
                entry(Keys.PREDICT_TIMEOUT, settings.limits().predictTimeout().toMillis() + "ms"),
                entry(Keys.STREAM_THREADS, settings.threads().stream()),
                entry(Keys.DECODE_THREADS, settings.threads().decode()),
                entry(Keys.STARTUP_MAX_WAIT, settings.startup().maxWait().toMillis() + "ms"),
                entry(Keys.OBSERVE_HOST, quoted(settings.observe().host())),
                entry(Keys.OBSERVE_PORT, portOrOff(settings)),
                entry(Keys.TRACING_ENDPOINT, tracingEndpoint(settings)),
                entry(Keys.TRACING_ROOT_PERCENT, settings.tracing().rootPercent()),
                entry(Keys.STATE_DIRECTORY, quoted(settings.stateDirectory().toString())),
                entry(Keys.REJECT, listed(settings.reject())));
        List<String> open = new ArrayList<>(List.of(""));
        for (Key<?> key : Keys.ALL) {
            int dot = key.path().indexOf('.');
            String section = dot < 0 ? "" : key.path().substring(0, dot);
            if (!section.isEmpty() && !open.contains(section)) {
                text.append(section).append(":\n");
                open.add(section);
            }
            line(
                    section.isEmpty() ? "" : "  ",
                    key.path().substring(dot + 1),
                    Objects.requireNonNull(values.get(key.path()), key.path()));
        }
        passedThrough("registry", settings.registry());
        passedThrough("kafka", settings.kafka());
        return text.toString();
    }

    private static Map.Entry<String, String> entry(Key<?> key, Object value) {
        return Map.entry(key.path(), value.toString());
    }

    private static String portOrOff(StreamSettings settings) {
        OptionalInt port = settings.observe().port();
        return port.isPresent() ? Integer.toString(port.getAsInt()) : "off";
    }

    private static String tracingEndpoint(StreamSettings settings) {
        return settings.tracing()
                .endpoint()
                .map(address -> quoted(Secrets.masked("tracing.endpoint", address.toString())))
                .orElse("\"\"");
    }

    private static String listed(List<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private void passedThrough(String section, Map<String, String> values) {
        text.append(section).append(":\n");
        values.forEach((key, value) -> line("  ", key, quoted(Secrets.masked(key, value))));
    }

    /** As YAML must have it: what it could take for something else stands in quotes. */
    private static String quoted(String value) {
        return value.matches("[\\w./][\\w./:@,+=-]*(?<!:)") ? value : "'" + value.replace("'", "''") + "'";
    }

    private void line(String indent, String name, String value) {
        text.append(indent).append(name).append(": ").append(value).append('\n');
    }
}
