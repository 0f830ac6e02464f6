package io.inferencestream.bench.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contestant's process is told on its command line.
 *
 * @param bootstrap the broker
 * @param registry URL of the schema registry
 * @param application name of its consumer group
 * @param input topic of images
 * @param output topic of predictions
 * @param repository directory of the model
 * @param model name of the model
 * @param exactlyOnce whether its outputs are to be transactional
 * @param batch most images it may predict at once; 0 for as many as pay off on the device
 * @param tuned whether it runs at its best settings or at its defaults
 */
public record WorkSettings(
        String bootstrap,
        String registry,
        String application,
        String input,
        String output,
        Path repository,
        String model,
        boolean exactlyOnce,
        int batch,
        boolean tuned) {

    /** As arguments of a command line, for {@link #parse}. */
    public List<String> arguments() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bootstrap", bootstrap);
        values.put("registry", registry);
        values.put("application", application);
        values.put("input", input);
        values.put("output", output);
        values.put("repository", repository);
        values.put("model", model);
        values.put("exactlyOnce", exactlyOnce);
        values.put("batch", batch);
        values.put("tuned", tuned);
        List<String> arguments = new ArrayList<>();
        values.forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }

    /** Reads {@code name=value} arguments; all of them must be there. */
    public static WorkSettings parse(String[] arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            values.put(argument.substring(0, Math.max(0, at)), argument.substring(at + 1));
        }
        return new WorkSettings(
                value(values, "bootstrap"),
                value(values, "registry"),
                value(values, "application"),
                value(values, "input"),
                value(values, "output"),
                Path.of(value(values, "repository")),
                value(values, "model"),
                Boolean.parseBoolean(value(values, "exactlyOnce")),
                Integer.parseInt(value(values, "batch")),
                Boolean.parseBoolean(value(values, "tuned")));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + "=... is missing; there are " + values.keySet());
        }
        return value;
    }
}
