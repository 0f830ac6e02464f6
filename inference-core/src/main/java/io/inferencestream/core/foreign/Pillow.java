package io.inferencestream.core.foreign;

import java.util.List;

/** How filters of Pillow, which smooths what it reduces, are written in a card. */
final class Pillow {
    /** Filters that are what they are with and without smoothing. */
    private static final List<String> PLAIN = List.of("nearest", "area");

    private Pillow() {}

    /** The keys of a filter, by its name in a card. */
    static String filter(String name) {
        return "filter: " + name + (PLAIN.contains(name) ? "" : ", antialias: true");
    }
}
