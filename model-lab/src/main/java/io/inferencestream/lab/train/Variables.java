package io.inferencestream.lab.train;

import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** A network's weights as variables of a graph, and the way in and out of them. */
final class Variables {
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    Variables(Ops tf, List<WeightSpec> specs) {
        specs.forEach(spec -> slots.put(spec.name(), new Slot(tf, spec)));
    }

    /** The variable of this name, which must be one of the network's. */
    Variable<TFloat32> get(String name) {
        return Objects.requireNonNull(slots.get(name), name).variable;
    }

    /** Copies the values in. */
    void restore(Session session, Weights weights) {
        slots.forEach((name, slot) -> {
            try (TFloat32 numbers = TFloat32.tensorOf(slot.shape, DataBuffers.of(weights.get(name)))) {
                session.runner()
                        .feed(slot.fed, numbers)
                        .addTarget(slot.assign)
                        .run()
                        .close();
            }
        });
    }

    /** Copies the values out. */
    Weights read(Session session) {
        Session.Runner runner = session.runner();
        slots.values().forEach(slot -> runner.fetch(slot.variable));
        return fetched(runner, slots.keySet());
    }

    /** Runs and copies out what is fetched, which has these names in this order. */
    static Weights fetched(Session.Runner runner, Iterable<String> names) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            int index = 0;
            for (String name : names) {
                TFloat32 tensor = (TFloat32) result.get(index++);
                float[] numbers = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(numbers);
                arrays.put(name, numbers);
            }
        }
        return new Weights(arrays);
    }

    private static final class Slot {
        private final Shape shape;
        private final Variable<TFloat32> variable;
        private final Placeholder<TFloat32> fed;
        private final Op assign;

        Slot(Ops tf, WeightSpec spec) {
            shape = Shape.of(
                    spec.dimensions().stream().mapToLong(Integer::longValue).toArray());
            variable = tf.withName(spec.name()).variable(shape, TFloat32.class);
            fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            assign = tf.assign(variable, fed);
        }
    }
}
