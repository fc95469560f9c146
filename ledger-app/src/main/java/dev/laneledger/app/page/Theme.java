package dev.laneledger.app.page;

import dev.laneledger.app.http.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Light or dark, as the reader chose it; as the device has it where nothing was chosen. */
final class Theme {
  static final String COOKIE = "ledger-theme";
  private static final Set<String> KNOWN = Set.of("light", "dark");
  private static final String AS_DEVICE = "auto";

  private Theme() {}

  static String of(HttpServletRequest request) {
    String chosen = Sessions.cookie(request, COOKIE);
    return chosen == null ? AS_DEVICE : known(chosen);
  }

  static String known(String name) {
    return KNOWN.contains(name) ? name : AS_DEVICE;
  }
}
