package faas.scarlet.operator.event;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.operator.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a status is new, and worth a user's attention. */
final class News {
  private News() {}

  /** Parts that failed now, or for another reason than before; and that the whole is ready. */
  static List<Condition> of(@Nullable FunctionStatus before, FunctionStatus after) {
    var former = before == null ? FunctionStatus.EMPTY : before;
    return after.conditions().stream()
        .filter(News::isWorthTelling)
        .filter(condition -> former.conditions().stream().noneMatch(old -> same(old, condition)))
        .toList();
  }

  private static boolean isWorthTelling(Condition condition) {
    boolean isWhole = condition.getType().equals(ConditionType.READY);
    return condition.getStatus().equals(isWhole ? "True" : "False");
  }

  private static boolean same(Condition a, Condition b) {
    return a.getType().equals(b.getType())
        && a.getStatus().equals(b.getStatus())
        && a.getReason().equals(b.getReason());
  }
}
