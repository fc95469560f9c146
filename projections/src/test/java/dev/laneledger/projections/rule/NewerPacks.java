package dev.laneledger.projections.rule;

import dev.laneledger.projections.Ledgers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Packs that somebody may try to have adopted: the shipped ones a version on, and spoiled. */
final class NewerPacks {
  static final List<RulePack> ALL =
      List.of(
          newer("tickets", "version: 1", "version: 2"),
          newer("tickets", "version: 1", "version: 3"),
          newer("tickets", "id: no-gap", "id: gap"),
          newer("lane-governance", "version: 1", "version: 2"));

  private NewerPacks() {}

  private static RulePack newer(String id, String from, String to) {
    RulePack shipped =
        Ledgers.PACKS.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    String text = new String(shipped.bytes(), StandardCharsets.UTF_8);
    return RulePack.load(text.replaceFirst(from, to).getBytes(StandardCharsets.UTF_8));
  }
}
