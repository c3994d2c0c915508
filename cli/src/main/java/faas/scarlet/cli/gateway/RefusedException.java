package faas.scarlet.cli.gateway;

import java.io.IOException;

/** The gateway understood, and will not; its words say why. */
public final class RefusedException extends IOException {
  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Status of the HTTP answer. */
  public int status() {
    return status;
  }
}
