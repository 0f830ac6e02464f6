package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.answer.RankedClasses;
import io.inferencestream.schemas.outcome.Task;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One output of an answer, with its data.
 *
 * @param shape images, what the image has of it, and of boxes their four corners
 * @param values row by row: texts, integers, floats or booleans, as the datatype says
 */
record OutputTensor(String name, String datatype, List<Integer> shape, List<?> values) {
    /**
     * Takes an output out of predictions.
     *
     * @param labels the model's, by class index; may be empty
     */
    static OutputTensor of(RequestedOutput wanted, List<PredictionEvent> predictions, List<String> labels) {
        List<List<?>> rows = new ArrayList<>();
        predictions.forEach(its -> rows.add(
                wanted.classCount() > 0
                        ? texts(its, wanted.classCount(), labels)
                        : OutputRow.of(wanted.output(), its)));
        int width = OutputRow.task(predictions) == Task.DETECTION
                ? rows.stream().mapToInt(List::size).max().orElse(0)
                : rows.stream().mapToInt(List::size).min().orElse(0);
        List<Integer> shape = new ArrayList<>(List.of(rows.size(), width));
        if (wanted.output() == Output.BOXES) {
            shape.add(4);
        }
        List<?> values = rows.stream()
                .flatMap(row -> even(row, width, wanted.output()))
                .flatMap(OutputTensor::flat)
                .toList();
        String datatype = wanted.classCount() > 0 ? "BYTES" : wanted.output().datatype();
        return new OutputTensor(wanted.output().tensor(), datatype, shape, values);
    }

    /** A tensor has no gaps: classes beyond those that every image has are left out, detections are filled up. */
    private static Stream<?> even(List<?> row, int width, Output output) {
        return row.size() >= width
                ? row.stream().limit(width)
                : Stream.concat(row.stream(), Stream.generate(output::padding).limit(width - row.size()));
    }

    private static Stream<?> flat(Object value) {
        return value instanceof List<?> several ? several.stream() : Stream.of(value);
    }

    private static List<String> texts(PredictionEvent event, int count, List<String> labels) {
        return RankedClasses.of(event, count, labels).stream()
                .map(its -> String.format(
                        Locale.ROOT, "%f:%d:%s", its.getProbability(), its.getClassIndex(), its.getLabel()))
                .toList();
    }

    /** Describes itself, without its data. */
    ObjectNode writeTo(ObjectNode json) {
        ArrayNode lengths = json.put("name", name).put("datatype", datatype).putArray("shape");
        shape.forEach(lengths::add);
        return json;
    }

    /** Adds its data as JSON. */
    void writeData(ArrayNode data) {
        values.forEach(data::addPOJO);
    }

    /** Its data as the binary extension has them: little-endian, texts after their size. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        values.stream().flatMap(OutputTensor::parts).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static Stream<byte[]> parts(Object value) {
        ByteBuffer four = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return Stream.of(four.putInt(utf8.length).array(), utf8);
        } else if (value instanceof Boolean is) {
            return Stream.of(new byte[] {(byte) (is ? 1 : 0)});
        }
        return Stream.of(
                (value instanceof Float number ? four.putFloat(number) : four.putInt((Integer) value)).array());
    }
}
