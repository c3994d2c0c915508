package faas.scarlet.aws;

/**
 * An account and a region of it; functions of one installation may be in several.
 *
 * @param region as in eu-central-1
 */
public record AwsAccount(String region, AwsAccess access) {}
