package io.inferencestream.kit.check;

import static io.inferencestream.kit.check.Finding.problem;
import static io.inferencestream.kit.check.Finding.warning;

import io.inferencestream.kit.check.Finding.Severity;
import io.inferencestream.kit.group.Discord;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges what this user may not do beside its topics, and what the brokers gave no answer about.
 *
 * <p>Not thread-safe: judges once.
 */
public final class AccessRules {
    private final String application;
    private final ClusterView cluster;
    private final List<Finding> findings = new ArrayList<>();

    public AccessRules(String application, ClusterView cluster) {
        this.application = application;
        this.cluster = cluster;
    }

    public List<Finding> judge() {
        judgeGroup();
        judgeTransactions();
        cluster.unanswered().stream().sorted().map(AccessRules::unanswered).forEach(findings::add);
        cluster.denied().stream()
                .filter(what -> what.startsWith("settings of "))
                .sorted()
                .forEach(what -> findings.add(warning(
                        what,
                        "this user may not look at them, so they are not checked",
                        "Allow DESCRIBE_CONFIGS, or compare them with the documentation.")));
        return List.copyOf(findings);
    }

    /** A stream waits for a coordinator by itself; but of its topics it has to know what they are like. */
    private static Finding unanswered(String what) {
        Severity severity = what.startsWith("topic ") ? Severity.PROBLEM : Severity.WARNING;
        return new Finding(
                severity,
                what,
                "the brokers gave no answer about it in time",
                "See whether all brokers are up and their internal topics have leaders; startup.maxWait says how long to"
                        + " wait.");
    }

    private void judgeGroup() {
        String group = "group " + application;
        if (cluster.denied().contains(group)) {
            findings.add(problem(
                    group,
                    "this user may not look at it",
                    "Allow READ and DESCRIBE on it (kafka-acls.sh --add --operation READ --operation DESCRIBE --group "
                            + application + ")."));
        } else if (cluster.denied().contains(RightsProbe.joining(application))) {
            findings.add(problem(
                    group,
                    "this user may not join it",
                    "Allow READ on it (kafka-acls.sh --add --operation READ --group " + application + ")."));
        }
        if (cluster.denied().contains("topics of " + group)) {
            findings.add(problem(group, "its members read topics that this user may not look at", Discord.REMEDY));
        }
    }

    private void judgeTransactions() {
        String ids = RightsProbe.transactions(application);
        if (cluster.denied().contains(ids)) {
            findings.add(problem(
                    ids,
                    "this user may not write transactions under them",
                    "Allow WRITE and DESCRIBE on them (kafka-acls.sh --add --operation WRITE --operation DESCRIBE"
                            + " --transactional-id " + application
                            + "- --resource-pattern-type prefixed); or write delivery: at-least-once."));
        }
    }
}
