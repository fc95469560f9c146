package dev.laneledger.app.page;

import dev.laneledger.app.http.Parameters;
import java.util.List;

/**
 * Which part of a long list is shown.
 *
 * @param number of the page, from 1
 * @param pages how many there are, at least 1
 * @param from index of the first that is shown
 * @param to index behind the last that is shown
 * @param total how many there are in all
 */
public record Paged(int number, int pages, int from, int to, int total) {

  /**
   * The page that the parameter names, or the last one if it names a later one; the first where it
   * names none.
   */
  static Paged of(Parameters parameters, String name, int total, int perPage) {
    int pages = Math.max(1, Math.ceilDiv(total, perPage));
    int number = (int) Math.min(pages, parameters.number(name, 1, Integer.MAX_VALUE).orElse(1));
    int from = (number - 1) * perPage;
    return new Paged(number, pages, from, Math.min(total, from + perPage), total);
  }

  <T> List<T> of(List<T> all) {
    return all.subList(from, to);
  }
}
