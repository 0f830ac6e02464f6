package io.inferencestream.gateway.http;

import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads parameters of requests, and says of each what is wrong with it. */
final class Parameters {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|)");

    private Parameters() {}

    static int number(Context context, String name, int otherwise, int least, int max) {
        String text = context.queryParam(name);
        return text == null ? otherwise : number(name, text, least, max);
    }

    static int number(String name, String text, int least, int max) {
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        throw ProblemException.badRequest(
                name + " is a whole number from " + least + " to " + max + ", not " + text + ".");
    }

    /** The record of a topic that a path's partition and offset name; the audit line says which. */
    static RecordPosition position(Context context, String topic) {
        int partition = number("partition", context.pathParam("partition"), 0, 999_999_999);
        String offset = context.pathParam("offset");
        if (!offset.matches("\\d{1,18}")) {
            throw ProblemException.badRequest("offset is a whole number, not " + offset + ".");
        }
        RecordPosition position = new RecordPosition(topic, partition, Long.parseLong(offset));
        Guard.concerns(context, position.partition() + "@" + position.offset());
        return position;
    }

    /** Whether a parameter is true; without it, it is not. */
    static boolean flag(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw ProblemException.badRequest(name + " is true or false, not " + text + ".");
        }
        return "true".equals(text);
    }

    /** A duration such as {@code 500ms} or {@code 2s}; a bare number counts milliseconds. */
    static Duration duration(String name, String text) {
        Matcher form = DURATION.matcher(text.strip());
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw ProblemException.badRequest(name + " is a duration such as 500ms or 2s, not " + text + ".");
        }
        long number = Long.parseLong(form.group(1));
        return form.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
