package faas.scarlet.gateway.catalogue;

import java.util.List;

/** The functions there are, as of now. */
public interface Catalogue {
  /** All of them; cheap to ask. */
  List<CataloguedFunction> functions();

  /** What keeps manifests, or their newest form, out of it; empty where all is well. */
  List<CatalogueProblem> problems();

  /** From now on the listener is called after each change, one call at a time. */
  void onChange(Runnable listener);
}
