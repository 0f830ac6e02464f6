package io.inferencestream.settings;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Why a text is not YAML, in the words of somebody who writes a configuration.
 *
 * @param line where the mistake is, from 1; 0 where nothing tells. A bracket or a quote that is not closed is where it
 *     opens, not where the text ends
 * @param wrong as in {@link Problem#wrong()}
 * @param remedy as in {@link Problem#remedy()}
 */
record YamlFault(int line, String wrong, String remedy) {
    private static final String QUOTE_IT = "Put the value in quotes.";

    /** What the parser says of a kind of mistake, and what a person calls it. */
    private record Kind(String parserSays, boolean isWhereItBegan, String wrong, String remedy) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("'\\t(TAB)'", false, "a tab stands where YAML wants spaces", "Indent with spaces."),
            new Kind(
                    "cannot start any token",
                    false,
                    "a value begins with a character that YAML keeps for itself",
                    QUOTE_IT),
            new Kind(
                    "mapping values are not allowed",
                    false,
                    "a colon stands where no key can end",
                    "Indent the line like its neighbours, or put a value that holds ': ' in quotes."),
            new Kind(
                    "could not find expected ':'",
                    true,
                    "no value follows the key",
                    "Write KEY: VALUE, with a space after the colon."),
            new Kind(
                    "expected <block end>",
                    false,
                    "the line is indented otherwise than those it belongs to",
                    "Indent the keys of a section alike."),
            new Kind(
                    "sequence entries are not allowed",
                    false,
                    "a list begins on the line of its key",
                    "Write [a, b], or each item on a line of its own below the key."),
            new Kind(
                    "expected ',' or",
                    true,
                    "a bracket that opens here is not closed, or a comma is missing in it",
                    "Close it, or put a comma between its values."),
            new Kind(
                    "while scanning a quoted scalar",
                    true,
                    "a quote that opens here is not closed",
                    "Close the quote."),
            new Kind(
                    "unknown escape character",
                    false,
                    "a backslash in double quotes begins no escape that YAML knows",
                    "Use single quotes, in which a backslash is only itself."),
            new Kind("undefined alias", false, "a value begins with *, which is an alias to YAML", QUOTE_IT),
            new Kind("while scanning an alias", false, "a value begins with *, which is an alias to YAML", QUOTE_IT),
            new Kind("while scanning an anchor", false, "a value begins with &, which is an anchor to YAML", QUOTE_IT),
            new Kind("while scanning a tag", false, "a value begins with !, which is a tag to YAML", QUOTE_IT),
            new Kind("undefined tag handle", false, "a value begins with !, which is a tag to YAML", QUOTE_IT),
            new Kind(
                    "while scanning a block scalar",
                    true,
                    "a value begins with | or >, which begins a text of several lines",
                    QUOTE_IT));

    /** What a failure to read a text means. */
    static YamlFault of(YAMLException failure, String text) {
        if (failure instanceof ReaderException) {
            return new YamlFault(
                    lineOfUnprintable(text),
                    "a character stands in it that cannot be printed",
                    "Take it out, or write it as an escape in double quotes.");
        }
        if (failure instanceof MarkedYAMLException marked) {
            return of(marked);
        }
        return new YamlFault(
                0, String.valueOf(failure.getMessage()).lines().findFirst().orElse(""), "Write it more plainly.");
    }

    private static YamlFault of(MarkedYAMLException failure) {
        String says = failure.getContext() + " " + failure.getProblem();
        Optional<Kind> known =
                KINDS.stream().filter(kind -> says.contains(kind.parserSays())).findFirst();
        return known.map(kind -> new YamlFault(
                        line(kind.isWhereItBegan() ? failure.getContextMark() : failure.getProblemMark()),
                        kind.wrong(),
                        kind.remedy()))
                .orElseGet(() -> new YamlFault(
                        line(failure.getProblemMark()),
                        String.valueOf(failure.getProblem()),
                        "Mend the indentation or the quotes there."));
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    /** The parser counts from the begin of what it has just read, not of the text. */
    private static int lineOfUnprintable(String text) {
        int line = 1;
        for (int codePoint : text.codePoints().toArray()) {
            if (!StreamReader.isPrintable(codePoint)) {
                return line;
            }
            line += codePoint == '\n' ? 1 : 0;
        }
        return 0;
    }

    /** As in {@link Problem#origin()}. */
    String origin() {
        return line == 0 ? "" : "line " + line;
    }
}
