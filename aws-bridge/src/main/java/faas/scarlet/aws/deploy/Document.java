package faas.scarlet.aws.deploy;

/** A function that is kept in the staging bucket, under a key that its content decides. */
record Document(String bucket, String key, String content) {
  String url() {
    return "s3://" + bucket + "/" + key;
  }
}
