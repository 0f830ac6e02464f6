package io.inferencestream.lab.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well objects are found, by the rules of the COCO detection challenge (Lin et al., 2014; "Detection Evaluation" at
 * cocodataset.org; the reference is pycocotools' {@code COCOeval}): average precision over the overlaps 0.50, 0.55 … 0.95
 * and over the classes, of the 100 most confident finds of each class in an image.
 *
 * @param ap mean average precision; NaN where there is nothing to find, as are the others
 * @param ap50 the same at an overlap of 0.50
 * @param ap75 the same at an overlap of 0.75
 * @param bySize {@code ap} of small, medium and large objects
 * @param recall mean share of the objects found, over overlaps and classes, by how many finds of an image count
 * @param recallBySize the same of small, medium and large objects, of 100 finds
 * @param perClass {@code ap} of each class that is in the images
 */
public record DetectionMetrics(
        double ap,
        double ap50,
        double ap75,
        Map<AreaRange, Double> bySize,
        Map<Integer, Double> recall,
        Map<AreaRange, Double> recallBySize,
        Map<String, Double> perClass) {
    private static final int MAX_FINDS = 100;
    private static final List<Integer> FINDS = List.of(1, 10, MAX_FINDS);
    private static final int OVERLAPS = 10;
    private static final double LEAST_OVERLAP = 0.5;
    private static final double GREATEST_OVERLAP = 0.95;
    private static final int AT_75 = 5;

    public DetectionMetrics {
        bySize = Collections.unmodifiableMap(new LinkedHashMap<>(bySize));
        recall = Collections.unmodifiableMap(new LinkedHashMap<>(recall));
        recallBySize = Collections.unmodifiableMap(new LinkedHashMap<>(recallBySize));
        perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
    }

    /**
     * Measures.
     *
     * @param images how many there are
     * @param classes that count, each once
     * @param found what a model found in them, in any order; what is of no such class does not count
     */
    public static DetectionMetrics of(
            int images, List<String> classes, List<TrueObject> truth, List<FoundObject> found) {
        Scene scene = Scene.of(images, classes, truth, found);
        Curves all = Curves.of(scene, AreaRange.ALL, MAX_FINDS);
        Map<AreaRange, Double> bySize = new LinkedHashMap<>();
        Map<AreaRange, Double> recallBySize = new LinkedHashMap<>();
        for (AreaRange size : List.of(AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE)) {
            Curves curves = Curves.of(scene, size, MAX_FINDS);
            bySize.put(size, curves.mean(PrecisionCurve::average));
            recallBySize.put(size, curves.mean(PrecisionCurve::recall));
        }
        Map<Integer, Double> recall = new LinkedHashMap<>();
        FINDS.forEach(
                max -> recall.put(max, Curves.of(scene, AreaRange.ALL, max).mean(PrecisionCurve::recall)));
        return new DetectionMetrics(
                all.mean(PrecisionCurve::average),
                all.at(0).orElse(Double.NaN),
                all.at(AT_75).orElse(Double.NaN),
                bySize,
                recall,
                recallBySize,
                all.perClass(classes));
    }

    /** {@code numpy.linspace(0.5, 0.95, 10)}, to the last bit. */
    private static double overlap(int index) {
        double step = (GREATEST_OVERLAP - LEAST_OVERLAP) / (OVERLAPS - 1);
        return index == OVERLAPS - 1 ? GREATEST_OVERLAP : index * step + LEAST_OVERLAP;
    }

    /** A curve for each class and overlap, empty where there is nothing to find. */
    private record Curves(List<List<Optional<PrecisionCurve>>> byClass) {
        static Curves of(Scene scene, AreaRange range, int max) {
            List<List<Optional<PrecisionCurve>>> byClass = new ArrayList<>();
            for (int c = 0; c < scene.truth().size(); c++) {
                int classIndex = c;
                byClass.add(IntStream.range(0, OVERLAPS)
                        .mapToObj(i -> PrecisionCurve.of(scene.matches(classIndex, overlap(i), range, MAX_FINDS), max))
                        .toList());
            }
            return new Curves(byClass);
        }

        double mean(ToDoubleFunction<PrecisionCurve> figure) {
            return byClass.stream()
                    .flatMap(List::stream)
                    .flatMap(Optional::stream)
                    .mapToDouble(figure)
                    .average()
                    .orElse(Double.NaN);
        }

        OptionalDouble at(int overlap) {
            return byClass.stream()
                    .map(its -> its.get(overlap))
                    .flatMap(Optional::stream)
                    .mapToDouble(PrecisionCurve::average)
                    .average();
        }

        Map<String, Double> perClass(List<String> classes) {
            Map<String, Double> figures = new LinkedHashMap<>();
            for (int c = 0; c < classes.size(); c++) {
                OptionalDouble mean = byClass.get(c).stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(PrecisionCurve::average)
                        .average();
                String name = classes.get(c);
                mean.ifPresent(its -> figures.put(name, its));
            }
            return figures;
        }
    }
}
