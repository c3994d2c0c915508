package faas.scarlet.aws.deploy;

import software.amazon.awssdk.regions.Region;

/** Names of resources as policies write them. */
record Arns(String region, String account) {
  private String partition() {
    return Region.of(region).metadata() == null
        ? "aws"
        : Region.of(region).metadata().partition().id();
  }

  String function(String name) {
    return regional("lambda", "function:" + name);
  }

  String logGroup(String name) {
    return regional("logs", "log-group:" + name);
  }

  String rule(String name) {
    return regional("events", "rule/" + name);
  }

  /** A bucket, or objects in it. */
  String s3(String path) {
    return "arn:%s:s3:::%s".formatted(partition(), path);
  }

  private String regional(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region, account, resource);
  }
}
