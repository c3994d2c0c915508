package faas.scarlet.aws.staging;

import java.time.Instant;

/**
 * That an attempt was asked for.
 *
 * @param by tells this asking from all others
 * @param deadline of the attempt
 */
public record Begun(String by, Instant deadline) {}
