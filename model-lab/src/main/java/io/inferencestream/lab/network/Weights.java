package io.inferencestream.lab.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The numbers of a network's weights by name. Immutable: arrays are copied in and out. */
public final class Weights {
    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    /** @param arrays row-major numbers by the weight's name */
    public Weights(Map<String, float[]> arrays) {
        arrays.forEach((name, numbers) -> this.arrays.put(name, numbers.clone()));
    }

    /** Weights before training; the same for the same seed. */
    public static Weights initial(Network network, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            arrays.put(spec.name(), start(spec, random));
        }
        return new Weights(arrays);
    }

    /**
     * The numbers of one array.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public float[] get(String name) {
        float[] numbers = arrays.get(name);
        if (numbers == null) {
            throw new IllegalArgumentException("there are no weights of this name: " + name);
        }
        return numbers.clone();
    }

    /** Names of the arrays, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    private static float[] start(WeightSpec spec, SplittableRandom random) {
        double deviation = Math.sqrt(2.0 / spec.fanIn());
        float[] numbers = new float[spec.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (spec.start()) {
                case ZEROS -> 0;
                case ONES -> 1;
                case HE_NORMAL -> (float) (deviation * cutNormal(random));
            };
        }
        return numbers;
    }

    private static double cutNormal(SplittableRandom random) {
        double drawn = random.nextGaussian();
        while (Math.abs(drawn) > 2) {
            drawn = random.nextGaussian();
        }
        return drawn;
    }
}
