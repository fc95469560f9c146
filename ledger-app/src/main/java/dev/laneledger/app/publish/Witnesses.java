package dev.laneledger.app.publish;

import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.storage.LedgerReader;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The witnesses of a policy. Before anything is signed they are asked what they saw last. Later
 * each is sent checkpoints by a thread of its own, so that none waits for another, and no append or
 * checkpoint waits for any of them.
 */
public final class Witnesses implements AutoCloseable {
  /** How long a start may wait for a quorum of answers: a system property, in seconds. */
  private final Duration patience =
      Duration.ofSeconds(Integer.getInteger("laneledger.witnesses.patience", 10));

  private static final Duration RETRY = Duration.ofMillis(500);

  private final TlogPolicy policy;
  private final Cosignatures cosignatures;

  /** Those that can be reached; the policy may name others. */
  private final Map<VerifierKey, WitnessFeed> feeds = new LinkedHashMap<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param policy says whom to ask, and how many must answer before the first signature
   * @throws IllegalArgumentException if the policy names other logs only, or a URL is wrong
   */
  public Witnesses(TlogPolicy policy, SignerKey log, LedgerReader reader) {
    requireLog(policy, log.verifierKey());
    this.policy = policy;
    this.cosignatures = new Cosignatures(policy);
    SeenHistory history = new SeenHistory(reader);
    for (TlogPolicy.Witness witness : policy.witnesses()) {
      String url = witness.url();
      if (url != null) {
        WitnessLink link = new WitnessLink(witness, url, log.verifierKey(), reader.hashes());
        feeds.put(witness.key(), new WitnessFeed(witness, url, link, history));
      }
    }
  }

  /** Of a ledger without a policy. */
  public static Witnesses none(SignerKey log, LedgerReader reader) {
    return new Witnesses(
        new TlogPolicy(List.of(), List.of(), List.of(), TlogPolicy.NONE), log, reader);
  }

  private static void requireLog(TlogPolicy policy, VerifierKey log) {
    if (!policy.logs().isEmpty()
        && policy.logs().stream().noneMatch(trusted -> trusted.key().equals(log))) {
      throw new IllegalArgumentException(
          "a policy that names logs must name this ledger, but does not: add \"log "
              + log.encode()
              + "\"");
    }
  }

  /** The name of the witness or group that must have cosigned, or {@code none}. */
  public String quorum() {
    return policy.quorum();
  }

  /** What is known of each, in the order of the policy. */
  public List<WitnessState> states() {
    return policy.witnesses().stream().map(this::state).toList();
  }

  private WitnessState state(TlogPolicy.Witness witness) {
    WitnessFeed feed = feeds.get(witness.key());
    return feed == null ? WitnessState.before(witness.name(), witness.key(), null) : feed.state();
  }

  /** The newest checkpoint that the quorum cosigned since this start, with the cosignatures. */
  public Optional<Signed> witnessed() {
    return cosignatures.witnessed();
  }

  List<VerifierKey> keys() {
    return policy.witnessKeys();
  }

  /**
   * Asks every witness what it saw last, before anything is signed.
   *
   * @param kept the last signed checkpoint, or null
   * @return why nothing may be signed: one saw what the database does not hold, or too few answered
   */
  Optional<String> objection(@Nullable Signed kept) throws InterruptedException {
    long start = System.nanoTime();
    Set<VerifierKey> answered = ConcurrentHashMap.newKeySet();
    Optional<String> objection = ask(kept, answered);
    while (objection.isEmpty() && !policy.isSatisfiedBy(answered)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return Optional.of(tooFew(answered));
      }
      TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
      objection = ask(kept, answered);
    }
    return objection;
  }

  /** Asks all at once that have not answered yet. */
  private Optional<String> ask(@Nullable Signed kept, Set<VerifierKey> answered)
      throws InterruptedException {
    List<Callable<Optional<String>>> questions =
        feeds.keySet().stream()
            .filter(key -> !answered.contains(key))
            .<Callable<Optional<String>>>map(key -> () -> ask(key, kept, answered))
            .toList();
    return threads.invokeAll(questions).stream()
        .map(Future::resultNow)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> ask(VerifierKey key, @Nullable Signed kept, Set<VerifierKey> answered)
      throws InterruptedException {
    try {
      Optional<String> objection = Objects.requireNonNull(feeds.get(key)).ask(kept);
      answered.add(key);
      return objection;
    } catch (IOException e) {
      return Optional.empty(); // its state says why
    }
  }

  private String tooFew(Set<VerifierKey> answered) {
    String silent =
        states().stream()
            .filter(state -> !answered.contains(state.key()))
            .map(state -> state.name() + ": " + state.error())
            .collect(Collectors.joining("; "));
    return "the quorum %s must have said what it saw last before this ledger signs, but did not (%s); start it again when they can be reached, or with another policy"
        .formatted(policy.quorum(), silent);
  }

  /** Sends them what is signed from now on. */
  void start(Checkpoints checkpoints) {
    feeds.values().forEach(feed -> threads.execute(() -> feed.run(checkpoints, cosignatures)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    feeds.values().forEach(WitnessFeed::close);
    threads.close();
  }
}
