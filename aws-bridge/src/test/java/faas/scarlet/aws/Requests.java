package faas.scarlet.aws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Writes down what AWS is asked, and lets one request fail, before or after it took effect. */
final class Requests implements ExecutionInterceptor {
  private static final int NEVER = -1;

  private final List<String> names = new CopyOnWriteArrayList<>();
  private volatile int failing = NEVER;
  private volatile String failingName = "";
  private volatile boolean afterwards;
  private volatile Supplier<SdkException> error = () -> SdkException.create("none", null);

  /** Lets the request of this number fail, from 0, counted from now on. */
  void fail(int number, boolean afterItTookEffect, Supplier<SdkException> with) {
    names.clear();
    failingName = "";
    failing = number;
    afterwards = afterItTookEffect;
    error = with;
  }

  /** Lets the first request of this name fail, from now on. */
  void failFirst(String name, Supplier<SdkException> with) {
    fail(NEVER, false, with);
    failingName = name;
  }

  /** Forgets what was asked so far. */
  void clear() {
    fail(NEVER, false, error);
  }

  /** All requests, as in Lambda.CreateFunction, in their order. */
  List<String> all() {
    return List.copyOf(names);
  }

  /** Those that change something. */
  List<String> mutating() {
    return names.stream().filter(name -> !name.matches(".*\\.(Get|List|Describe|Head).*")).toList();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    names.add(name(attributes));
    if (!afterwards && names.size() - 1 == failing) {
      throw error.get();
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (afterwards && names.size() - 1 == failing) {
      throw error.get();
    }
  }

  /** Inside of what the SDK itself tries again. */
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (name(attributes).equals(failingName)) {
      failingName = "";
      throw error.get();
    }
  }

  private static String name(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
        + "."
        + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }
}
