package io.inferencestream.core.repository;

import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.ValuesSpec;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a card that say what the model answers, as {@link CardAnswers} reads them; without the labels. */
final class AnswerKeys {
    private final Map<String, Object> keys = new LinkedHashMap<>();

    private AnswerKeys() {}

    static Map<String, Object> of(AnswerSpec spec) {
        AnswerKeys answers = new AnswerKeys();
        if (spec instanceof ClassesSpec classes) {
            answers.putClasses(classes);
        } else if (spec instanceof EmbeddingSpec embedding) {
            answers.keys.put("task", embedding.task().word());
            answers.put("outputTensor", embedding.tensor());
            answers.keys.put("embedding", Map.of("normalize", embedding.normalizes()));
        } else {
            answers.putValues((ValuesSpec) spec);
        }
        return answers.keys;
    }

    private void putClasses(ClassesSpec classes) {
        keys.put("output", classes.rule().word());
        put("outputTensor", classes.tensor());
        put("activationMap", classes.activationMap());
        keys.put("topK", classes.topK());
        List<Double> different = classes.thresholds().stream().distinct().toList();
        if (different.size() == 1) {
            keys.put("threshold", different.get(0));
        } else if (different.size() > 1) {
            Map<String, Double> byLabel = new LinkedHashMap<>();
            for (int i = 0; i < classes.labels().size(); i++) {
                byLabel.put(classes.labels().get(i), classes.thresholds().get(i));
            }
            keys.put("thresholds", byLabel);
        }
    }

    private void putValues(ValuesSpec spec) {
        List<ValueSpec> values = spec.values();
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("names", values.stream().map(ValueSpec::name).toList());
        if (values.stream().anyMatch(value -> value.unit() != null)) {
            section.put(
                    "units",
                    values.stream()
                            .map(value -> value.unit() == null ? CardValues.NO_UNIT : value.unit())
                            .toList());
        }
        section.put("scale", values.stream().map(ValueSpec::scale).toList());
        section.put("offset", values.stream().map(ValueSpec::offset).toList());
        keys.put("task", spec.task().word());
        put("outputTensor", spec.tensor());
        keys.put("values", section);
    }

    private void put(String key, @Nullable String value) {
        if (value != null) {
            keys.put(key, value);
        }
    }
}
