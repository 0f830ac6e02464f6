package io.inferencestream.core.output;

import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.util.List;

/** Makes readers and tensors for tests. */
final class Outputs {
    private Outputs() {}

    /** A reader of a model with an input of 32x32 and outputs of unknown shapes. */
    static AnswerReader reader(AnswerSpec spec, String... outputs) throws UnreadableOutputException {
        return AnswerReader.of(
                card(spec),
                List.of(outputs).stream()
                        .map(name -> new TensorSpec(name, "float32", null))
                        .toList());
    }

    static ModelCard card(AnswerSpec spec) {
        return new ModelCard(
                new ModelId("m", "1"), new ImageShape(32, 32, 3), InputEncoding.DIRECT, Resizing.STRETCH, spec, "");
    }

    static OutputTensor tensor(String name, List<Integer> shape, float... values) {
        return new OutputTensor(name, shape, values);
    }

    /** Makes the outputs of a batch with the given number of images. */
    static BatchOutput batch(int size, OutputTensor... tensors) {
        return new BatchOutput(size, size, List.of(tensors));
    }
}
