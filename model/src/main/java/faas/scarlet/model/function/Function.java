package faas.scarlet.model.function;

/**
 * A function as the gateway and the supervisor know it.
 *
 * @param uid tells this function from an earlier one of the same name; the ledger's key contains it
 */
public record Function(FunctionId id, String uid, FunctionSpec spec) {}
