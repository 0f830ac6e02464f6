package io.inferencestream.core.repository;

import static io.inferencestream.settings.Quantities.count;
import static io.inferencestream.settings.Quantities.number;
import static io.inferencestream.settings.Texts.choice;
import static io.inferencestream.settings.Texts.text;

import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.model.ValuesSpec;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.TextType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a card says of the model's answers. Keys of other tasks than the card's are refused, for they would do nothing. */
final class CardAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(CardAnswers.class);
    private static final int LABELS_BY_DEFAULT = 5;
    private static final int INDEPENDENT_LABELS_BY_DEFAULT = 100;
    private static final Map<String, OutputRule> OLD_WORDS =
            Map.of("softmax", OutputRule.PROBABILITIES, "sigmoid", OutputRule.INDEPENDENT);

    private final CardLabels labels;

    CardAnswers(CardLabels labels) {
        this.labels = labels;
    }

    AnswerSpec read(Section keys) {
        Optional<Task> given = keys.value("task", choice(Task.class, Task::word).orNone(), "", """
                What the model answers. Left out: multi-label where output says that classes are independent, else \
                classification.""");
        Task task = given.orElse(Task.CLASSIFICATION);
        boolean hasClasses = task == Task.CLASSIFICATION || task == Task.MULTI_LABEL;
        List<String> names = labels.read(keys, task, hasClasses);
        String tensor = keys.value("outputTensor", text().orNone(), "", """
                        Name of the output tensor that is read. May be left out where the model has one output beside the \
                        activation map.""").orElse(null);
        ClassesSpec classes = classes(keys, given, names, tensor);
        EmbeddingSpec embedding = keys.section("embedding", section -> embedding(section, tensor));
        List<ValueSpec> values = keys.section("values", section -> CardValues.read(section, task));
        refuseOthers(keys, task, hasClasses);
        return switch (task) {
            case EMBEDDING -> embedding;
            case REGRESSION -> new ValuesSpec(values, tensor);
            default -> classes;
        };
    }

    private static void refuseOthers(Section keys, Task task, boolean hasClasses) {
        for (String name : List.of("output", "topK", "threshold", "activationMap")) {
            if (!hasClasses && keys.isGiven(name)) {
                keys.problem(name, "means nothing for task: " + task, "Leave it out.");
            }
        }
    }

    private static ClassesSpec classes(Section keys, Optional<Task> task, List<String> names, @Nullable String tensor) {
        OutputRule rule = rule(keys, task);
        Optional<String> activationMap = keys.value("activationMap", text().orNone(), "", """
                Name of the output tensor with a class activation map. Left out: predictions carry none.""");
        int topK = topK(keys, names.size(), rule);
        List<Double> thresholds = thresholds(keys, names, rule);
        return new ClassesSpec(names, topK, rule, thresholds, tensor, activationMap.orElse(null));
    }

    private static OutputRule rule(Section keys, Optional<Task> task) {
        TextType<OutputRule> words = choice(OutputRule.class, OutputRule::word);
        TextType<OutputRule> type = new TextType<>(
                words.form(),
                word -> OLD_WORDS.containsKey(word)
                        ? OLD_WORDS.get(word)
                        : words.reader().read(word));
        OutputRule rule = keys.value(
                "output",
                type,
                task.orElse(Task.CLASSIFICATION) == Task.MULTI_LABEL ? "independent" : "probabilities",
                """
                What the values are that the model emits for its classes. probabilities: they sum to 1. independent: a \
                probability for each class by itself. logits: scores without bounds, of which a softmax is taken. \
                independent-logits: scores without bounds, of each of which a sigmoid is taken. One value per image with \
                two labels is the second one's. The older words softmax and sigmoid mean probabilities and independent.""");
        keys.setting("output")
                .map(setting -> setting.text())
                .filter(OLD_WORDS::containsKey)
                .ifPresent(word -> LOG.atInfo().log(
                        "model.yaml says output: {}, which means output: {}; the older word may be misread",
                        word,
                        rule.word()));
        if (task.isPresent() && rule.isExclusive() == (task.get() == Task.MULTI_LABEL)) {
            keys.problemBeside(
                    List.of("task"),
                    "output",
                    "does not fit task: " + task.get(),
                    "Write " + (rule.isExclusive() ? "independent or independent-logits" : "probabilities or logits")
                            + ", or leave task out.");
        }
        return rule;
    }

    private static int topK(Section keys, int labels, OutputRule rule) {
        Optional<Integer> topK = keys.value("topK", count(1, Integer.MAX_VALUE).orNone(), "", """
                How many classes a prediction names, the most probable first; at most the number of labels. Left out: \
                5, or as many as there are; of independent classes, 100.""");
        if (topK.orElse(1) > labels) {
            keys.problemBeside(
                    List.of("labels", "labelsFile"),
                    "topK",
                    "is more than there are labels",
                    "Write a whole number from 1 to " + labels + ".");
        }
        return Math.min(topK.orElse(rule.isExclusive() ? LABELS_BY_DEFAULT : INDEPENDENT_LABELS_BY_DEFAULT), labels);
    }

    private static List<Double> thresholds(Section keys, List<String> labels, OutputRule rule) {
        double all = keys.value("threshold", number(), Double.toString(ClassesSpec.DEFAULT_THRESHOLD), """
                From which probability on an independent class counts as accepted, 0 to 1.""");
        Map<String, Double> some = keys.entries("thresholds", number(), """
                The same for single classes, by label.""");
        checkShare(keys, "threshold", all);
        some.forEach((label, value) -> {
            checkShare(keys, "thresholds", value);
            if (!labels.contains(label)) {
                keys.problemBeside(
                        List.of("labels", "labelsFile"),
                        "thresholds",
                        "names '" + label + "', which is no label",
                        "Write labels as they stand in the card's labels.");
            }
        });
        if (rule.isExclusive()) {
            if (!some.isEmpty() || keys.isGiven("threshold")) {
                keys.problem(
                        some.isEmpty() ? "threshold" : "thresholds",
                        "means nothing where classes exclude each other",
                        "Leave it out, or say output: independent or independent-logits.");
            }
            return List.of();
        }
        return labels.stream().map(label -> some.getOrDefault(label, all)).toList();
    }

    private static void checkShare(Section keys, String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            keys.problem(name, "is not from 0 to 1: " + value, "Write a probability.");
        }
    }

    private static EmbeddingSpec embedding(Section keys, @Nullable String tensor) {
        boolean normalizes = keys.value("normalize", io.inferencestream.settings.Texts.flag(), "false", """
                Whether the vector is scaled to the Euclidean length 1. Takes task: embedding.""");
        return new EmbeddingSpec(normalizes, tensor);
    }
}
