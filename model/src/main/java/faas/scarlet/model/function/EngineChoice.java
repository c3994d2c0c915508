package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which engine the manifest asks for. */
public enum EngineChoice {
  @JsonProperty("auto")
  AUTO,
  @JsonProperty("proot")
  PROOT,
  @JsonProperty("fakechroot")
  FAKECHROOT,
  @JsonProperty("runc")
  RUNC,
  @JsonProperty("crun")
  CRUN,
  @JsonProperty("bubblewrap")
  BUBBLEWRAP,
  @JsonProperty("unshare")
  UNSHARE,
  @JsonProperty("udocker")
  UDOCKER,
  /** No image is unpacked: the script runs in the supervisor's own root. */
  @JsonProperty("native")
  NATIVE
}
