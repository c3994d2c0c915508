package faas.scarlet.aws.invoke;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Calls functions. */
public final class Invoker {
  private final LambdaClient lambda;

  /** Calls through this client, which must wait as long as functions may take. */
  public Invoker(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /**
   * Calls a function once.
   *
   * @param name of the Lambda function
   * @throws AwsFault where Lambda did not take the call
   */
  public Answer invoke(String name, Call call) {
    byte[] payload = call.payload().getBytes(StandardCharsets.UTF_8);
    if (payload.length > call.most()) {
      throw new AwsFault(
          AwsCause.PAYLOAD_TOO_LARGE,
          "the event for function %s has %d bytes, and Lambda takes %d of this kind of call; put the data into a file"
              .formatted(name, payload.length, call.most()));
    }
    try {
      return answer(
          call,
          Aws.ask(
              "calling function " + name,
              () ->
                  lambda.invoke(
                      request ->
                          request
                              .functionName(name)
                              .invocationType(
                                  call.waits()
                                      ? InvocationType.REQUEST_RESPONSE
                                      : InvocationType.EVENT)
                              .payload(SdkBytes.fromByteArray(payload)))));
    } catch (AwsFault e) {
      if (e.why() != AwsCause.THROTTLED) {
        throw e;
      }
      return new Answer.Throttled(String.valueOf(e.getMessage()));
    }
  }

  private static Answer answer(Call call, InvokeResponse response) {
    if (!call.waits()) {
      return new Answer.Queued(response.responseMetadata().requestId());
    }
    String payload = response.payload().asUtf8String();
    return response.functionError() == null
        ? new Answer.Done(payload)
        : FunctionErrors.read(payload);
  }
}
