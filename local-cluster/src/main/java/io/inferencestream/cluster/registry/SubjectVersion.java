package io.inferencestream.cluster.registry;

/** A schema's place in a subject. A version that is deleted keeps its number, and its schema keeps its id. */
record SubjectVersion(String subject, int version, int id, boolean isDeleted) {
    SubjectVersion deleted() {
        return new SubjectVersion(subject, version, id, true);
    }
}
