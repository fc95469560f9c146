package dev.laneledger.app.cli;

import java.util.List;

/** The verbs by name. A command is made, and its class loaded, only when it is asked for. */
final class VerbNames {
  /** In the order of the help. */
  static final List<String> ALL =
      List.of(
          "demo",
          "serve",
          "witness",
          "append",
          "import",
          "verify",
          "diff",
          "verify-proof",
          "replay",
          "questions",
          "export",
          "publish",
          "backup",
          "restore",
          "doctor",
          "bench",
          "install",
          "packet",
          "token",
          "keygen",
          "rotate-key",
          "decide",
          "delegate",
          "grant",
          "redact",
          "revoke",
          "lane",
          "status",
          "completion");

  /** The verb that looks at all the others. */
  static final String OF_ALL = "completion";

  private VerbNames() {}

  /** The command of that name. */
  static Object command(String name) {
    return switch (name) {
      case "demo" -> new DemoCommand();
      case "serve" -> new ServeCommand();
      case "witness" -> new WitnessCommand();
      case "append" -> new AppendCommand();
      case "import" -> new ImportCommand();
      case "verify" -> new VerifyCommand();
      case "diff" -> new DiffCommand();
      case "verify-proof" -> new VerifyProofCommand();
      case "replay" -> new ReplayCommand();
      case "questions" -> new QuestionsCommand();
      case "export" -> new ExportCommand();
      case "publish" -> new PublishCommand();
      case "backup" -> new BackupCommand();
      case "restore" -> new RestoreCommand();
      case "doctor" -> new DoctorCommand();
      case "bench" -> new BenchCommand();
      case "install" -> new InstallCommand();
      case "packet" -> new PacketCommand();
      case "token" -> new TokenCommand();
      case "keygen" -> new KeygenCommand();
      case "rotate-key" -> new RotateKeyCommand();
      case "decide" -> new DecideCommand();
      case "delegate" -> new DelegateCommand();
      case "grant" -> new GrantCommand();
      case "redact" -> new RedactCommand();
      case "revoke" -> new RevokeCommand();
      case "lane" -> new LaneCommand();
      case "status" -> new StatusCommand();
      case "completion" -> new CompletionCommand();
      default ->
          throw new IllegalArgumentException(
              "a verb must be one of %s, but is: %s".formatted(ALL, name));
    };
  }
}
