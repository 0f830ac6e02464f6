package io.inferencestream.lab.train;

import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Arrays of numbers as variables of a graph, and the way in and out of them. */
final class Variables {
    private final Ops tf;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    Variables(Ops tf) {
        this.tf = tf;
    }

    /** A variable for each of a network's weights. */
    Variables(Ops tf, List<WeightSpec> specs) {
        this(tf);
        specs.forEach(spec -> add(
                spec.name(),
                Shape.of(
                        spec.dimensions().stream().mapToLong(Integer::longValue).toArray())));
    }

    /** One more variable, with nothing in it before {@link #restore}. */
    Variable<TFloat32> add(String name, Shape shape) {
        Slot slot = new Slot(tf, name, shape);
        slots.put(name, slot);
        return slot.variable;
    }

    /** The variable of this name, which must be there. */
    Variable<TFloat32> get(String name) {
        return Objects.requireNonNull(slots.get(name), name).variable;
    }

    Set<String> names() {
        return slots.keySet();
    }

    /** Copies the values in. */
    void restore(Session session, Weights weights) {
        assign(session, (name, slot) -> weights.get(name));
    }

    /** Sets all to zero. */
    void clear(Session session) {
        assign(session, (name, slot) -> new float[(int) slot.shape.size()]);
    }

    /** All in one run, for TensorFlow prepares the graph anew for each set of targets. */
    private void assign(Session session, BiFunction<String, Slot, float[]> numbers) {
        if (slots.isEmpty()) {
            return;
        }
        List<TFloat32> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            slots.forEach((name, slot) -> {
                TFloat32 tensor = TFloat32.tensorOf(slot.shape, DataBuffers.of(numbers.apply(name, slot)));
                fed.add(tensor);
                runner.feed(slot.fed, tensor).addTarget(slot.assign);
            });
            runner.run().close();
        } finally {
            fed.forEach(TFloat32::close);
        }
    }

    /** Copies the values out. */
    Weights read(Session session) {
        if (slots.isEmpty()) {
            return new Weights(Map.of());
        }
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

        Slot(Ops tf, String name, Shape shape) {
            this.shape = shape;
            variable = tf.withName(name).variable(shape, TFloat32.class);
            fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            assign = tf.assign(variable, fed);
        }
    }
}
