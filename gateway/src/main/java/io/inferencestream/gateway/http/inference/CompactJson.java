package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads JSON in which tensors of pixels lie, in no more memory than it has bytes: a nested list of numbers becomes its bytes, one
 * after another, a long text stays where it is, and of anything else there is only so much. A tree of nodes would take
 * twenty times as much.
 *
 * <p>Not thread-safe: it reads one text.
 */
final class CompactJson {
    private static final int MAX_NODES = 20_000;
    private static final int LONG_TEXT = 4_096;

    /** Its numbers are lengths and no pixels. */
    private static final String SHAPE = "shape";

    /** A text is as long as a body may be: an image in base64 is one. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] source;
    private final int length;
    private final JsonParser parser;
    private int nodes;

    private CompactJson(byte[] source, int length, JsonParser parser) {
        this.source = source;
        this.length = length;
        this.parser = parser;
    }

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is no JSON
     * @throws ProblemException if it has too many values that are no pixels
     */
    static JsonNode read(byte[] text, int length) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text, 0, length)) {
            JsonToken first = parser.nextToken();
            return first == null ? NullNode.getInstance() : new CompactJson(text, length, parser).value(first, "");
        }
    }

    private JsonNode value(JsonToken token, String field) throws IOException {
        if (++nodes > MAX_NODES) {
            throw ProblemException.badRequest("The JSON has more than " + MAX_NODES + " values beside pixels.");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> field.equals(SHAPE) ? list(parser.nextToken(), SHAPE) : array();
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> number();
            case VALUE_NUMBER_FLOAT -> DoubleNode.valueOf(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(token == JsonToken.VALUE_TRUE);
            default -> NullNode.getInstance();
        };
    }

    /** A long text stays where it is: Jackson would make three copies of it, twice as large one of them. */
    private JsonNode text() throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
        int end = start;
        while (start > 0 && source[start - 1] == '"' && end < length && source[end] != '"') {
            end += source[end] == '\\' ? 2 : 1;
        }
        return end - start > LONG_TEXT && end < length
                ? new POJONode(EncodedText.escaped(ByteBuffer.wrap(source, start, end - start)))
                : TextNode.valueOf(parser.getText());
    }

    private JsonNode number() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> LongNode.valueOf(parser.getLongValue());
            default -> DoubleNode.valueOf(parser.getDoubleValue());
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            object.set(field, value(parser.nextToken(), field));
        }
        return object;
    }

    private ArrayNode list(JsonToken first, String field) throws IOException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(token, field));
        }
        return list;
    }

    /** Pixels, however deep they are nested, or a list of other things. */
    private JsonNode array() throws IOException {
        int depth = 0;
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_ARRAY) {
            depth++;
            token = parser.nextToken();
        }
        if (token.isNumeric()) {
            return pixels(token, depth + 1);
        }
        JsonNode inner = list(token, "");
        for (int i = 0; i < depth; i++) {
            ArrayNode outer = list(parser.nextToken(), "");
            inner = outer.insert(0, inner);
        }
        return inner;
    }

    private BinaryNode pixels(JsonToken first, int depth) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        int open = depth;
        for (JsonToken token = first; open > 0; token = open > 0 ? parser.nextToken() : token) {
            if (token == JsonToken.START_ARRAY) {
                open++;
            } else if (token == JsonToken.END_ARRAY) {
                open--;
            } else {
                pixels.write(pixel(token));
            }
        }
        return BinaryNode.valueOf(pixels.toByteArray());
    }

    private int pixel(JsonToken token) throws IOException {
        boolean isInt = token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT;
        if (!isInt || parser.getIntValue() < 0 || parser.getIntValue() > 255) {
            String text = parser.getText();
            throw ProblemException.badRequest("A pixel of datatype UINT8 is a whole number from 0 to 255, not "
                    + text.substring(0, Math.min(text.length(), 20)) + ".");
        }
        return parser.getIntValue();
    }
}
