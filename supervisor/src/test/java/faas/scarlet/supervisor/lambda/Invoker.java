package faas.scarlet.supervisor.lambda;

import java.io.IOException;
import java.util.Map;

/** A place that runs a Lambda function: our own API, AWS's emulator, or sandboxes like AWS's. */
public interface Invoker extends AutoCloseable {
  /**
   * Makes the function ready, in the place of the one before.
   *
   * @param variables of its environment, beside those of the platform
   */
  void deploy(Map<String, String> variables) throws IOException, InterruptedException;

  /** Invokes it and gives what Lambda gives its caller: a response, or an error as JSON. */
  String invoke(String payload) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
