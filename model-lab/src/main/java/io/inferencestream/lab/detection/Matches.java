package io.inferencestream.lab.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The finds of one class in one image, each matched to an object of the truth or to none; pycocotools' {@code evaluateImg}.
 *
 * @param finds most confident first
 * @param wanted how many objects there were to find: no crowds, and of the size that is looked at
 */
record Matches(List<Find> finds, int wanted) {
    /** Overlaps that are all but 1 count as 1. */
    private static final double ALMOST_WHOLE = 1 - 1e-10;

    /**
     * A find and what it counts as.
     *
     * @param rank its place by confidence in its image, from 0
     * @param isHit whether an object matches it
     * @param isIgnored whether it counts neither as a hit nor as a fault
     */
    record Find(double confidence, int rank, boolean isHit, boolean isIgnored) {}

    /**
     * Matches finds and objects: each find, most confident first, takes the object that it overlaps most and that is not
     * taken, one that is wanted before one that is ignored.
     *
     * @param overlap least that counts as a match
     * @param max how many finds count, the most confident
     */
    static Matches of(List<TrueObject> truth, List<FoundObject> found, double overlap, AreaRange range, int max) {
        List<TrueObject> objects = truth.stream()
                .sorted(Comparator.comparing(its -> isIgnored(its, range)))
                .toList();
        List<FoundObject> ranked = found.stream()
                .sorted(Comparator.comparingDouble(FoundObject::confidence).reversed())
                .limit(max)
                .toList();
        boolean[] isTaken = new boolean[objects.size()];
        List<Find> finds = new ArrayList<>();
        for (FoundObject one : ranked) {
            int match = match(objects, isTaken, one, Math.min(overlap, ALMOST_WHOLE), range);
            boolean isIgnored = match < 0 ? !range.contains(one.box().area()) : isIgnored(objects.get(match), range);
            if (match >= 0) {
                isTaken[match] = true;
            }
            finds.add(new Find(one.confidence(), finds.size(), match >= 0, isIgnored));
        }
        int wanted =
                (int) objects.stream().filter(its -> !isIgnored(its, range)).count();
        return new Matches(finds, wanted);
    }

    private static int match(
            List<TrueObject> objects, boolean[] isTaken, FoundObject found, double overlap, AreaRange range) {
        int match = -1;
        double best = overlap;
        for (int i = 0; i < objects.size(); i++) {
            TrueObject object = objects.get(i);
            if (isTaken[i] && !object.isCrowd()) {
                continue;
            }
            if (match >= 0 && !isIgnored(objects.get(match), range) && isIgnored(object, range)) {
                break;
            }
            double its = object.overlap(found.box());
            if (its >= best) {
                best = its;
                match = i;
            }
        }
        return match;
    }

    private static boolean isIgnored(TrueObject object, AreaRange range) {
        return object.isCrowd() || !range.contains(object.area());
    }
}
