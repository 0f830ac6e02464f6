package io.inferencestream.core.batch;

import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.Answers;
import io.inferencestream.decode.image.Pixels;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** An image of one shade that remembers everything it is told. Thread-safe. */
final class FakeItem implements BatchItem {
    private final int shade;
    private final long readyAtNanos;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    private volatile boolean throwing;

    FakeItem(int shade, long readyAtNanos) {
        this.shade = shade;
        this.readyAtNanos = readyAtNanos;
    }

    FakeItem(int shade) {
        this(shade, 0);
    }

    /** Items of the shades 0 to {@code count - 1}. */
    static List<FakeItem> many(int count) {
        return IntStream.range(0, count).mapToObj(FakeItem::new).toList();
    }

    FakeItem cancel() {
        cancelled = true;
        return this;
    }

    /** From now on it throws when told anything. */
    FakeItem throwWhenTold() {
        throwing = true;
        return this;
    }

    /** {@code predicted N} with the class that the model is certain of, {@code failed}, {@code dropped}. */
    List<String> calls() {
        return calls;
    }

    @Override
    public RecordId id() {
        return new RecordId("images", 0, shade);
    }

    @Override
    public Pixels pixels() {
        byte value = (byte) shade;
        return new Pixels(2, 2, 1, new byte[] {value, value, value, value});
    }

    @Override
    public long readyAtNanos() {
        return readyAtNanos;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void predicted(PredictedBatch batch, int row) {
        RankedLabel best = Answers.classes(batch.answers().answer(row)).topK().get(0);
        note("predicted " + best.classIndex());
    }

    @Override
    public void failed(String detail) {
        note("failed");
    }

    @Override
    public void dropped() {
        note("dropped");
    }

    private void note(String what) {
        calls.add(what);
        if (throwing) {
            throw new IllegalStateException("told: " + what);
        }
    }

    @Override
    public String toString() {
        return shade + " " + calls;
    }
}
