package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One output of an answer, with its data.
 *
 * @param shape images and classes
 * @param values row by row: texts, integers or floats, as the datatype says
 */
record OutputTensor(String name, String datatype, List<Integer> shape, List<?> values) {
    /**
     * Takes an output out of predictions.
     *
     * @param labels the model's, by class index; may be empty
     */
    static OutputTensor of(RequestedOutput wanted, List<PredictionEvent> predictions, List<String> labels) {
        List<List<LabelProbability>> rows = rows(wanted.classCount(), predictions, labels);
        List<?> values = rows.stream()
                .flatMap(row -> row.stream().map(its -> value(wanted, its)))
                .toList();
        String datatype = wanted.classCount() > 0 ? "BYTES" : wanted.output().datatype();
        return new OutputTensor(
                wanted.output().tensor(),
                datatype,
                List.of(rows.size(), rows.get(0).size()),
                values);
    }

    /** As many classes for every image, since a tensor has no gaps. */
    private static List<List<LabelProbability>> rows(
            int count, List<PredictionEvent> predictions, List<String> labels) {
        List<List<LabelProbability>> rows = predictions.stream()
                .map(its -> RankedClasses.of(its, count == 0 ? its.getTopK().size() : count, labels))
                .toList();
        int least = rows.stream().mapToInt(List::size).min().orElse(0);
        return rows.stream().map(row -> row.subList(0, least)).toList();
    }

    private static Object value(RequestedOutput wanted, LabelProbability its) {
        if (wanted.classCount() > 0) {
            return String.format(Locale.ROOT, "%f:%d:%s", its.getProbability(), its.getClassIndex(), its.getLabel());
        }
        return switch (wanted.output()) {
            case LABELS -> its.getLabel();
            case CLASS_INDICES -> its.getClassIndex();
            case PROBABILITIES -> its.getProbability();
        };
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
        }
        return Stream.of(
                (value instanceof Float number ? four.putFloat(number) : four.putInt((Integer) value)).array());
    }
}
