package io.inferencestream.core.output;

import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.model.EmbeddingSpec;
import java.util.ArrayList;
import java.util.List;

/** Reads a vector for each image. */
final class EmbeddingReader implements AnswerReader {
    /** A vector this near to the length 1 counts as normalized: half floats are no more exact. */
    private static final double LENGTH_SLACK = 2e-3;

    private final EmbeddingSpec spec;
    private final int output;

    private EmbeddingReader(EmbeddingSpec spec, int output) {
        this.spec = spec;
        this.output = output;
    }

    static EmbeddingReader of(EmbeddingSpec spec, DeclaredOutputs declared) throws UnreadableOutputException {
        return new EmbeddingReader(spec, declared.placeOrOnly("outputTensor", spec.tensor(), List.of(), "the vector"));
    }

    @Override
    public EmbeddingSpec spec() {
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
        List<Embedding> vectors = new ArrayList<>(batch.images());
        for (int image = 0; image < batch.images(); image++) {
            vectors.add(embedding(Rows.row(tensor, image, width), image));
        }
        return new ListedAnswers(vectors);
    }

    private Embedding embedding(float[] vector, int image) throws UnreadableOutputException {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!Double.isFinite(length)) {
            throw new UnreadableOutputException("of image " + image + ", the vector holds what is not a number");
        }
        if (!spec.normalizes() || length == 0) {
            return new Embedding(vector, Math.abs(length - 1) <= LENGTH_SLACK);
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return new Embedding(vector, true);
    }
}
