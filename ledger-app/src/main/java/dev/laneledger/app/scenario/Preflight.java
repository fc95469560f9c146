package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Gate;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.decision.Grant;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a lane's gates before any work, each at the ledger's own bytes. */
final class Preflight {
  private enum Kind {
    LANE_STATUS,
    DOCUMENT_PINS,
    PACK_PINNED,
    FABRICATION_REFUSED,
    TICKETS_FOLDED,
    NO_GRANTS,
    DEFAULT_HOLDS
  }

  private final Scenario scenario;
  private final LedgerClient reader;
  private final LedgerCopy copy;
  private final ProgramState program;
  private final RulePack validator;

  Preflight(Scenario scenario, LedgerClient reader, LedgerCopy copy, RulePack validator) {
    this.scenario = scenario;
    this.reader = reader;
    this.copy = copy;
    this.program = copy.program(scenario.programId());
    this.validator = validator;
  }

  LaneData.PreflightChecked check() {
    Facts kinds = scenario.extra().at("gates");
    return new LaneData.PreflightChecked(
        scenario.lane().list("preflight").stream()
            .map(gate -> check(gate, Kind.valueOf(kinds.text(gate.text("gate")))))
            .toList());
  }

  private Gate check(Facts gate, Kind kind) {
    return switch (kind) {
      case LANE_STATUS -> laneStatus(gate, gate.text("laneStatus"));
      case DOCUMENT_PINS -> documentPins(gate);
      case PACK_PINNED -> packPinned(gate);
      case FABRICATION_REFUSED -> fabricationRefused(gate, gate.text("code"));
      case TICKETS_FOLDED -> ticketsFolded(gate, gate.number("value"));
      case NO_GRANTS -> noGrants(gate);
      case DEFAULT_HOLDS -> defaultHolds(gate);
    };
  }

  private Gate laneStatus(Facts gate, String expected) {
    Optional<String> lane =
        program.lanes().lanes().entrySet().stream()
            .filter(l -> expected.equals(l.getValue().status()))
            .map(l -> l.getKey())
            .findFirst();
    return gate(gate, lane.orElse(null), expected, lane.isPresent() ? expected : "no such lane");
  }

  private Gate documentPins(Facts gate) {
    List<ReadDocument> read = GovernedDocuments.read(scenario, reader, program);
    int pins = program.documents().pins().size();
    long equal = read.stream().filter(r -> r.fault() == null).count();
    boolean unlisted = read.size() > pins;
    String expected = pins + " of " + pins + " documents as pinned";
    String observed =
        equal + " of " + pins + " documents as pinned" + (unlisted ? ", and others" : "");
    return new Gate(
        gate.text("gate"), null, expected, observed, result(expected, observed), read, null);
  }

  private Gate packPinned(Facts gate) {
    String adopted =
        copy.ledger()
            .adopted(validator.id())
            .map(Hash::hex)
            .orElse("no adopted pack " + validator.id());
    String claim = gate.textOrNull("claimSha256");
    String note = claim == null ? null : "the original validator's SHA-256 is said to be " + claim;
    String observed = Hash.sha256(validator.bytes()).hex();
    return new Gate(
        gate.text("gate"),
        validator.id(),
        adopted,
        observed,
        result(adopted, observed),
        List.of(),
        note);
  }

  private Gate fabricationRefused(Facts gate, String code) {
    LaneData.RollbackProven fabricated =
        scenario.extra().at("fabricatedRollback").as(LaneData.RollbackProven.class);
    List<String> codes = RollbackValidator.validate(validator, fabricated).proofCodes();
    return gate(gate, validator.id(), code, codes.contains(code) ? code : "codes " + codes);
  }

  private Gate ticketsFolded(Facts gate, long expected) {
    long observed = program.tickets().book(scenario.ticketPrefix()).canonicalCeiling();
    return gate(gate, scenario.ticketPrefix(), Long.toString(expected), Long.toString(observed));
  }

  private Gate noGrants(Facts gate) {
    long granted = program.decisions().grants().values().stream().filter(Grant::granted).count();
    return gate(gate, null, "0 grants", granted + " grants");
  }

  private Gate defaultHolds(Facts gate) {
    String expected = scenario.program().at("decisionPacket").text("default");
    return gate(
        gate,
        program.decisions().newest(),
        expected,
        program
            .decisions()
            .newestSelection()
            .map(s -> s.option())
            .or(() -> program.decisions().newestPacket().map(p -> p.defaultOption()))
            .orElse("no packet"));
  }

  private static Gate gate(Facts gate, @Nullable String subject, String expected, String observed) {
    return new Gate(
        gate.text("gate"),
        subject,
        expected,
        observed,
        result(expected, observed),
        List.of(),
        null);
  }

  private static Result result(String expected, String observed) {
    return expected.equals(observed) ? Result.PASS : Result.FAIL;
  }
}
