package faas.scarlet.operator.dependent;

import faas.scarlet.operator.render.Names;

/** What the operator watches, so that it holds no one else's objects in its memory. */
final class Selector {
  static final String CHILDREN = Names.MANAGED_BY + "=" + Names.OPERATOR;

  private Selector() {}
}
