package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Answers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What models answered, apart from single classes, as lines under a heading each. */
final class AnswerLines {
    private static final int MAX_NAMES = 10;

    private AnswerLines() {}

    /** Headings and their lines, in order; empty where all answers were single classes. */
    static Map<String, String> of(Answers answers) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (!answers.tasks().isEmpty()) {
            lines.put("answers", counts(answers.tasks()));
        }
        if (!answers.labels().isEmpty()) {
            lines.put("labels", counts(answers.labels()));
        }
        if (answers.tasks().containsKey("detection")) {
            lines.put("objects", objects(answers));
        }
        new TreeMap<>(answers.values())
                .entrySet().stream()
                        .limit(MAX_NAMES)
                        .forEach(its -> lines.put("value " + its.getKey(), spread(its.getValue())));
        return lines;
    }

    private static String objects(Answers answers) {
        String nothing = String.format(Locale.ROOT, "nothing found in %,d images", answers.foundNothing());
        return answers.objects().isEmpty() ? nothing : counts(answers.objects()) + "; " + nothing;
    }

    /** The most frequent first. */
    private static String counts(Map<String, Long> counts) {
        String first = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_NAMES)
                .map(its -> String.format(Locale.ROOT, "%s %,d", its.getKey(), its.getValue()))
                .collect(Collectors.joining(", "));
        return first + (counts.size() > MAX_NAMES ? ", and " + (counts.size() - MAX_NAMES) + " more kinds" : "");
    }

    private static String spread(Answers.Spread its) {
        return String.format(
                Locale.ROOT,
                "mean %.4g, from %.4g to %.4g%s",
                its.mean(),
                its.least(),
                its.greatest(),
                its.unit().isEmpty() ? "" : " " + its.unit());
    }
}
