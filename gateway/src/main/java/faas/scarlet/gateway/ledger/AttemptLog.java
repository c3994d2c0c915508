package faas.scarlet.gateway.ledger;

/**
 * What the script of an attempt has printed, as far as it is kept.
 *
 * @param attempt its number, from 1
 * @param tail the last of it
 * @param end how many characters there are in all, of which the tail is the end
 * @param running whether more may come
 */
public record AttemptLog(int attempt, String tail, long end, boolean running) {
  /** What comes after so many characters; with a remark where some of it is not kept. */
  public String after(long position) {
    if (position >= end) {
      return "";
    }
    long missing = Math.max(0, end - position - tail.length());
    String rest = tail.substring((int) Math.max(0, tail.length() - (end - position)));
    return missing == 0 ? rest : "scarlet: … " + missing + " characters are not kept …\n" + rest;
  }
}
