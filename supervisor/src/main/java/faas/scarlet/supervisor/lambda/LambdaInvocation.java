package faas.scarlet.supervisor.lambda;

import faas.scarlet.model.event.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * What Lambda asks for.
 *
 * @param id of the request; the same when Lambda tries an asynchronous one again
 * @param deadline when Lambda ends the execution environment; empty where it gives none that makes
 *     sense
 */
public record LambdaInvocation(String id, Optional<Instant> deadline, Bytes payload) {}
