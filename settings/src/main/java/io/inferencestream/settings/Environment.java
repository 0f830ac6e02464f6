package io.inferencestream.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables that override a program's file. Knows which were asked for: the others are problems.
 *
 * <p>Not thread-safe: serves one reading.
 */
final class Environment {
    /**
     * What Kubernetes puts into every pod for a service whose name begins as the variables do; a program must start
     * beside such a service.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?"
            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)=.*|.*_PORT=(tcp|udp|sctp)://.*");

    private final Program program;
    private final Map<String, String> ours = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Set<String> prefixes = new TreeSet<>();

    Environment(Program program, Map<String, String> variables) {
        this.program = program;
        variables.forEach((name, value) -> {
            if (program.readsEnvironment() && name.startsWith(program.variablePrefix()) && !isOthers(name, value)) {
                ours.put(name, value);
            }
        });
    }

    private boolean isOthers(String name, String value) {
        return program.othersVariables().contains(name)
                || SERVICE_LINK.matcher(name + "=" + value).matches();
    }

    /** What the variable of a path says. */
    Optional<Setting> setting(String path) {
        String variable = program.variable(path);
        known.add(variable);
        return Optional.ofNullable(ours.get(variable)).map(value -> setting(variable, value));
    }

    private static Setting setting(String variable, String value) {
        return Setting.scalar("environment variable " + variable, value);
    }

    /** What the variables of a section say whose keys are somebody else's, by key; those asked for by path are left out. */
    Map<String, Setting> settings(String section, PassThrough others) {
        String prefix = program.variable(section) + "_";
        prefixes.add(prefix);
        Map<String, Setting> settings = new TreeMap<>();
        ours.forEach((variable, value) -> {
            if (begins(variable, prefix) && !known.contains(variable)) {
                settings.put(others.spelled(dotted(variable.substring(prefix.length()))), setting(variable, value));
            }
        });
        return settings;
    }

    private static boolean begins(String variable, String prefix) {
        return variable.startsWith(prefix) && variable.length() > prefix.length();
    }

    /** A variable's words as a dotted key: {@code SASL_MECHANISM} is {@code sasl.mechanism}. */
    private static String dotted(String words) {
        return words.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The variables that nobody asked for. */
    List<Problem> unknown() {
        return unasked()
                .map(name -> problem(name, ours.getOrDefault(name, ""), remedy(name)))
                .toList();
    }

    /** Whether a variable that nobody asked for was presumably meant for a key or section, or a key in it. */
    boolean isMeant(String path) {
        String variable = program.variable(path);
        return unasked()
                .flatMap(name -> nearest(name).stream())
                .anyMatch(meant -> meant.equals(variable) || meant.startsWith(variable + "_"));
    }

    private Stream<String> unasked() {
        return ours.keySet().stream()
                .filter(name -> !known.contains(name) && prefixes.stream().noneMatch(prefix -> begins(name, prefix)));
    }

    private Problem problem(String name, String value, String remedy) {
        String shown = Secrets.masked(remedy, value); // perhaps a mistyped name of a password
        return new Problem(name, shown, "environment", "is not a variable of this " + program.name(), remedy);
    }

    private String remedy(String name) {
        return nearest(name)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElseGet(() -> "Unset it, or use one of: " + String.join(", ", names()) + ".");
    }

    /** Names are compared without what all have in common, which would make everything near. */
    private Optional<String> nearest(String name) {
        int common = program.variablePrefix().length();
        List<String> endings =
                names().stream().map(variable -> variable.substring(common)).toList();
        return Nearest.to(name.substring(common), endings).map(nearest -> program.variablePrefix() + nearest);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(known);
        prefixes.forEach(prefix -> names.add(prefix + "..."));
        return names;
    }
}
