package dev.laneledger.projections.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The packs that come with this program, in the order in which genesis adopts them. */
public final class ShippedPacks {
  private static final List<String> IDS =
      List.of(
          "ledger-governance",
          "rollback-proof",
          "blockers",
          "decisions",
          "tickets",
          "lane-governance");

  private ShippedPacks() {}

  /**
   * All of them, loaded and tested.
   *
   * @throws PackRefusedException if one fails its own tests
   */
  public static List<RulePack> all() {
    return IDS.stream().map(id -> RulePack.load(bytes(id))).toList();
  }

  private static byte[] bytes(String id) {
    try (InputStream in = ShippedPacks.class.getResourceAsStream("/packs/" + id + ".yaml")) {
      if (in == null) {
        throw new PackRefusedException(
            "a shipped pack must be on the class path, but is not: " + id);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
