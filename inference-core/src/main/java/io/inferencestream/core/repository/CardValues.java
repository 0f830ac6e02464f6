package io.inferencestream.core.repository;

import static io.inferencestream.settings.Quantities.number;
import static io.inferencestream.settings.Texts.text;

import io.inferencestream.core.model.Task;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import io.inferencestream.settings.Section;
import java.util.ArrayList;
import java.util.List;

/** What a card says of the numbers that a model answers, under {@code values}. */
final class CardValues {
    /** Says that one of several numbers has no unit. */
    static final String NO_UNIT = "-";

    private CardValues() {}

    /** Notes what is wrong; the answer has at least one value even then. */
    static List<ValueSpec> read(Section keys, Task task) {
        List<String> names = keys.value("names", text().listed(), "", """
                What the numbers are that the model emits, in the order of its output. Takes task: regression.""");
        List<String> units = keys.value("units", text().listed(), "", """
                Their units: one for all, or one for each, - for none. Left out: none.""");
        List<Double> scale = keys.value("scale", number().listed(), "1", """
                Multiplied with what the model emits: one number for all, or one for each.""");
        List<Double> offset = keys.value("offset", number().listed(), "0", """
                Added then: one number for all, or one for each.""");
        boolean isGiven = !names.isEmpty() && !names.equals(List.of(""));
        if (task == Task.REGRESSION && !isGiven) {
            keys.missing("names", "is missing", "Name each number that the model emits, as in [age].");
        }
        if (task != Task.REGRESSION && isGiven) {
            keys.problem("names", "means nothing for task: " + task, "Leave it out, or say task: regression.");
        }
        List<String> all = isGiven ? names : List.of("?");
        fits(keys, "units", units.size(), all.size());
        fits(keys, "scale", scale.size(), all.size());
        fits(keys, "offset", offset.size(), all.size());
        List<ValueSpec> values = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String unit = units.isEmpty() ? "" : at(units, i);
            values.add(new ValueSpec(
                    all.get(i), unit.isBlank() || unit.equals(NO_UNIT) ? null : unit, at(scale, i), at(offset, i)));
        }
        return values;
    }

    private static <T> T at(List<T> given, int index) {
        return given.get(index < given.size() ? index : 0);
    }

    private static void fits(Section keys, String name, int given, int values) {
        if (given > 1 && given != values) {
            keys.problemBeside(
                    List.of("names"),
                    name,
                    "has " + given + " entries for " + values + (values == 1 ? " name" : " names"),
                    "Write one for all, or one for each name.");
        }
    }
}
