package faas.scarlet.gateway;

import java.util.List;

/** A part of the gateway that notices trouble; the page shows what all of them tell. */
public interface TroubleSource {
  /** What is wrong now. */
  List<Trouble> troubles();
}
