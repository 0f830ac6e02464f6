package io.inferencestream.gateway.http.inference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tensors that a model's answer consists of, each of shape [images, classes], most probable class first. */
enum Output {
    LABELS("BYTES"),
    CLASS_INDICES("INT32"),
    PROBABILITIES("FP32");

    private final String datatype;

    Output(String datatype) {
        this.datatype = datatype;
    }

    /** The output of a name. */
    static Optional<Output> named(String name) {
        return Arrays.stream(values()).filter(its -> its.tensor().equals(name)).findFirst();
    }

    /** Its name in the protocol. */
    String tensor() {
        return name().toLowerCase(Locale.ROOT);
    }

    String datatype() {
        return datatype;
    }
}
