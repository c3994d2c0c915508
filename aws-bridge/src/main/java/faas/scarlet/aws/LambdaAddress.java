package faas.scarlet.aws;

import faas.scarlet.model.function.FunctionId;

/** Where a function is, or was, on Lambda. */
public record LambdaAddress(FunctionId id, AwsAccount account) {}
