package faas.scarlet.aws.deploy;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;

/** What is somebody else's is refused, never taken over. */
final class Foreign {
  private Foreign() {}

  static AwsFault found(String what, Names names) {
    return new AwsFault(
        AwsCause.NOT_OURS,
        "%s is there already, and its tags do not say that this Scarlet made it for this function; delete it, or give it the tags %s"
            .formatted(what, names.tags()));
  }
}
