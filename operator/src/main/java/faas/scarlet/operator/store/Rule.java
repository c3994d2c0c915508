package faas.scarlet.operator.store;

/**
 * Asks the store to tell of each new object whose key begins and ends so.
 *
 * @param id unique in its bucket
 * @param prefix of the key; empty for any
 * @param suffix of the key; empty for any
 */
public record Rule(String id, String prefix, String suffix) {}
