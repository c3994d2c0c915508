package faas.scarlet.aws.deploy;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.bake.Login;
import faas.scarlet.aws.bake.Place;
import faas.scarlet.aws.client.Aws;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.Tag;

/**
 * A repository of ECR, for all functions of the installation; it stays when they go, because others
 * may start from what is in it.
 */
final class ImageRepository {
  private static final String OWNER = "scarlet.faas/managed-by";
  private static final String SCARLET = "scarlet";

  private final EcrClient ecr;
  private final String name;

  ImageRepository(EcrClient ecr, String name) {
    this.ecr = ecr;
    this.name = name;
  }

  /** Makes it be there, and logs in. */
  Place ensure() {
    var repository = find().or(this::create).orElseThrow(this::vanished);
    String uri = repository.repositoryUri();
    int slash = uri.indexOf('/');
    var login = Optional.of(login());
    return new Place(
        URI.create("https://" + uri.substring(0, slash)),
        uri.substring(slash + 1),
        (host, path) -> login);
  }

  private Optional<Repository> find() {
    var found =
        Aws.find(
                "looking for image repository " + name,
                () -> ecr.describeRepositories(request -> request.repositoryNames(name)))
            .flatMap(answer -> answer.repositories().stream().findFirst());
    if (found.isPresent() && !isOurs(found.get().repositoryArn())) {
      throw new AwsFault(
          AwsCause.NOT_OURS,
          "image repository %s is there already and has no tag %s=%s; delete it, or give it that tag"
              .formatted(name, OWNER, SCARLET));
    }
    return found;
  }

  private boolean isOurs(String arn) {
    return Aws.ask(
            "reading the tags of image repository " + name,
            () -> ecr.listTagsForResource(request -> request.resourceArn(arn)))
        .tags()
        .contains(tag());
  }

  /** Another function's deployment may make it at the same time. */
  private Optional<Repository> create() {
    return Aws.ask(
        "making image repository " + name,
        () -> {
          try {
            return Optional.of(
                ecr.createRepository(request -> request.repositoryName(name).tags(tag()))
                    .repository());
          } catch (RepositoryAlreadyExistsException e) {
            return find();
          }
        });
  }

  private AwsFault vanished() {
    return new AwsFault(
        AwsCause.BUSY, "image repository " + name + " is being deleted; it is tried again");
  }

  private Login login() {
    var answer = Aws.ask("asking for a login to ECR", () -> ecr.getAuthorizationToken());
    String token = answer.authorizationData().getFirst().authorizationToken();
    String[] parts =
        new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
    return new Login(parts[0], parts[1]);
  }

  private static Tag tag() {
    return Tag.builder().key(OWNER).value(SCARLET).build();
  }
}
