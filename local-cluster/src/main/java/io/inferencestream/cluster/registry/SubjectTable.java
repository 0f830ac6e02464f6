package io.inferencestream.cluster.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The versions of every subject, oldest first. Not thread-safe. */
final class SubjectTable {
    private final Map<String, List<SubjectVersion>> bySubject = new TreeMap<>();

    void put(SubjectVersion version) {
        bySubject.computeIfAbsent(version.subject(), any -> new ArrayList<>()).add(version);
    }

    void replace(SubjectVersion before, SubjectVersion after) {
        versions(before.subject()).replaceAll(version -> version.equals(before) ? after : version);
    }

    void remove(SubjectVersion version) {
        List<SubjectVersion> versions = versions(version.subject());
        versions.remove(version);
        if (versions.isEmpty()) {
            bySubject.remove(version.subject());
        }
    }

    /** Deleted ones too. */
    Stream<SubjectVersion> all() {
        return bySubject.values().stream().flatMap(List::stream);
    }

    /** Of one subject, which must exist; deleted ones only if asked for. */
    List<SubjectVersion> of(String subject, boolean withDeleted) {
        List<SubjectVersion> versions = versions(subject).stream()
                .filter(version -> withDeleted || !version.isDeleted())
                .toList();
        if (versions.isEmpty()) {
            throw RegistryError.unknownSubject(subject);
        }
        return versions;
    }

    /** As {@link #of}, but empty for a subject that does not exist. */
    List<SubjectVersion> ofAny(String subject) {
        return versions(subject).stream()
                .filter(version -> !version.isDeleted())
                .toList();
    }

    /** One version of a subject that must exist, as must the version. */
    SubjectVersion get(String subject, VersionName name, boolean withDeleted) {
        List<SubjectVersion> versions = of(subject, withDeleted);
        return versions.stream()
                .filter(version -> name.isLatest() || version.version() == name.number())
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> RegistryError.unknownVersion(name.toString()));
    }

    int nextVersion(String subject) {
        return versions(subject).stream()
                        .mapToInt(SubjectVersion::version)
                        .max()
                        .orElse(0)
                + 1;
    }

    private List<SubjectVersion> versions(String subject) {
        return bySubject.getOrDefault(subject, new ArrayList<>());
    }
}
