package io.inferencestream.core.foreign;

import java.util.List;
import java.util.Map;

/**
 * What a model's own file says of it.
 *
 * @param file the file's name, for people
 * @param signature that the tensors belong to, of formats that have several; empty in others
 * @param inputs that have to be fed
 * @param outputs in their order
 * @param metadata what its exporter put beside, by name
 */
record ModelDescription(
        String file,
        String signature,
        List<DeclaredTensor> inputs,
        List<DeclaredTensor> outputs,
        Map<String, String> metadata) {
    ModelDescription {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        metadata = Map.copyOf(metadata);
    }
}
