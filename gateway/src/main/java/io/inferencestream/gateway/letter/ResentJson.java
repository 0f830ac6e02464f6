package io.inferencestream.gateway.letter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.gateway.answer.AnswerWords;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.util.Optional;

/** Writes as JSON who resent a dead letter, through whichever door, and what became of it. Thread-safe. */
public final class ResentJson {
    private final OutcomeIndex index;
    private final LetterDoor door;

    public ResentJson(OutcomeIndex index, LetterDoor door) {
        this.index = index;
        this.door = door;
    }

    /** What is known of a letter's being resent; empty where nothing is. */
    public Optional<ObjectNode> of(IndexedOutcome letter) {
        Optional<Receipt> receipt = letter.digest().flatMap(door::receipt);
        RecordPosition resent =
                receipt.map(Receipt::letter).orElse(letter.outcome().position());
        Optional<Outcome> outcome = index.ofResent(resent).map(IndexedOutcome::outcome);
        if (receipt.isEmpty() && outcome.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = receipt.map(ResentJson::of).orElseGet(JsonNodeFactory.instance::objectNode);
        outcome.ifPresent(its -> json.set("outcome", of(its)));
        return Optional.of(json);
    }

    /** Who resent a letter and when, and which of its doubles it was. */
    public static ObjectNode of(Receipt receipt) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("letter", receipt.letter().toString())
                .put("by", receipt.by())
                .put("at", receipt.at().toString());
    }

    private static ObjectNode of(Outcome outcome) {
        String label = outcome.fold(predicted -> AnswerWords.of(predicted.event()), Rejected::reason);
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", outcome.<String>fold(one -> "predicted", one -> "rejected"))
                .put("label", label);
    }
}
