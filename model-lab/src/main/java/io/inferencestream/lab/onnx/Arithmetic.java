package io.inferencestream.lab.onnx;

import io.inferencestream.lab.network.Stage;
import java.util.List;

/** What differs between a graph in floats and a quantised one: how images, weights and results are written. */
interface Arithmetic {
    /** The images, {@code [batch, channels, rows, columns]}, from 0 to 1, of uint8 ones laid out so. */
    Value pixels(String transposed);

    /**
     * A weighing layer's kernel.
     *
     * @param shape of the values, in ONNX's order
     * @param axis of the shape that counts what comes out
     */
    String kernel(String name, List<Integer> shape, int axis, float[] values, Value input);

    /** Its bias, for the kernel written last. */
    String bias(String name, float[] values);

    /** What comes out of a stage, on its way to others. */
    Value result(Stage stage, String name);

    /** What comes out of a stage that keeps its input's numbers. */
    Value same(String name, Value input);
}
