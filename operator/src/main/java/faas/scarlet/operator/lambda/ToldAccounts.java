package faas.scarlet.operator.lambda;

import faas.scarlet.aws.OwnAccount;
import faas.scarlet.model.function.FunctionId;

/** What the gateway knows of functions' own accounts. */
public interface ToldAccounts {
  /** This function has this account, which is in the Secret of this name. */
  void tell(FunctionId function, String secret, OwnAccount account);

  /** This function has no account of its own, or none that is good for anything. */
  void forget(FunctionId function);
}
