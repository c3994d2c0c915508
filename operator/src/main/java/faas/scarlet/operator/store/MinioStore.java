package faas.scarlet.operator.store;

import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.model.storage.StoreSpec;
import faas.scarlet.model.storage.StoreSpec.Accounts;
import faas.scarlet.model.storage.StoreSpec.NotificationType;
import java.time.Duration;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** Opens stores. All that is asked of one store shares its connections. */
public final class MinioStore {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private MinioStore() {}

  /** Connects when it is first asked something. */
  public static OpenStore open(StoreSpec spec, StoreAccess access) {
    var http = http(access);
    String arn = spec.notifications().arn();
    var admin = new MinioAdmin(access, http);
    return new OpenStore(
        access,
        spec.notifications().type() == NotificationType.WEBHOOK,
        new MinioBucketStore(access, arn, http),
        spec.accounts() == Accounts.MINIO
            ? Optional.of(new MinioAccountStore(admin))
            : Optional.empty(),
        new MinioTargets(admin, arn),
        other -> new MinioBucketStore(other, arn, http));
  }

  static OkHttpClient http(StoreAccess access) {
    var builder =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            .callTimeout(CALL_TIMEOUT)
            .retryOnConnectionFailure(true);
    var own = access.trust();
    if (own.isPresent()) {
      builder.sslSocketFactory(own.get().sockets(), own.get().trustManager());
    }
    return builder.build();
  }
}
