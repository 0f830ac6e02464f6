package io.inferencestream.cluster.registry;

/** A request that the registry answers with one of the API's errors. What it asked for has not happened. */
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    /**
     * @param status of the HTTP answer
     * @param code of the API, which tells apart what one status covers
     */
    RegistryError(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryError unknownRoute() {
        return new RegistryError(404, 404, "HTTP 404 Not Found");
    }

    static RegistryError unknownSubject(String subject) {
        return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError unknownVersion(String version) {
        return new RegistryError(404, 40402, "Version " + version + " not found.");
    }

    static RegistryError unknownSchema(String which) {
        return new RegistryError(404, 40403, which.isEmpty() ? "Schema not found" : "Schema " + which + " not found");
    }

    static RegistryError subjectNotYetSoftDeleted(String subject) {
        return new RegistryError(
                404, 40405, "Subject '" + subject + "' is not deleted yet: delete it once before permanent=true");
    }

    static RegistryError versionNotYetSoftDeleted(String subject, int version) {
        return new RegistryError(
                404,
                40407,
                "Version " + version + " of subject '" + subject
                        + "' is not deleted yet: delete it once before permanent=true");
    }

    static RegistryError noLevelOfItsOwn(String subject) {
        return new RegistryError(404, 40408, "Subject '" + subject + "' has no compatibility level of its own");
    }

    static RegistryError noModeOfItsOwn(String subject) {
        return new RegistryError(404, 40409, "Subject '" + subject + "' has no mode of its own");
    }

    static RegistryError incompatible(String subject, String details) {
        return new RegistryError(
                409,
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                        + details);
    }

    static RegistryError invalidSchema(String details) {
        return new RegistryError(422, 42201, "Invalid schema: " + details);
    }

    static RegistryError invalidVersion(String version) {
        return new RegistryError(
                422, 42202, "The version is neither a number from 1 to 2147483647 nor \"latest\": " + version);
    }

    static RegistryError invalidLevel(String level) {
        return new RegistryError(
                422,
                42203,
                "Invalid compatibility level: " + level
                        + "; one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL,"
                        + " FULL_TRANSITIVE");
    }

    static RegistryError invalidMode(String mode) {
        return new RegistryError(422, 42204, "Invalid mode: " + mode + "; one of READWRITE, READONLY");
    }

    static RegistryError readOnly(String subject) {
        return new RegistryError(422, 42205, "Subject '" + subject + "' is in read-only mode");
    }

    static RegistryError referenced(String subject, int version) {
        return new RegistryError(
                422, 42206, "Other schemas refer to version " + version + " of subject '" + subject + "'");
    }

    static RegistryError unreadableBody(String details) {
        return new RegistryError(400, 400, "Unreadable request: " + details);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
