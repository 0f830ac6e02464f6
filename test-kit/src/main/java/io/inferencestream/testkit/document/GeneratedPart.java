package io.inferencestream.testkit.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that follows from the code: it stands between {@code <!-- NAME: begin -->} and
 * {@code <!-- NAME: end -->}. With the system property {@value #REWRITE} the document is put right instead of refused.
 *
 * @param document a text file in UTF-8
 * @param name of the part, once in the document
 */
public record GeneratedPart(Path document, String name) {
    /** Has documents written anew: {@code mvn test -Ddocuments.rewrite}. */
    public static final String REWRITE = "documents.rewrite";

    /** A part of a file below the repository's {@code docs}, from a module's test. */
    public static GeneratedPart of(String file, String name) {
        return new GeneratedPart(Path.of(System.getProperty("basedir", "."), "..", "docs", file), name);
    }

    /**
     * Checks that the part is this text.
     *
     * @throws AssertionError if the markers are missing, or the part is another and is not to be rewritten
     */
    public void mustBe(String text) throws IOException {
        String whole = Files.readString(document);
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->";
        int from = whole.indexOf(begin) + begin.length();
        int to = whole.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new AssertionError(document + " must have a part between " + begin.strip() + " and " + end);
        }
        if (whole.substring(from, to).equals(text)) {
            return;
        }
        if (System.getProperty(REWRITE) == null) {
            throw new AssertionError(
                    "'" + name + "' in " + document + " is not what the code says. Run this test with -D" + REWRITE
                            + " to have it written anew. It must be:\n" + text);
        }
        Files.writeString(document, whole.substring(0, from) + text + whole.substring(to));
    }
}
