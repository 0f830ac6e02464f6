package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.pipeline.ServedModel;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.kit.lifecycle.SharedOutageException;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.Reading;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.event.Unreadable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a record asks for, and what can be said of its image without decoding it. A record on which the stream's
 * own code fails is at fault like any other that makes no sense.
 *
 * <p>Not thread-safe: the stream thread of its task owns it.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final TopologyParts parts;
    private final EventReader reader;
    private final Stumbles stumbles;

    Intake(TopologyParts parts, Stumbles stumbles) {
        this.parts = parts;
        this.reader = parts.readers().get();
        this.stumbles = stumbles;
    }

    /**
     * What it asks for, or why it makes no sense.
     *
     * @throws SharedOutageException if something that all instances need is down
     */
    Reading read(SourceRecord source) {
        if (parts.rejectList().contains(source.id())) {
            return new Unreadable(new Rejection(
                    RejectionReason.REJECTED_BY_OPERATOR, "named in the configuration's reject list, not decoded"));
        }
        try {
            Reading reading = reader.read(source);
            stumbles.cleared();
            return reading;
        } catch (SharedOutageException e) {
            throw e;
        } catch (RuntimeException e) {
            blame(source, e);
            return new Unreadable(new Rejection(RejectionReason.UNREADABLE_EVENT, "the reader failed on it: " + e));
        }
    }

    /**
     * The model that is to look at it; null where nobody serves that one.
     *
     * @throws SharedOutageException if the record waits for a model that is not served here: that is no fault of its own
     */
    @Nullable
    ServedModel model(SourceRecord source, ImageRequest request) {
        String route = request.route();
        ServedModel model = parts.router().find(route);
        if (model == null && route != null) {
            ServedElsewhere elsewhere = parts.servedElsewhere();
            elsewhere.reasonToWait(route).ifPresent(reason -> {
                throw new SharedOutageException(
                        "record " + source.id() + " waits: " + reason,
                        null,
                        () -> elsewhere.reasonToWait(route).isEmpty());
            });
        }
        return model;
    }

    /** What the image's first bytes say. */
    Inspection inspect(SourceRecord source, ImageRequest request) {
        try {
            return parts.pipeline().inspect(request.image(), request.mediaType());
        } catch (RuntimeException e) {
            blame(source, e);
            return new Undecodable(ImageFault.CORRUPT, "the reader of its header failed on it: " + e);
        }
    }

    private void blame(SourceRecord source, RuntimeException failure) {
        if (!stumbles.isOfTheRecord()) {
            throw failure;
        }
        LOG.atError()
                .addKeyValue("recordId", source.id())
                .setCause(failure)
                .log("The stream's own code failed on a record; the record is rejected");
    }
}
