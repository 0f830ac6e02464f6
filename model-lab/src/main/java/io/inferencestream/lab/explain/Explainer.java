package io.inferencestream.lab.explain;

import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.output.BatchScores.ActivationMaps;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.EngineClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks a model where it found its answer: by its class activation map where it offers one, by occlusion (Zeiler and
 * Fergus, 2014) where not. Not thread-safe, as the classifier is not.
 */
public final class Explainer {
    /** Places of the occluding square across and down. */
    private static final int PLACES = 14;

    private final EngineClassifier classifier;

    public Explainer(EngineClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * The evidence for a class in one image.
     *
     * @param image one, of any size
     * @param occlusion whether to occlude even where there is an activation map
     */
    public Evidence explain(LabelledImages image, int classIndex, boolean occlusion) {
        BatchScores scores = classifier.predict(image, 0, 1);
        ActivationMaps maps = scores.activationMaps();
        return maps == null || occlusion
                ? occluded(image, classIndex, scores.probability(0, classIndex))
                : activated(maps, classIndex);
    }

    private static Evidence activated(ActivationMaps maps, int classIndex) {
        float[] values = new float[maps.width() * maps.height()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = maps.values()[cell * maps.classes() + classIndex];
        }
        return new Evidence(maps.width(), maps.height(), values, "class activation map");
    }

    /** What the probability loses when a gray square hides the place; squares overlap by half. */
    private Evidence occluded(LabelledImages image, int classIndex, float whole) {
        ImageShape shape = image.shape();
        int across = Math.min(PLACES, shape.width());
        int down = Math.min(PLACES, shape.height());
        LabelledImages hidden = hidden(image, across, down);
        float[] values = new float[across * down];
        int max = classifier.model().maxBatchSize();
        for (int from = 0; from < values.length; from += max) {
            int to = Math.min(values.length, from + max);
            BatchScores scores = classifier.predict(hidden, from, to);
            for (int i = from; i < to; i++) {
                values[i] = whole - scores.probability(i - from, classIndex);
            }
        }
        return new Evidence(across, down, values, "occlusion");
    }

    private static LabelledImages hidden(LabelledImages image, int across, int down) {
        ImageShape shape = image.shape();
        byte[] pixels = new byte[across * down * shape.bytes()];
        byte gray = mean(image);
        for (int place = 0; place < across * down; place++) {
            int offset = place * shape.bytes();
            image.copyPixels(0, pixels, offset);
            int left = (place % across - 1) * shape.width() / across + shape.width() / across / 2;
            int top = (place / across - 1) * shape.height() / down + shape.height() / down / 2;
            int right = Math.min(shape.width(), left + 2 * Math.max(1, shape.width() / across));
            int bottom = Math.min(shape.height(), top + 2 * Math.max(1, shape.height() / down));
            for (int y = Math.max(0, top); y < bottom; y++) {
                int row = offset + y * shape.width() * shape.channels();
                Arrays.fill(pixels, row + Math.max(0, left) * shape.channels(), row + right * shape.channels(), gray);
            }
        }
        List<String> names =
                IntStream.range(0, across * down).mapToObj(i -> "hidden-" + i).toList();
        return new LabelledImages(shape, image.classes(), pixels, new int[across * down], names);
    }

    private static byte mean(LabelledImages image) {
        byte[] pixels = new byte[image.bytesPerImage()];
        image.copyPixels(0, pixels, 0);
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        return (byte) (sum / pixels.length);
    }
}
