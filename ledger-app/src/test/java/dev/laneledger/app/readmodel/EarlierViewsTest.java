package dev.laneledger.app.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlierViewsTest {
  private static LedgerView at(long position) {
    LedgerView e = LedgerView.EMPTY;
    return new LedgerView(position, e.chain(), e.state(), e.ledger(), e.attested(), position + 1);
  }

  @Test
  void fewViewsAreKeptAndNoneIsFarBeforeAnother() {
    EarlierViews views = new EarlierViews();
    long last = 300_000;
    for (long position = 0; position <= last; position++) {
      views.offer(at(position));
    }
    int kept = 0;
    long most = 0;
    long before = -1;
    for (long position = 0; position <= last; position++) {
      long found = views.before(position).position();
      assertThat(found).isLessThanOrEqualTo(position);
      most = Math.max(most, position - found);
      kept += found == before ? 0 : 1;
      before = found;
    }
    assertThat(kept).isBetween(EarlierViews.MOST / 4, EarlierViews.MOST);
    assertThat(most).isLessThan(2 * last / (EarlierViews.MOST / 2));
  }

  @Test
  void beforeTheFirstOneEverythingIsFolded() {
    assertThat(new EarlierViews().before(7)).isSameAs(LedgerView.EMPTY);
  }
}
