package faas.scarlet.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can be set, beside {@code quarkus.datasource.*} and {@code quarkus.http.*}. */
@ConfigMapping(prefix = "scarlet")
public interface Settings {
  /** Where functions are found. */
  Catalogue catalogue();

  /** Where attempts are carried out. */
  Target target();

  /** AWS Lambda as a second target. */
  Lambda lambda();

  /** JSON list of the object stores, one of them named {@code default}. */
  Optional<Path> storesFile();

  /** Instead of the file, the Secret in which the operator lists the object stores. */
  Optional<String> storesSecret();

  /** Namespace of that Secret; absent: the gateway's own. */
  Optional<String> storesNamespace();

  /**
   * What a store must show as bearer token at {@code /events}, and everybody where {@link
   * Access#kind} is {@code token}; none: open.
   */
  Optional<String> token();

  /** Who may use the API and call functions. */
  Access access();

  /** Who may send notifications, beside the token. */
  Events events();

  /** How the buckets are compared with the ledger. */
  Sweep sweep();

  /** How long the ledger keeps what is finished. */
  Retention retention();

  /** What may be done to the object store. */
  Store store();

  /** How long an attempt whose gateway went silent is waited for. */
  @WithDefault("30s")
  Duration lease();

  /** Whether the process ends when its standard input does: it never outlives who started it. */
  @WithDefault("false")
  boolean exitWithStdin();

  /** Where functions are found. */
  interface Catalogue {
    /** A folder of manifests, or the ScarFunctions of the API server. */
    CatalogueKind kind();

    /** The folder of manifests; needed for {@code folder}. */
    Optional<Path> folder();

    /** Namespaces of {@code kubernetes}; none: all. */
    Optional<List<String>> namespaces();
  }

  /** The catalogues there are. */
  enum CatalogueKind {
    FOLDER,
    KUBERNETES
  }

  /** Where attempts are carried out. */
  interface Target {
    /** One supervisor for all functions, or each function's Knative service. */
    TargetKind kind();

    /** Base URL of the supervisor that serves all functions; needed for {@code local}. */
    Optional<URI> localUrl();

    /**
     * The longest request that the cluster's Knative lets pass ({@code
     * max-revision-timeout-seconds}); attempts that may last longer are Jobs.
     */
    @WithDefault("10m")
    Duration longestRequest();
  }

  /** The targets there are. */
  enum TargetKind {
    LOCAL,
    CLUSTER
  }

  /**
   * AWS Lambda as a second target. Whoever deploys the functions must have the same installation,
   * prefix and regions. Credentials come from the SDK's default chain, or are functions' own.
   */
  interface Lambda {
    /** Region of functions that name none; absent: nothing runs on Lambda. */
    Optional<String> region();

    /** Bucket through which files of functions go that name none. */
    Optional<String> stagingBucket();

    /** Tells this Scarlet from others in the same account. */
    @WithDefault("default")
    String installation();

    /** What the names of all that is Scarlet's on AWS begin with. */
    @WithDefault("scarlet")
    String prefix();

    /**
     * JSON list of accounts that functions name as {@code lambda.accountSecret}, where no operator
     * tells them.
     */
    Optional<Path> accountsFile();

    /** Staged files that are older belong to no attempt any more: a killed gateway left them. */
    @WithDefault("1d")
    Duration leftBehind();

    /** Of something that stands in for AWS. */
    Optional<URI> endpoint();
  }

  /** How the buckets are compared with the ledger. */
  interface Sweep {
    /** Pause between two comparisons, for stores that have none of their own. */
    @WithDefault("30s")
    Duration interval();
  }

  /** Who may use the API and call functions. */
  interface Access {
    /** Whoever has the one token, or Kubernetes' users by what they may do with functions. */
    @WithDefault("token")
    AccessKind kind();
  }

  /** The ways to decide there are. */
  enum AccessKind {
    TOKEN,
    KUBERNETES
  }

  /** Who may send notifications, beside the token. */
  interface Events {
    /**
     * Whether callers of {@code /events} must show a certificate (mTLS); the gateway's own one and
     * the authorities of callers are Quarkus' settings, {@code quarkus.tls.*}.
     */
    @WithDefault("false")
    boolean clientCertificate();
  }

  /** How long the ledger keeps what is finished. */
  interface Retention {
    /** Invocations that ended longer ago are removed. */
    @WithDefault("30d")
    Duration age();

    /** Where more have ended, the oldest are removed; dead ones do not count. */
    @WithDefault("1000000")
    long number();

    /** How long a function must be gone until its waiting invocations are cancelled. */
    @WithDefault("10m")
    Duration deletedFunctions();

    /** Pause between two looks at what can be removed. */
    @WithDefault("1m")
    Duration interval();
  }

  /** What may be done to the object store. */
  interface Store {
    /** Whether missing buckets of inputs and outputs are made; the cluster's operator does so. */
    @WithDefault("false")
    boolean createBuckets();
  }
}
