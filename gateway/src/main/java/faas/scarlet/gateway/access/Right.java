package faas.scarlet.gateway.access;

/**
 * What may be done with a function, in the words of Kubernetes' roles: a verb on the resource
 * {@code scarfunctions} of the group {@code scarlet.faas}, or on a part of it.
 */
public enum Right {
  /** One function, its invocations and their logs. */
  GET("get", ""),
  /** All functions of a namespace, or of the cluster. */
  LIST("list", ""),
  /** Calling it, and the answer. */
  INVOKE("invoke", ""),
  /** Replay, backfill, cancel. */
  UPDATE("update", ""),
  /** The content of inputs and results. */
  GET_FILES("get", "files"),
  /** Putting a file into an input. */
  CREATE_FILES("create", "files");

  private final String verb;
  private final String part;

  Right(String verb, String part) {
    this.verb = verb;
    this.part = part;
  }

  String verb() {
    return verb;
  }

  /** Empty for the function itself. */
  String part() {
    return part;
  }

  /** As a role names it. */
  String resource() {
    return part.isEmpty() ? "scarfunctions" : "scarfunctions/" + part;
  }
}
