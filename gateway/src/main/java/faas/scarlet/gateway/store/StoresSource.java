package faas.scarlet.gateway.store;

/** Where the object stores are listed. */
interface StoresSource extends AutoCloseable {
  /** What is listed there, as of now. */
  KnownStores stores();

  @Override
  void close();
}
