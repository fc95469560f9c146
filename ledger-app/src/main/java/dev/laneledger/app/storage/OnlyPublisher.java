package dev.laneledger.app.storage;

import java.util.Optional;

/** The one node of a ledger that is not shared; its directory keeps what must be kept. */
final class OnlyPublisher implements Publisher {
  @Override
  public boolean lead() {
    return true;
  }

  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public boolean keep(long size, String note) {
    return true;
  }

  @Override
  public void tell(String name, String text) {}

  @Override
  public Optional<String> told(String name) {
    return Optional.empty();
  }

  @Override
  public void resign() {}

  @Override
  public void close() {}
}
