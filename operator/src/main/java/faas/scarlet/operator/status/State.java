package faas.scarlet.operator.status;

/** Value of a condition. */
enum State {
  TRUE("True"),
  FALSE("False"),
  UNKNOWN("Unknown");

  private final String label;

  State(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
