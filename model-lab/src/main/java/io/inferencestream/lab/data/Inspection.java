package io.inferencestream.lab.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know of a data set before training on it.
 *
 * @param parts by name, in the order training, validation, test; those that are there
 * @param duplicates of images that are the same byte by byte
 */
public record Inspection(Map<String, Part> parts, List<Duplicates> duplicates) {
    public Inspection {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        duplicates = List.copyOf(duplicates);
    }

    /**
     * One part.
     *
     * @param images how many
     * @param shape of each
     * @param perClass how many of each class
     * @param mean of all pixels, 0 to 255
     */
    public record Part(int images, String shape, Map<String, Integer> perClass, double mean) {}

    /**
     * Images that stand in two parts, or twice in one.
     *
     * @param first part
     * @param second part, or the same
     * @param images of the second that are in the first, or were before in the same
     * @param otherLabel how many of them have another label there
     */
    public record Duplicates(String first, String second, int images, int otherLabel) {}

    /** Looks at every image of every part. */
    public static Inspection of(Map<String, LabelledImages> images) {
        Map<String, Part> parts = new LinkedHashMap<>();
        Map<String, Map<ByteBuffer, Integer>> labels = new LinkedHashMap<>();
        List<Duplicates> duplicates = new ArrayList<>();
        images.forEach((name, part) -> {
            parts.put(name, part(part));
            labels.forEach((earlier, seen) -> addIfAny(duplicates, between(earlier, seen, name, part)));
            labels.put(name, new HashMap<>());
            addIfAny(duplicates, within(name, part, labels.get(name)));
        });
        return new Inspection(parts, duplicates);
    }

    private static void addIfAny(List<Duplicates> all, Duplicates found) {
        if (found.images() > 0) {
            all.add(found);
        }
    }

    private static Duplicates between(String earlier, Map<ByteBuffer, Integer> seen, String name, LabelledImages part) {
        int count = 0;
        int other = 0;
        for (int i = 0; i < part.count(); i++) {
            Integer label = seen.get(part.pixels(i));
            count += label == null ? 0 : 1;
            other += label == null || label == part.label(i) ? 0 : 1;
        }
        return new Duplicates(earlier, name, count, other);
    }

    private static Duplicates within(String name, LabelledImages part, Map<ByteBuffer, Integer> seen) {
        int count = 0;
        int other = 0;
        for (int i = 0; i < part.count(); i++) {
            Integer label = seen.putIfAbsent(part.pixels(i), part.label(i));
            count += label == null ? 0 : 1;
            other += label == null || label == part.label(i) ? 0 : 1;
        }
        return new Duplicates(name, name, count, other);
    }

    private static Part part(LabelledImages images) {
        Map<String, Integer> perClass = new LinkedHashMap<>();
        int[] counts = images.countsByClass();
        for (int c = 0; c < counts.length; c++) {
            perClass.put(images.classes().get(c), counts[c]);
        }
        long sum = 0;
        for (int i = 0; i < images.count(); i++) {
            ByteBuffer pixels = images.pixels(i);
            while (pixels.hasRemaining()) {
                sum += pixels.get() & 0xff;
            }
        }
        double all = Math.max(1, (double) images.count() * images.bytesPerImage());
        return new Part(images.count(), images.shape().toString(), perClass, sum / all);
    }
}
