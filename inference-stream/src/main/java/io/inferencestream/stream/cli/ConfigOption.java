package io.inferencestream.stream.cli;

import io.inferencestream.stream.config.StreamSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Option;

/** The settings that an operator's command works by: those of the stream that it is about. */
final class ConfigOption {
    private static final int PATIENCE_MILLIS = 20_000;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The stream's settings, as YAML.")
    private Path config = Path.of("");

    StreamSettings load() {
        return StreamSettings.load(config, System.getenv());
    }

    /** A client for the stream's cluster; an operator does not wait a minute for a broker that is not there. */
    static Admin admin(StreamSettings settings) {
        Map<String, Object> properties = new TreeMap<>(settings.kafkaSettings().admin());
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        return Admin.create(properties);
    }
}
