package faas.scarlet.aws;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The account of functions that name one of their own ({@code lambda.accountSecret}): what stands
 * in that Secret, and nothing of it that is not for us.
 *
 * @param values of the Secret by their keys
 */
public record OwnAccount(Map<String, String> values) {
  private static final String ID = "accessKeyId";
  private static final String KEY = "secretAccessKey";
  private static final String TOKEN = "sessionToken";
  private static final String ROLE = "roleArn";
  private static final String REGION = "region";
  private static final Set<String> KNOWN = Set.of(ID, KEY, TOKEN, ROLE, REGION);

  /** What the values of a Secret say; they must be enough. */
  public OwnAccount {
    var known = new TreeMap<String, String>();
    values.forEach(
        (key, value) -> {
          if (KNOWN.contains(key) && !value.isBlank()) {
            known.put(key, value.strip());
          }
        });
    values = Map.copyOf(known);
    boolean hasKeys = values.containsKey(ID) && values.containsKey(KEY);
    boolean hasHalf = values.containsKey(ID) != values.containsKey(KEY);
    if (hasHalf || !(hasKeys || values.containsKey(ROLE))) {
      throw new AwsFault(
          AwsCause.NO_CREDENTIALS,
          "expected the keys %s and %s (and %s, of short-lived ones), or %s, or all of them, found %s"
              .formatted(ID, KEY, TOKEN, ROLE, known.keySet()));
    }
  }

  /** Where its functions are that name no region. */
  public Optional<String> region() {
    return value(REGION);
  }

  /**
   * As whom it is used: with its keys, or in its role, which the keys take where there are some,
   * and the program that asks where there are none. The role's owner is told the namespace, so that
   * a role can be kept to one: nobody else's functions can name it and have it.
   */
  public AwsAccess access(String namespace) {
    AwsAccess caller =
        value(ID)
            .<AwsAccess>map(id -> new AwsAccess.Keys(id, value(KEY).orElseThrow(), value(TOKEN)))
            .orElseGet(AwsAccess.FromSurroundings::new);
    return value(ROLE)
        .<AwsAccess>map(role -> new AwsAccess.Role(role, "scarlet/" + namespace, caller))
        .orElse(caller);
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Without the secrets, so that they can never reach a log. */
  @Override
  public String toString() {
    return "OwnAccount" + values.keySet();
  }
}
