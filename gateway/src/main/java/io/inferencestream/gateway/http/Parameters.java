package io.inferencestream.gateway.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads parameters of requests, and says of each what is wrong with it. */
final class Parameters {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|)");

    private Parameters() {}

    static int number(Context context, String name, int otherwise, int least, int most) {
        String text = context.queryParam(name);
        return text == null ? otherwise : number(name, text, least, most);
    }

    static int number(String name, String text, int least, int most) {
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw ProblemException.badRequest(
                name + " is a whole number from " + least + " to " + most + ", not " + text + ".");
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
