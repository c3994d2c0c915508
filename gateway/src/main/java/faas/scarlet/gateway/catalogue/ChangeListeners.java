package faas.scarlet.gateway.catalogue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to know that a catalogue changed. */
final class ChangeListeners {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void add(Runnable listener) {
    listeners.add(listener);
  }

  synchronized void tell() {
    listeners.forEach(Runnable::run);
  }
}
