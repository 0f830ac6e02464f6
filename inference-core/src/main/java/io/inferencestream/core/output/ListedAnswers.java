package io.inferencestream.core.output;

import io.inferencestream.core.answer.Answer;
import java.util.List;

/**
 * Answers that are made up already.
 *
 * @param list one for each image of the batch
 */
record ListedAnswers(List<? extends Answer> list) implements BatchAnswers {
    ListedAnswers {
        list = List.copyOf(list);
    }

    @Override
    public int count() {
        return list.size();
    }

    @Override
    public Answer answer(int image) {
        return list.get(image);
    }
}
