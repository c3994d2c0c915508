package faas.scarlet.aws.bake;

/**
 * An image where it is.
 *
 * @param qualifier tag or digest
 */
record Source(String name, Repository repository, String qualifier) implements AutoCloseable {
  @Override
  public void close() {
    repository.close();
  }
}
