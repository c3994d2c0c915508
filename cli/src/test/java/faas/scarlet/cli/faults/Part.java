package faas.scarlet.cli.faults;

import java.io.IOException;

/** A part of Scarlet that can be killed and started again. */
interface Part {
  /** For the figures. */
  String name();

  /** As {@code kill -9}, with all that it has started. */
  void kill() throws IOException, InterruptedException;

  /** Starts it again after a kill; returns when it is ready. */
  void restart() throws IOException, InterruptedException;
}
