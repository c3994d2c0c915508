package faas.scarlet.aws.staging;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Staging;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files in a bucket of S3. */
record S3StagedRun(S3Client s3, Staging place) implements StagedRun {
  private static final String JSON = "application/json";
  private static final int ALREADY_THERE = 412;
  private static final int JUST_NOW = 409;

  @Override
  public Optional<Begun> begun() {
    return text(place.begun()).map(this::begun);
  }

  @Override
  public Begun begin(Begun wanted) {
    boolean first =
        Aws.ask(
            "marking the beginning of " + place.prefix(),
            () -> {
              try {
                s3.putObject(
                    request ->
                        request
                            .bucket(place.bucket())
                            .key(place.begun())
                            .contentType(JSON)
                            .ifNoneMatch("*"),
                    RequestBody.fromString(Json.write(wanted)));
                return true;
              } catch (S3Exception e) {
                if (e.statusCode() != ALREADY_THERE && e.statusCode() != JUST_NOW) {
                  throw e;
                }
                return false;
              }
            });
    // The SDK asks again where an answer is lost, so what is there already may be our own.
    return first
        ? wanted
        : begun()
            .orElseThrow(
                () ->
                    new AwsFault(
                        AwsCause.BUSY,
                        "the beginning of %s is being marked by another; it is tried again"
                            .formatted(place.prefix())));
  }

  @Override
  public void bring(StagedFile input) {
    Aws.ask(
        "staging %s in bucket %s".formatted(place.input(), place.bucket()),
        () -> {
          try {
            return s3.putObject(
                request ->
                    request
                        .bucket(place.bucket())
                        .key(place.input())
                        .contentType(input.contentType())
                        .metadata(input.metadata()),
                RequestBody.fromInputStream(input.content(), input.size()));
          } catch (IllegalStateException e) {
            // the SDK wants to try again, and what comes over a network can be read only once
            throw SdkClientException.create("S3 did not take it at once", e);
          }
        });
  }

  @Override
  public Optional<String> result() {
    return text(place.result());
  }

  @Override
  public Optional<StagedFile> fetch(OutputObject home) {
    String key = place.output(home);
    return Aws.find(
            "fetching result " + key,
            () -> s3.getObject(request -> request.bucket(place.bucket()).key(key)))
        .map(
            object ->
                new StagedFile(
                    object,
                    object.response().contentLength(),
                    object.response().contentType(),
                    object.response().metadata()));
  }

  @Override
  public void clean() {
    new StagingBucket(s3, "", place.bucket()).empty(place.prefix() + "/");
  }

  private Optional<String> text(String key) {
    return Aws.find(
        "reading " + key,
        () ->
            s3.getObjectAsBytes(request -> request.bucket(place.bucket()).key(key)).asUtf8String());
  }

  private Begun begun(String json) {
    try {
      return Json.MAPPER.readValue(json, Begun.class);
    } catch (JsonProcessingException e) {
      throw new AwsFault(
          AwsCause.REFUSED,
          "%s in bucket %s is not what Scarlet writes; delete it"
              .formatted(place.begun(), place.bucket()),
          e);
    }
  }
}
