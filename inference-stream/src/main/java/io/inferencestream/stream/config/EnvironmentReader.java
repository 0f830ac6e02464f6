package io.inferencestream.stream.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the environment variables that override the file. */
final class EnvironmentReader {
    /** For the launcher script, which reads them before there is a JVM. */
    static final Set<String> LAUNCHER =
            Set.of("INFERENCE_STREAM_CONFIG", "INFERENCE_STREAM_HOME", "INFERENCE_STREAM_OPTS");

    /**
     * What Kubernetes puts into every pod for a service whose name begins with inference-stream; a stream must start
     * beside such a service.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?"
            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)=.*|.*_PORT=(tcp|udp|sctp)://.*");

    private final List<Problem> problems;

    /** @param problems where problems are added */
    EnvironmentReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** What the variables say, by path; those that do not begin with our prefix say nothing. */
    Map<String, Setting> read(Map<String, String> environment) {
        Map<String, Setting> settings = new TreeMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(Key.VARIABLE_PREFIX) && !isForOthers(name, value)) {
                String path = path(name);
                if (path.isEmpty()) {
                    unknown(name, value);
                } else {
                    settings.put(path, Setting.scalar("environment variable " + name, value));
                }
            }
        });
        return settings;
    }

    private static boolean isForOthers(String name, String value) {
        return LAUNCHER.contains(name)
                || SERVICE_LINK.matcher(name + "=" + value).matches();
    }

    private static String path(String variable) {
        for (Key<?> key : Keys.ALL) {
            if (key.variable().equals(variable)) {
                return key.path();
            }
        }
        for (String section : Keys.PASS_THROUGH) {
            String prefix = Key.VARIABLE_PREFIX + section.toUpperCase(Locale.ROOT) + "_";
            if (variable.startsWith(prefix) && variable.length() > prefix.length()) {
                String words = variable.substring(prefix.length());
                return section + "." + (section.equals("kafka") ? kafkaKey(words) : SettingsSources.dotted(words));
            }
        }
        return "";
    }

    /** The key in dots, or as Kafka spells it where it has an underscore in its name. */
    private static String kafkaKey(String words) {
        String dotted = SettingsSources.dotted(words);
        String prefix = KafkaNames.prefix(dotted);
        String bare = dotted.substring(prefix.length());
        return prefix
                + KafkaNames.ALL.stream()
                        .filter(name -> name.replace('_', '.').equals(bare))
                        .findFirst()
                        .orElse(bare);
    }

    private void unknown(String name, String value) {
        Set<String> known = Keys.ALL.stream().map(Key::variable).collect(Collectors.toCollection(TreeSet::new));
        Keys.PASS_THROUGH.forEach(
                section -> known.add(Key.VARIABLE_PREFIX + section.toUpperCase(Locale.ROOT) + "_..."));
        // Compared without what all have in common, which would make everything near.
        int common = Key.VARIABLE_PREFIX.length();
        Set<String> endings = known.stream().map(v -> v.substring(common)).collect(Collectors.toSet());
        String remedy = Nearest.to(name.substring(common), endings)
                .map(nearest -> "Did you mean " + Key.VARIABLE_PREFIX + nearest + "?")
                .orElseGet(() -> "Unset it, or use one of: " + String.join(", ", known) + ".");
        problems.add(new Problem(name, value, "environment", "is not a variable of this stream", remedy));
    }
}
