package io.inferencestream.lab.train;

import io.inferencestream.lab.data.Augmentation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes down how a model was trained, by name: one plain value each, numbers without an exponent. */
public final class TrainingFacts {
    private TrainingFacts() {}

    /** The settings in a fixed order; momentum only where the optimizer has it. The caller's own. */
    public static Map<String, String> of(TrainingSettings settings) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", String.valueOf(settings.seed()));
        facts.put("batchSize", String.valueOf(settings.batchSize()));
        Optimizer optimizer = settings.optimizer();
        facts.put("optimizer", optimizer.kind().name().toLowerCase(Locale.ROOT));
        if (optimizer.kind() == Optimizer.Kind.SGD) {
            facts.put("momentum", plain(optimizer.momentum()));
        }
        facts.put("weightDecay", plain(optimizer.weightDecay()));
        facts.put("learningRate", plain(settings.learningRate()));
        facts.put("warmUp", plain(settings.warmUp()));
        facts.put("labelSmoothing", plain(settings.labelSmoothing()));
        facts.put("balanced", String.valueOf(settings.balanced()));
        facts.put("augmentation", augmentation(settings.augmentation()));
        facts.put("mixedPrecision", String.valueOf(settings.mixedPrecision()));
        return facts;
    }

    /** What is done to an image, by the names of the lab's options: {@code flip, shift 2}. */
    private static String augmentation(Augmentation augmentation) {
        List<String> steps = new ArrayList<>();
        if (augmentation.flip()) {
            steps.add("flip");
        }
        Augmentation none = Augmentation.NONE;
        addUnless(steps, "shift", augmentation.shift(), none.shift());
        addUnless(steps, "cutout", augmentation.cutout(), none.cutout());
        addUnless(steps, "rotate", augmentation.rotate(), none.rotate());
        addUnless(steps, "crop", augmentation.crop(), none.crop());
        addUnless(steps, "brightness", augmentation.brightness(), none.brightness());
        return steps.isEmpty() ? "none" : String.join(", ", steps);
    }

    private static void addUnless(List<String> steps, String name, float value, float none) {
        if (value != none) {
            steps.add(name + " " + plain(value));
        }
    }

    private static String plain(float number) {
        return new BigDecimal(Float.toString(number)).stripTrailingZeros().toPlainString();
    }
}
