package dev.laneledger.app.detection;

/** In which form of a ledger's files something is changed. */
public enum Place {
  BUNDLE("who changes a bundle"),
  TREE("who changes a published tree"),
  HASHES("who changes a published tree without entries");

  private final String words;

  Place(String words) {
    this.words = words;
  }

  /** Who does it, for a person. */
  public String words() {
    return words;
  }
}
