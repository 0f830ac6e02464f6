package io.inferencestream.core.answer;

import java.util.List;

/**
 * An object that the model found.
 *
 * @param label name of its class
 * @param classIndex index of the class among the model's labels, from 0
 * @param confidence from 0 to 1
 * @param box where it is
 * @param keypoints named points of the object, in the order of the model's card; empty where the model has none
 */
public record Detection(String label, int classIndex, float confidence, Box box, List<Keypoint> keypoints) {
    public Detection {
        keypoints = List.copyOf(keypoints);
    }
}
