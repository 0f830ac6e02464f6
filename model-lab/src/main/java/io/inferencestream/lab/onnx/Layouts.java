package io.inferencestream.lab.onnx;

import io.inferencestream.lab.network.Stage;
import java.util.List;

/** From TensorFlow's order of numbers to ONNX's. */
final class Layouts {
    private Layouts() {}

    /**
     * A square convolution's kernel.
     *
     * @param kernel rows, columns, channels in, channels out; of a depthwise one rows, columns, channels
     * @return channels out, channels in, rows, columns
     */
    static float[] outputFirst(float[] kernel, int side, int in, int out) {
        float[] turned = new float[kernel.length];
        int at = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int pixel = 0; pixel < side * side; pixel++) {
                    turned[at++] = kernel[(pixel * in + i) * out + o];
                }
            }
        }
        return turned;
    }

    /** Rows as columns. */
    static float[] transposed(float[] matrix, int rows, int columns) {
        float[] turned = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            turned[i % columns * rows + i / columns] = matrix[i];
        }
        return turned;
    }

    /** TensorFlow's padding SAME as top, left, bottom, right: what is odd comes after. */
    static List<Integer> samePads(Stage stage, int side, int stride) {
        int down = Math.max(
                0, (stage.output().height() - 1) * stride + side - stage.input().height());
        int across = Math.max(
                0, (stage.output().width() - 1) * stride + side - stage.input().width());
        return List.of(down / 2, across / 2, down - down / 2, across - across / 2);
    }
}
