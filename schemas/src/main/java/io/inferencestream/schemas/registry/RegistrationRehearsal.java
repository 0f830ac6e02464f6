package io.inferencestream.schemas.registry;

import com.fasterxml.jackson.databind.node.NullNode;
import io.inferencestream.schemas.registry.RegistryHttp.Answered;
import io.inferencestream.schemas.registry.RegistryHttp.Call;
import io.inferencestream.schemas.registry.RegistryHttp.Forbidden;
import io.inferencestream.schemas.registry.RegistryHttp.Reply;
import io.inferencestream.schemas.registry.RegistryHttp.Unusable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Finds out whether a subject takes schemas of this user, and registers none. Thread-safe. */
final class RegistrationRehearsal {
    private static final Set<Integer> NOTHING = Set.of();

    private final RegistryHttp http;

    RegistrationRehearsal(RegistryHttp http) {
        this.http = http;
    }

    /**
     * Whether the registry refuses this user: asked to register nothing at all, it looks at the user's rights first, and
     * finds the request at fault only then.
     */
    boolean isForbidden(String subject) {
        Call call = new Call(Call.subject(subject) + "/versions", NullNode.getInstance(), NOTHING);
        try {
            return reply(call) instanceof Forbidden;
        } catch (SchemaRefusedException e) {
            return false;
        }
    }

    /** Whether the subject takes nobody's schemas; false where the registry knows no modes. */
    boolean isReadOnly(String subject) {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        Reply reply = reply(Call.get("/mode/" + name + "?defaultToGlobal=true", NOTHING));
        return reply instanceof Answered answer
                && answer.body().path("mode").asText("").startsWith("READONLY");
    }

    /** What the first endpoint says that says anything. */
    private Reply reply(Call call) {
        Reply reply = new Unusable("not asked", null);
        for (int turn = 0; turn < http.size() && reply instanceof Unusable; turn++) {
            reply = http.ask(http.inTurn(turn), call);
        }
        return reply;
    }
}
