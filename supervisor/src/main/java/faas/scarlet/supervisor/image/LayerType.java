package faas.scarlet.supervisor.image;

/** Kinds of layers that can be unpacked (OCI image specification, Docker schema 2). */
final class LayerType {
  private static final String PLAIN =
      "(application/vnd\\.oci\\.image\\.layer(\\.nondistributable)?\\.v1\\.tar(\\+(gzip|zstd))?"
          + "|application/vnd\\.docker\\.image\\.rootfs\\.diff\\.tar(\\.(gzip|zstd))?)";

  private LayerType() {}

  /** The same layer; another kind is refused by name. */
  static Descriptor checked(Descriptor layer) {
    String type = layer.mediaType();
    if (type.contains("foreign")) {
      throw new IllegalArgumentException(
          "layer %s is a foreign one (%s), which registries do not hold; expected tar, gzip or zstd"
              .formatted(layer.digest(), type));
    }
    if (!type.matches(PLAIN)) {
      throw new IllegalArgumentException(
          "layer %s is of type '%s'; expected a layer as tar, gzip or zstd"
              .formatted(layer.digest(), type));
    }
    return layer;
  }
}
