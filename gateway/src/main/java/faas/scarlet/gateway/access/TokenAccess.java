package faas.scarlet.gateway.access;

import faas.scarlet.gateway.GatewayToken;
import faas.scarlet.model.function.FunctionId;
import jakarta.ws.rs.WebApplicationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whoever has the gateway's token, or anybody where there is none, may do everything. */
final class TokenAccess implements Access {
  private final GatewayToken token;
  private final Supplier<@Nullable String> authorization;

  TokenAccess(GatewayToken token, Supplier<@Nullable String> authorization) {
    this.token = token;
    this.authorization = authorization;
  }

  @Override
  public void requireCaller() {
    token
        .refusal(authorization.get())
        .ifPresent(
            refusal -> {
              throw new WebApplicationException(refusal);
            });
  }

  @Override
  public void require(Right right, FunctionId function) {}

  @Override
  public void requireEverywhere(Right right) {}

  @Override
  public boolean has(Right right, String namespace) {
    return true;
  }
}
