package io.inferencestream.core.output;

import io.inferencestream.core.model.TensorSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model's outputs as its file declares them.
 *
 * @param specs in the engine's order
 */
record DeclaredOutputs(List<TensorSpec> specs) {
    DeclaredOutputs {
        specs = List.copyOf(specs);
    }

    /** Place of the output that the card names under this key. */
    int place(String key, String name) throws UnreadableOutputException {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new UnreadableOutputException("has no output '" + name + "', which model.yaml names as " + key
                + ": it has " + TensorSpec.names(specs));
    }

    /** Place of the output that the card names under this key, or, where it names none, of the only one besides. */
    int placeOrOnly(String key, @Nullable String name, List<Integer> besides, String what)
            throws UnreadableOutputException {
        if (name != null) {
            return place(key, name);
        }
        List<Integer> others = IntStream.range(0, specs.size())
                .boxed()
                .filter(place -> !besides.contains(place))
                .toList();
        if (others.size() != 1) {
            throw new UnreadableOutputException("has the outputs " + TensorSpec.names(specs) + ": name the one with "
                    + what + " in model.yaml as " + key);
        }
        return others.get(0);
    }
}
