package dev.laneledger.app.rig;

import tools.jackson.databind.JsonNode;

/** A receipt that a client holds. */
record Held(long seq, String source, String id, String leaf, String chain) {
  static Held of(JsonNode receipt) {
    return new Held(
        receipt.path("seq").asLong(),
        receipt.path("source").asString(),
        receipt.path("id").asString(),
        receipt.path("leaf").asString(),
        receipt.path("chain").asString());
  }
}
