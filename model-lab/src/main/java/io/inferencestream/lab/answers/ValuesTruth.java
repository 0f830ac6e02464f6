package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.Values;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.measure.ValueMetrics;
import io.inferencestream.lab.truth.NumberTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of images, by name. */
final class ValuesTruth implements Truth {
    private final Path file;
    private final NumberTable table;

    ValuesTruth(Path file, NumberTable table) {
        this.file = file;
        this.table = table;
    }

    @Override
    public List<String> files() {
        return table.files();
    }

    @Override
    public Figures judge(List<Answered> answers) {
        Map<String, ValueMetrics> metrics = new LinkedHashMap<>();
        for (String name : table.names()) {
            double[] estimates =
                    answers.stream().mapToDouble(its -> value(its, name)).toArray();
            double[] truth = table.column(name);
            if (java.util.Arrays.stream(truth).allMatch(Double::isNaN)) {
                throw new DataException(file, "has no number in the column " + name);
            }
            metrics.put(name, ValueMetrics.of(truth, estimates));
        }
        return new Figures(
                metrics,
                metrics.entrySet().stream()
                        .map(its -> line(its.getKey(), its.getValue()))
                        .toList());
    }

    private double value(Answered answered, String name) {
        List<NamedValue> list = Kinds.of(answered, Values.class, file).list();
        return list.stream()
                .filter(its -> its.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        file,
                        "has the column " + name + ", but the model estimates "
                                + list.stream().map(NamedValue::name).toList()))
                .value();
    }

    private static String line(String name, ValueMetrics metrics) {
        return String.format(
                Locale.ROOT,
                "%s: mean absolute error %.6g, root mean squared error %.6g, bias %.6g, of %d images",
                name,
                metrics.meanAbsoluteError(),
                metrics.rootMeanSquaredError(),
                metrics.bias(),
                metrics.images());
    }
}
