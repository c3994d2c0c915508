package faas.scarlet.aws;

import faas.scarlet.model.function.FunctionId;

/** Something was about to leave the cluster that must not; nothing was sent. */
public final class DataMustStayException extends RuntimeException {
  DataMustStayException(FunctionId id) {
    super(
        "the data of %s stays on the cluster: its placement.data is StayOnCluster; AWS is only for functions with placement.data: MayLeaveCluster"
            .formatted(id));
  }
}
