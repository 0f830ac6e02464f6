package io.inferencestream.gateway.http.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is answered with a problem (RFC 9457). Not logged: the audit line says it. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String TYPE = "urn:inference-stream:problem:";

    private final int status;
    private final String name;
    private final String title;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final transient ObjectNode members = JsonNodeFactory.instance.objectNode();

    /**
     * @param name the last part of the problem's type
     * @param title what kind of problem it is, the same every time
     * @param detail what it is this time, and what to do
     */
    public ProblemException(int status, String name, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.name = name;
        this.title = title;
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, "bad-request", "The request makes no sense", detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "not-found", "There is no such thing", detail);
    }

    public static ProblemException tooMany(String detail, int retryAfterSeconds) {
        return new ProblemException(429, "too-many-requests", "Too many requests", detail)
                .header("Retry-After", Integer.toString(retryAfterSeconds));
    }

    public static ProblemException unavailable(String detail) {
        return new ProblemException(503, "unavailable", "Not available at the moment", detail)
                .header("Retry-After", "1");
    }

    /** Adds a member to the problem. */
    public ProblemException with(String member, String value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header to the answer. */
    public ProblemException header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String name() {
        return name;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE + name)
                .put("title", title)
                .put("status", status)
                .put("detail", getMessage());
        body.setAll(members);
        return body;
    }
}
