package faas.scarlet.aws.deploy;

import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.LambdaAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the resources of one function are called, and the tags that say whose they are.
 *
 * @param function name of the Lambda function, its role and its rule: readable, at most 64
 *     characters, ending in a hash that no other function, region or installation has
 * @param repositories what the names of the installation's image repositories begin with
 * @param folder what the keys in the staging bucket begin with
 */
public record Names(String function, String repositories, String folder, Map<String, String> tags) {
  private static final String PREFIX = "scarlet.faas/";
  private static final int MOST_CHARACTERS = 64;
  private static final int HASH_CHARACTERS = 8;

  /** Names of the function at this address. */
  public static Names of(LambdaAddress address, BridgeSettings settings) {
    var id = address.id();
    String hash = hash(settings.installation() + " " + address.account().region() + " " + id);
    String readable = "%s-%s-%s".formatted(settings.prefix(), id.namespace(), id.name());
    int room = MOST_CHARACTERS - HASH_CHARACTERS - 1;
    String cut = readable.length() > room ? readable.substring(0, room) : readable;
    return new Names(
        cut + "-" + hash,
        settings.prefix() + "/",
        settings.prefix() + "/" + settings.installation() + "/",
        Map.of(
            PREFIX + "installation", settings.installation(), PREFIX + "function", id.toString()));
  }

  /** The group of the function's log. */
  String logGroup() {
    return "/aws/lambda/" + function;
  }

  /** Where the function itself is kept when it is too large for its environment. */
  String documents() {
    return folder + "functions/" + function + "/";
  }

  /** Where files of all runs of all functions are on their way. */
  public String allRuns() {
    return folder + "runs/";
  }

  /** Where files of this function's runs are on their way. */
  public String runs() {
    return allRuns() + function + "/";
  }

  /** Whether something with these tags was made for this function by this installation. */
  boolean own(Map<String, String> found) {
    return found.entrySet().containsAll(tags.entrySet());
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
