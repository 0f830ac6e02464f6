package io.inferencestream.bench.flink;

import io.inferencestream.bench.work.WorkSettings;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/** Hands an image to the process's predictors. */
final class Predicting extends RichAsyncFunction<Message, Message> {
    private static final long serialVersionUID = 1;

    private final String[] arguments;
    private transient @Nullable Predictors predictors;

    Predicting(String[] arguments) {
        this.arguments = arguments.clone();
    }

    @Override
    public void open(OpenContext context) {
        predictors = Predictors.shared(WorkSettings.parse(arguments));
    }

    @Override
    public void asyncInvoke(Message image, ResultFuture<Message> result) {
        Predictors mine = predictors;
        if (mine == null) {
            throw new IllegalStateException("not open");
        }
        mine.submit(new Predictors.Job(image, prediction -> complete(result, List.of(prediction))));
    }

    private static void complete(ResultFuture<Message> result, Collection<Message> predictions) {
        result.complete(predictions);
    }
}
