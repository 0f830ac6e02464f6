package io.inferencestream.lab.detection;

/**
 * An object that is in an image.
 *
 * @param image the image's place among those of the truth, from 0
 * @param label its class
 * @param area in square pixels, by which it counts as small, medium or large; of its outline, where the truth has one
 * @param isCrowd whether the box holds many objects of the class: it is not to be found, and any number of finds in it is
 *     no fault
 */
public record TrueObject(int image, String label, PixelBox box, double area, boolean isCrowd) {
    /**
     * How far a find covers this: intersection over union, or of a crowd, intersection over the find's own area (Lin et al.,
     * "Microsoft COCO: Common Objects in Context", 2014, and pycocotools' {@code maskApi.c}, {@code bbIou}).
     */
    double overlap(PixelBox found) {
        double common = box.intersection(found);
        double whole = isCrowd ? found.area() : found.area() + box.area() - common;
        return whole > 0 ? common / whole : 0;
    }
}
