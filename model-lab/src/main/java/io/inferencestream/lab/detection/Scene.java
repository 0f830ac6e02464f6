package io.inferencestream.lab.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is in images, and what was found in them.
 *
 * @param truth objects by class and image
 * @param found finds by class and image
 */
record Scene(List<List<List<TrueObject>>> truth, List<List<List<FoundObject>>> found) {
    /** @param classes what is of none of these is left out */
    static Scene of(int images, List<String> classes, List<TrueObject> truth, List<FoundObject> found) {
        Scene scene = new Scene(empty(classes.size(), images), empty(classes.size(), images));
        Map<String, Integer> places = new HashMap<>();
        classes.forEach(name -> places.put(name, places.size()));
        for (TrueObject one : truth) {
            int place = places.getOrDefault(one.label(), -1);
            if (place >= 0) {
                scene.truth.get(place).get(one.image()).add(one);
            }
        }
        for (FoundObject one : found) {
            int place = places.getOrDefault(one.label(), -1);
            if (place >= 0) {
                scene.found.get(place).get(one.image()).add(one);
            }
        }
        return scene;
    }

    private static <T> List<List<List<T>>> empty(int classes, int images) {
        List<List<List<T>>> all = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            List<List<T>> own = new ArrayList<>();
            IntStream.range(0, images).forEach(i -> own.add(new ArrayList<>()));
            all.add(own);
        }
        return all;
    }

    /** The matches of one class in each image that has any of it. */
    List<Matches> matches(int classIndex, double overlap, AreaRange range, int max) {
        List<List<TrueObject>> own = truth.get(classIndex);
        List<List<FoundObject>> its = found.get(classIndex);
        return IntStream.range(0, own.size())
                .filter(i -> !own.get(i).isEmpty() || !its.get(i).isEmpty())
                .mapToObj(i -> Matches.of(own.get(i), its.get(i), overlap, range, max))
                .toList();
    }
}
