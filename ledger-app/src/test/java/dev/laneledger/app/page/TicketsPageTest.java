package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData.State;
import dev.laneledger.projections.ticket.TicketRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ticket ranges on the ruler and in the table. */
class TicketsPageTest {
  private static final EventRef BY = new EventRef(StreamId.tickets("P", "TKT"), 0);

  private static TicketRange range(long from, long to, State state) {
    return new TicketRange(from, to, "lane-" + from, state, BY, null);
  }

  @Test
  void a_gap_and_an_overlap_are_drawn_however_narrow_they_are() {
    TicketRuler ruler =
        TicketRuler.of(
            List.of(
                range(1, 500_000, State.APPLIED),
                range(500_000, 700_000, State.RESERVED),
                range(700_002, 1_000_000, State.RESERVED)));

    assertThat(ruler.faults()).extracting(TicketRuler.Bar::state).containsExactly("overlap", "gap");
    assertThat(ruler.faults())
        .extracting(TicketRuler.Bar::title)
        .containsExactly(
            "overlap 500000–500000: also taken by lane-500000",
            "gap 700001–700001: taken by nobody");
    assertThat(ruler.faults())
        .allSatisfy(fault -> assertThat(fault.width()).isGreaterThanOrEqualTo(5));
  }

  @Test
  void ranges_lie_where_their_numbers_are() {
    TicketRuler ruler =
        TicketRuler.of(List.of(range(1, 25, State.APPLIED), range(26, 100, State.WITHDRAWN)));

    assertThat(ruler.bars())
        .containsExactly(
            new TicketRuler.Bar(0, 250, "applied", 0, "1–25 applied, lane-1"),
            new TicketRuler.Bar(250, 750, "withdrawn", 1, "26–100 withdrawn, lane-26"));
    assertThat(ruler.faults()).isEmpty();
  }

  @Test
  void lanes_beside_each_other_have_shades_of_their_own() {
    List<TicketRange> ranges = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ranges.add(range(i * 10L + 1, i * 10L + 10, State.APPLIED));
    }
    List<Integer> shades =
        TicketRuler.of(ranges).bars().stream().map(TicketRuler.Bar::shade).toList();

    assertThat(shades).hasSize(20);
    for (int i = 1; i < shades.size(); i++) {
      assertThat(shades.get(i)).isNotEqualTo(shades.get(i - 1));
    }
  }

  @Test
  void numbers_stand_below_their_place_from_the_first_to_the_last() {
    TicketRuler ruler = TicketRuler.of(List.of(range(1, 3_001, State.RESERVED)));

    assertThat(ruler.ticks())
        .extracting(TicketRuler.Tick::number)
        .containsExactly(1L, 501L, 1_001L, 1_501L, 2_001L, 2_501L, 3_001L);
    assertThat(ruler.ticks())
        .allSatisfy(
            tick -> assertThat(tick.x()).isCloseTo((tick.number() - 1) / 3.001, within(0.01)));
    assertThat(ruler.ticks())
        .extracting(TicketRuler.Tick::anchor)
        .containsExactly("start", "middle", "middle", "middle", "middle", "middle", "end");
  }

  @Test
  void a_hundred_thousand_ranges_stay_a_drawing_of_a_thousand_bars() {
    List<TicketRange> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(range(i * 10L + 1, i * 10L + 10, i % 2 == 0 ? State.RESERVED : State.APPLIED));
    }

    assertThat(TicketRuler.of(many).bars()).hasSizeLessThanOrEqualTo(1_001).isNotEmpty();
  }

  @Test
  void a_number_finds_its_range_and_a_word_finds_lanes_and_states() {
    List<TicketRange> ranges = List.of(range(1, 10, State.APPLIED), range(15, 20, State.RESERVED));

    assertThat(TicketsPage.lines(ranges, "17"))
        .extracting(TicketsPage.Line::from)
        .containsExactly(15L);
    assertThat(TicketsPage.lines(ranges, "12"))
        .extracting(TicketsPage.Line::state)
        .containsExactly("gap");
    assertThat(TicketsPage.lines(ranges, "LANE-1"))
        .extracting(TicketsPage.Line::from)
        .containsExactly(15L, 1L);
    assertThat(TicketsPage.lines(ranges, "reserved")).hasSize(1);
    assertThat(TicketsPage.lines(ranges, "")).hasSize(3);
  }

  @Test
  void the_page_names_the_next_free_number_and_each_fault(@TempDir Path dir) {
    try (PageServer server = new PageServer(dir.resolve("ledger"))) {
      server.program("P");
      server.await(
          server.append(
              "operator",
              "/programs/P/tickets/TKT",
              "tickets.registered",
              """
              {"prefix":"TKT","withdrawn":[],"ranges":[
               {"from":1,"to":300,"lane":"old","state":"APPLIED"},
               {"from":305,"to":309,"lane":"l-one","state":"RESERVED"}]}
              """));
      String page = server.as("owner").page("/tickets?program=P");

      assertThat(page).contains("<dt>next free</dt><dd>310</dd>", "<b>301–304</b>");
      assertThat(page).contains("class=\"fault gap\"", "gap: taken by nobody");
      assertThat(page).doesNotContain("class=\"fault overlap\"", "role=\"alert\"");
      assertThat(server.as("owner").page("/tickets?program=P&q=307"))
          .contains("<b>305–309</b>")
          .doesNotContain("<b>1–300</b>");
      assertThat(server.as("owner").get("/tickets?program=P&prefix=NONE").statusCode())
          .isEqualTo(404);
    }
  }
}
