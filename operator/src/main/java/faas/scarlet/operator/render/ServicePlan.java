package faas.scarlet.operator.render;

import faas.scarlet.model.function.Function;
import java.util.Optional;

/**
 * All that a function's Knative service is made of.
 *
 * @param references state of the Secrets and ConfigMaps that pods read only at their start
 * @param cacheClaim volume claim that holds unpacked images, where the cluster lets pods write one
 */
public record ServicePlan(
    Function function,
    String references,
    Optional<String> cacheClaim,
    Settings settings,
    ClusterSettings cluster) {}
