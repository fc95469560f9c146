package dev.laneledger.app.page;

import dev.laneledger.api.event.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param section the word of the navigation that the page is under
 * @param actor who reads, {@code role:name}
 * @param program the program that the page is about; null without one
 * @param position seq of the last entry that the page shows; −1 for none
 * @param at whether just that entry was asked for, not the newest
 * @param here the page's own path with its query
 * @param theme light, dark or auto
 */
public record Frame(
    String title,
    String section,
    String actor,
    Role role,
    List<String> programs,
    @Nullable String program,
    long position,
    boolean at,
    String here,
    String theme) {

  /** A path of this server with the program. */
  public String to(String path) {
    return program == null ? path : path + "?program=" + program;
  }

  /** The same, with more parameters behind it; their values have to be encoded. */
  public String to(String path, String more) {
    return to(path) + (program == null ? "?" : "&") + more;
  }
}
