package faas.scarlet.aws.bake;

/** Name and password for a registry. */
public record Login(String user, String password) {
  /** Without the password, so that it can never reach a log. */
  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
