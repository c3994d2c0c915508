package faas.scarlet.operator.status;

/** What a store must be, to be used; in the order in which it is looked at. */
public enum StoreConditionType {
  /** It answers, and knows the account of its Secret. */
  REACHABLE("Reachable"),
  /** Functions' accounts can be made, or need not be. */
  ACCOUNTS_READY("AccountsReady"),
  /** It can tell the gateway of new objects, or need not. */
  NOTIFICATIONS_READY("NotificationsReady");

  private final String label;

  StoreConditionType(String label) {
    this.label = label;
  }

  /** The condition's {@code type}. */
  public String label() {
    return label;
  }
}
