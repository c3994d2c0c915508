package faas.scarlet.operator.store;

import faas.scarlet.model.storage.StoreAccess;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store that can be spoken to.
 *
 * @param access with the store's own account
 * @param notifies whether it tells of new objects, by its webhook target
 * @param buckets as the store's own account sees them
 * @param accounts makes functions' accounts; absent where functions use the store's own
 * @param targets what it may tell of new objects
 * @param as what another account sees
 */
public record OpenStore(
    StoreAccess access,
    boolean notifies,
    BucketStore buckets,
    Optional<AccountStore> accounts,
    NotificationTargets targets,
    Function<StoreAccess, BucketStore> as) {}
