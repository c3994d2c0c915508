package faas.scarlet.operator.store;

class InMemoryBucketStoreTest extends BucketStoreContract {
  private final BucketStore store = new InMemoryBucketStore();

  @Override
  protected BucketStore store() {
    return store;
  }
}
