package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.ledger.SweptPlace;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;

/** An input of a function, the store it is in, and what the ledger calls it. */
record SweptInput(Function function, Input input, ObjectStore store, SweptPlace place) {}
