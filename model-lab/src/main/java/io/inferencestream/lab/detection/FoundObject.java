package io.inferencestream.lab.detection;

/**
 * An object that a model found.
 *
 * @param image the image's place among those of the truth, from 0
 * @param confidence the higher the surer
 */
public record FoundObject(int image, String label, PixelBox box, double confidence) {}
