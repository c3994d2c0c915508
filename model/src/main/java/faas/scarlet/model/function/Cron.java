package faas.scarlet.model.function;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Times by a cron expression in UTC: minute, hour, day of the month, month, day of the week (0 and
 * 7 are Sunday), each {@code *}, a number, a range, a list, with a step where wanted. As in
 * crontab(5), where both days are restricted one of them has to fit.
 */
public final class Cron {
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59),
          new Field("hour", 0, 23),
          new Field("day of the month", 1, 31),
          new Field("month", 1, 12),
          new Field("day of the week", 0, 7));
  private static final int MINUTE = 0;
  private static final int HOUR = 1;
  private static final int DAY = 2;
  private static final int MONTH = 3;
  private static final int WEEKDAY = 4;
  private static final int SUNDAY = 7;
  // From one 29 February to the next there may be eight years.
  private static final int DAYS = 9 * 366;

  private final List<BitSet> fits;
  private final boolean anyDayWill;

  private Cron(List<BitSet> fits, boolean anyDayWill) {
    this.fits = fits;
    this.anyDayWill = anyDayWill;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException where it is none, or fits no day; the message says what was
   *     expected
   */
  public static Cron parse(String expression) {
    String[] words = expression.strip().split("\\s+", -1);
    if (words.length != FIELDS.size()) {
      throw new IllegalArgumentException(
          "expected five fields, minute hour day month weekday, as in '0 3 * * *'; found '"
              + expression
              + "'");
    }
    List<BitSet> fits =
        IntStream.range(0, words.length).mapToObj(i -> FIELDS.get(i).parse(words[i])).toList();
    if (fits.get(WEEKDAY).get(SUNDAY)) {
      fits.get(WEEKDAY).set(0);
    }
    boolean bothRestricted = !words[DAY].startsWith("*") && !words[WEEKDAY].startsWith("*");
    var cron = new Cron(fits, bothRestricted);
    cron.next(Instant.EPOCH);
    return cron;
  }

  /** The first time after this one. */
  public Instant next(Instant after) {
    var time =
        after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    var last = time.plusDays(DAYS);
    while (time.isBefore(last)) {
      if (!fitsDay(time)) {
        time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!fits.get(HOUR).get(time.getHour())) {
        time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!fits.get(MINUTE).get(time.getMinute())) {
        time = time.plusMinutes(1);
      } else {
        return time.toInstant();
      }
    }
    throw new IllegalArgumentException("expected a day that exists, found none");
  }

  private boolean fitsDay(ZonedDateTime time) {
    boolean day = fits.get(DAY).get(time.getDayOfMonth());
    boolean weekday = fits.get(WEEKDAY).get(time.getDayOfWeek().getValue() % SUNDAY);
    return fits.get(MONTH).get(time.getMonthValue())
        && (anyDayWill ? day || weekday : day && weekday);
  }

  private record Field(String name, int first, int last) {
    BitSet parse(String word) {
      var fits = new BitSet();
      for (String part : word.split(",", -1)) {
        add(fits, part);
      }
      return fits;
    }

    private void add(BitSet fits, String part) {
      if (!part.matches("(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?")) {
        throw wrong(part);
      }
      String[] rangeAndStep = part.split("/", -1);
      String[] ends = rangeAndStep[0].split("-", -1);
      boolean hasStep = rangeAndStep.length > 1;
      int step = hasStep ? Integer.parseInt(rangeAndStep[1]) : 1;
      boolean all = ends[0].equals("*");
      int from = all ? first : Integer.parseInt(ends[0]);
      int to = all ? last : Integer.parseInt(ends[ends.length - 1]);
      if (!all && ends.length == 1 && hasStep) {
        to = last;
      }
      if (step == 0 || from < first || to > last || from > to) {
        throw wrong(part);
      }
      for (int value = from; value <= to; value += step) {
        fits.set(value);
      }
    }

    private IllegalArgumentException wrong(String part) {
      return new IllegalArgumentException(
          "expected a %s from %d to %d, as in 5, 1-5, */15 or a list of such; found '%s'"
              .formatted(name, first, last, part));
    }
  }
}
