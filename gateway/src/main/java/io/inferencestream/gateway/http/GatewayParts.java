package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.Callers;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.http.tls.TlsListener;
import io.inferencestream.gateway.image.RecentImages;
import io.inferencestream.gateway.image.SampleImages;
import io.inferencestream.gateway.letter.LetterDoor;
import io.inferencestream.gateway.live.LiveStatistics;
import io.inferencestream.gateway.live.StreamWatch;
import io.inferencestream.gateway.observe.GatewayMeters;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.gateway.request.Exchange;
import io.inferencestream.gateway.trace.Traces;
import io.inferencestream.schemas.announcement.LiveModels;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the HTTP interface stands on; whoever made it closes it.
 *
 * @param tls empty for plain HTTP
 * @param isReady whether no outcome of a request could be missed
 * @param knowsModels whether all announcements of models are read
 */
public record GatewayParts(
        GatewaySettings settings,
        Callers callers,
        Optional<TlsListener> tls,
        Exchange exchange,
        OutcomeIndex index,
        LiveStatistics statistics,
        StreamWatch watch,
        LiveModels models,
        RecentImages images,
        SampleImages samples,
        LetterDoor letters,
        GatewayMeters meters,
        Traces traces,
        BooleanSupplier isReady,
        BooleanSupplier knowsModels) {}
