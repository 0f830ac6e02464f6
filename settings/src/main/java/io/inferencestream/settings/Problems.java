package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that is wrong with one reading, but for what only follows from something else that is: nothing counts as
 * missing whose section is broken, or which stands there under a mistyped name or in the wrong place, and nothing is held
 * against a value that could not be read.
 *
 * <p>Not thread-safe.
 */
final class Problems {
    private final String file;
    private final List<Problem> ofTheFile = new ArrayList<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private final List<Note> ofValues = new ArrayList<>();

    /**
     * A key that nobody asked for.
     *
     * @param inside the first words of all keys below it
     */
    record Unknown(String section, String name, String value, String origin, Set<String> inside) {
        String path() {
            return Key.path(section, name);
        }
    }

    /** @param dependsOn paths of the keys and sections that have to be right for this to be true */
    private record Note(Problem problem, List<String> dependsOn) {}

    /** @param file what the whole text is called in problems that are about all of it */
    Problems(String file) {
        this.file = file;
    }

    /** Where problems of the file itself go. */
    List<Problem> ofTheFile() {
        return ofTheFile;
    }

    void add(Problem problem) {
        ofValues.add(new Note(problem, List.of()));
    }

    /** @param dependsOn paths of keys and sections; where something is wrong with one of them, this is no problem */
    void add(List<String> dependsOn, Problem problem) {
        ofValues.add(new Note(problem, List.copyOf(dependsOn)));
    }

    void addUnknown(Unknown one) {
        unknown.add(one);
    }

    /** All of them; to be asked once everything has been read. */
    List<Problem> all(KnownKeys known, Environment environment) {
        List<Problem> all = new ArrayList<>(ofTheFile);
        for (Unknown one : unknown) {
            String remedy = known.remedy(one.section(), one.name());
            String value = Secrets.masked(remedy, one.value()); // perhaps a mistyped name of a password
            all.add(new Problem(one.path(), value, one.origin(), "is not a key", remedy));
        }
        all.addAll(environment.unknown());
        ofValues.stream()
                .filter(note -> !isFollower(note, known, environment))
                .map(Note::problem)
                .forEach(all::add);
        return all;
    }

    private boolean isFollower(Note note, KnownKeys known, Environment environment) {
        return note.dependsOn().stream()
                .anyMatch(path -> environment.isMeant(path)
                        || unknown.stream().anyMatch(one -> isMeant(one, path, known))
                        || ofTheFile.stream().anyMatch(other -> isOfAll(other) || isAbout(other.key(), path))
                        || ofValues.stream()
                                .anyMatch(other ->
                                        other != note && isAbout(other.problem().key(), path)));
    }

    private boolean isOfAll(Problem problem) {
        return problem.key().equals(file) || problem.key().equals(YamlReader.NEXT_DOCUMENT);
    }

    private static boolean isMeant(Unknown one, String path, KnownKeys known) {
        return known.meant(one.section(), one.name())
                        .filter(meant -> isAbout(meant, path))
                        .isPresent()
                || one.inside().stream().anyMatch(name -> isAbout(name, path) || path.endsWith("." + name));
    }

    /** Whether one path is the other, or lies above or below it. */
    private static boolean isAbout(String path, String other) {
        return path.equals(other) || isBelow(path, other) || isBelow(other, path);
    }

    private static boolean isBelow(String path, String upper) {
        return path.startsWith(upper + ".") || path.startsWith(upper + "[");
    }
}
