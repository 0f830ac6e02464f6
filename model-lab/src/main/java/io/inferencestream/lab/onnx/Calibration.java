package io.inferencestream.lab.onnx;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.graph.InferenceGraph;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What comes out of every stage of a folded network for a number of images, by which static quantisation is set.
 *
 * @param ranges by the stage's name
 */
public record Calibration(Map<String, Range> ranges) {
    private static final int BATCH = 64;

    public Calibration {
        ranges = Map.copyOf(ranges);
    }

    /** Runs the images, which must not be test images, through the network. */
    public static Calibration of(TrainedNetwork trained, LabelledImages images, Threads threads) {
        try (InferenceGraph graph = new InferenceGraph(trained);
                Session session = new Session(graph.graph(), threads.unoptimised())) {
            Map<String, Range> ranges = new LinkedHashMap<>();
            for (int from = 0; from < images.count(); from += BATCH) {
                run(graph, session, images, from, Math.min(images.count(), from + BATCH), ranges);
            }
            return new Calibration(ranges);
        }
    }

    private static void run(
            InferenceGraph graph, Session session, LabelledImages images, int from, int to, Map<String, Range> ranges) {
        byte[] pixels = new byte[(to - from) * images.bytesPerImage()];
        for (int i = from; i < to; i++) {
            images.copyPixels(i, pixels, (i - from) * images.bytesPerImage());
        }
        Shape shape = Shape.of(
                to - from, images.height(), images.width(), images.shape().channels());
        List<String> names = new ArrayList<>();
        graph.network().everyStage().stream().map(Stage::name).forEach(names::add);
        try (TUint8 fed = TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false))) {
            Session.Runner runner = session.runner().feed(InferenceGraph.INPUT, fed);
            for (Operand<?> output : graph.stageOutputs()) {
                runner.fetch(output);
            }
            try (Result result = runner.run()) {
                for (int i = 0; i < names.size(); i++) {
                    ranges.merge(names.get(i), range((TFloat32) result.get(i)), Calibration::both);
                }
            }
        }
    }

    private static Range range(TFloat32 tensor) {
        float[] numbers = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(numbers);
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float number : numbers) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        return new Range(low, high);
    }

    private static Range both(Range one, Range other) {
        return new Range(Math.min(one.low(), other.low()), Math.max(one.high(), other.high()));
    }

    /** The range of a stage. */
    Range of(Stage stage) {
        Range range = ranges.get(stage.name());
        if (range == null) {
            throw new IllegalArgumentException("was calibrated for another network: there is no " + stage.name());
        }
        return range;
    }
}
