package io.inferencestream.core.output;

import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.Values;
import io.inferencestream.core.model.ValuesSpec;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import java.util.ArrayList;
import java.util.List;

/** Reads numbers for each image. */
final class ValuesReader implements AnswerReader {
    private final ValuesSpec spec;
    private final int output;

    private ValuesReader(ValuesSpec spec, int output) {
        this.spec = spec;
        this.output = output;
    }

    static ValuesReader of(ValuesSpec spec, DeclaredOutputs declared) throws UnreadableOutputException {
        return new ValuesReader(spec, declared.placeOrOnly("outputTensor", spec.tensor(), List.of(), "the numbers"));
    }

    @Override
    public ValuesSpec spec() {
        return spec;
    }

    @Override
    public List<Integer> outputs() {
        return List.of(output);
    }

    @Override
    public BatchAnswers read(BatchOutput batch) throws UnreadableOutputException {
        OutputTensor tensor = batch.tensors().get(0);
        int width = Rows.width(tensor, batch.size(), spec.task());
        if (width != spec.values().size()) {
            throw new UnreadableOutputException("model.yaml names "
                    + spec.values().size()
                    + (spec.values().size() == 1 ? " value" : " values") + ", but the output '" + tensor.name()
                    + "' has " + width + " per image: name each under values.names, in the order of the output");
        }
        List<Values> answers = new ArrayList<>(batch.images());
        for (int image = 0; image < batch.images(); image++) {
            answers.add(values(tensor.values(), image * width, image));
        }
        return new ListedAnswers(answers);
    }

    private Values values(float[] emitted, int from, int image) throws UnreadableOutputException {
        List<NamedValue> values = new ArrayList<>(spec.values().size());
        for (int i = 0; i < spec.values().size(); i++) {
            ValueSpec value = spec.values().get(i);
            float number = (float) (emitted[from + i] * value.scale() + value.offset());
            if (!Float.isFinite(number)) {
                throw new UnreadableOutputException("of image " + image + ", " + value.name() + " is " + number);
            }
            values.add(new NamedValue(value.name(), number, value.unit()));
        }
        return new Values(values);
    }
}
