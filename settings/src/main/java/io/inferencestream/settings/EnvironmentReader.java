package io.inferencestream.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the environment variables that override the file. */
public final class EnvironmentReader {
    /**
     * What Kubernetes puts into every pod for a service whose name begins as the variables do; a program must start
     * beside such a service.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?"
            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)=.*|.*_PORT=(tcp|udp|sctp)://.*");

    private final KnownKeys known;
    private final List<Problem> problems;

    /** @param problems where problems are added */
    public EnvironmentReader(KnownKeys known, List<Problem> problems) {
        this.known = known;
        this.problems = problems;
    }

    /** What the variables say, by path; those that do not begin with our prefix say nothing. */
    public Map<String, Setting> read(Map<String, String> environment) {
        Map<String, Setting> settings = new TreeMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(known.variablePrefix()) && !isForOthers(name, value)) {
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

    private boolean isForOthers(String name, String value) {
        return known.launcherVariables().contains(name)
                || SERVICE_LINK.matcher(name + "=" + value).matches();
    }

    private String path(String variable) {
        for (Key<?> key : known.keys()) {
            if (known.variable(key).equals(variable)) {
                return key.path();
            }
        }
        for (PassThrough section : known.passThrough()) {
            String prefix = known.variablePrefix(section);
            if (variable.startsWith(prefix) && variable.length() > prefix.length()) {
                String words = variable.substring(prefix.length());
                return section.section() + "." + section.spelled(dotted(words));
            }
        }
        return "";
    }

    /** A variable's words as a dotted key: {@code SASL_MECHANISM} is {@code sasl.mechanism}. */
    private static String dotted(String words) {
        return words.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private void unknown(String name, String value) {
        Set<String> variables =
                known.keys().stream().map(known::variable).collect(Collectors.toCollection(TreeSet::new));
        known.passThrough().forEach(section -> variables.add(known.variablePrefix(section) + "..."));
        // Compared without what all have in common, which would make everything near.
        int common = known.variablePrefix().length();
        Set<String> endings = variables.stream().map(v -> v.substring(common)).collect(Collectors.toSet());
        String remedy = Nearest.to(name.substring(common), endings)
                .map(nearest -> "Did you mean " + known.variablePrefix() + nearest + "?")
                .orElseGet(() -> "Unset it, or use one of: " + String.join(", ", variables) + ".");
        problems.add(new Problem(name, value, "environment", "is not a variable of this " + known.program(), remedy));
    }
}
