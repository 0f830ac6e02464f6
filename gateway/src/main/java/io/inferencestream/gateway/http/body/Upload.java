package io.inferencestream.gateway.http.body;

import io.inferencestream.gateway.http.problem.ProblemException;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * An image and what is said about it, raw or as the part {@code image} of a form.
 *
 * @param image the encoded image; not empty
 * @param mediaType null to tell by its first bytes
 * @param form the form's other fields; they count where the query does not say otherwise
 */
public record Upload(ByteBuffer image, @Nullable String mediaType, Map<String, String> form) {
    private static final String RAW_PIXELS = "image/x-raw";
    private static final String DICOM = "application/dicom";
    private static final int MAX_PARTS = 16;
    private static final int MAX_FIELD_BYTES = 1_024;

    /** Refuses what is no image by its media type, before the body is read. */
    public static void checkType(@Nullable String contentType) {
        String type = bare(contentType);
        if (type.isEmpty()
                || type.startsWith("image/")
                || type.equals("application/octet-stream")
                || type.equals(DICOM)
                || type.equals("multipart/form-data")) {
            return;
        }
        throw new ProblemException(
                        415,
                        "unsupported-media-type",
                        "Not an image by its media type",
                        "Send image/*, application/dicom, application/octet-stream or multipart/form-data with a part named image, not "
                                + type
                                + "; with curl: -F image=@FILE, or --data-binary @FILE with -H 'Content-Type:"
                                + " image/jpeg'.")
                .header("Accept-Post", "image/*, application/dicom, application/octet-stream, multipart/form-data");
    }

    /** Whether the image is to be a part of a form. */
    public static boolean isForm(@Nullable String contentType) {
        return bare(contentType).equals("multipart/form-data");
    }

    /** Reads the body. */
    public static Upload read(@Nullable String contentType, byte[] body) {
        Upload upload = isForm(contentType)
                ? form(String.valueOf(contentType), body)
                : new Upload(ByteBuffer.wrap(body), neededType(contentType), Map.of());
        if (!upload.image().hasRemaining()) {
            throw ProblemException.badRequest("There is no image in the request: it is empty.");
        }
        return upload;
    }

    /** What the query says of a name, or else the form. */
    public Optional<String> parameter(Context context, String name) {
        String query = context.queryParam(name);
        return Optional.ofNullable(query == null ? form.get(name) : query).filter(value -> !value.isBlank());
    }

    /** Only raw pixels and bare data sets need one: of everything else the first bytes are to be believed, not the sender. */
    private static @Nullable String neededType(@Nullable String contentType) {
        String type = bare(contentType);
        return type.equals(RAW_PIXELS) || type.equals(DICOM) ? contentType : null;
    }

    private static String bare(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Upload form(String contentType, byte[] body) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw ProblemException.badRequest("The multipart body names no boundary.");
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxParts(MAX_PARTS);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxLength(-1);
        parser.setMaxFileSize(-1);
        CompletableFuture<MultiPartFormData.Parts> parsed =
                parser.parse(new ByteBufferContentSource(ByteBuffer.wrap(body)), Invocable.InvocationType.NON_BLOCKING);
        try (MultiPartFormData.Parts parts = parsed.join()) {
            return of(parts);
        } catch (CompletionException | IllegalStateException | IllegalArgumentException e) {
            parsed.cancel(true);
            throw ProblemException.badRequest("The multipart body cannot be read.");
        }
    }

    private static Upload of(MultiPartFormData.Parts parts) {
        List<MultiPart.Part> images = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        // Jetty's own search by name fails on parts that have none.
        for (MultiPart.Part part : parts) {
            if ("image".equals(part.getName())) {
                images.add(part);
            } else if (part.getName() != null && part.getLength() <= MAX_FIELD_BYTES) {
                fields.put(
                        part.getName(),
                        StandardCharsets.UTF_8.decode(bytes(part)).toString());
            }
        }
        MultiPart.Part image = only(images);
        return new Upload(bytes(image), neededType(image.getHeaders().get(HttpHeader.CONTENT_TYPE)), fields);
    }

    private static MultiPart.Part only(List<MultiPart.Part> images) {
        return switch (images.size()) {
            case 0 -> throw ProblemException.badRequest("The form has no part named image.");
            case 1 -> images.get(0);
            default ->
                throw ProblemException.badRequest("The form has " + images.size()
                        + " parts named image. Send a request for each; /v2/models/NAME/infer takes several at once.");
        };
    }

    private static ByteBuffer bytes(MultiPart.Part part) {
        try {
            return BufferUtil.copy(Content.Source.asByteBuffer(part.getContentSource()));
        } catch (java.io.IOException e) {
            throw ProblemException.badRequest("A part of the form cannot be read.");
        }
    }
}
