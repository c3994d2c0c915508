package faas.scarlet.supervisor.staging;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The SDK has every upload ask the store first whether it may send the body. For a small body that
 * question takes as long as the body.
 */
final class SmallBodiesAtOnce implements ExecutionInterceptor {
  private static final long LARGE = 1 << 20;

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    var request = context.httpRequest();
    boolean small =
        request
            .firstMatchingHeader("Content-Length")
            .map(length -> Long.parseLong(length) < LARGE)
            .orElse(false);
    return small ? request.toBuilder().removeHeader("Expect").build() : request;
  }
}
