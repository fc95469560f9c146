package dev.laneledger.projections.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One compiled CEL expression over a rule's variables. Evaluation is pure and bounded: no function
 * reaches out, loops end after {@value #MAX_ITERATIONS} rounds, patterns take linear time (RE2).
 * Conditions take the {@link Shortcut} where there is one.
 */
final class Expression {
  private static final int MAX_ITERATIONS = 100_000;
  private static final int MAX_CODE_POINTS = 4_096;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_CODE_POINTS)
          .build();
  private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
  private static final CelCompiler TO_BOOLEAN = compiler(SimpleType.BOOL);
  private static final CelCompiler TO_ANYTHING = compiler(SimpleType.DYN);
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private final Program program;
  private final Shortcut shortcut;

  private Expression(Program program, Shortcut shortcut) {
    this.program = program;
    this.shortcut = shortcut;
  }

  /**
   * @throws PackRefusedException if the text is not CEL of type bool over the known variables
   */
  static Expression ofCondition(String where, String text) {
    return compile(where, text, TO_BOOLEAN);
  }

  /**
   * @throws PackRefusedException if the text is not CEL over the known variables
   */
  static Expression ofValue(String where, String text) {
    return compile(where, text, TO_ANYTHING);
  }

  private static Expression compile(String where, String text, CelCompiler compiler) {
    try {
      CelAbstractSyntaxTree ast = compiler.compile(text).getAst();
      return new Expression(RUNTIME.createProgram(ast), Shortcut.of(ast.getExpr()));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new PackRefusedException(
          where + " must be a CEL expression that type-checks, but: " + e.getMessage());
    }
  }

  private static CelCompiler compiler(CelType result) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("now", SimpleType.STRING)
            .setResultType(result);
    for (String variable : Variables.OBJECTS) {
      builder.addVar(variable, OBJECT);
    }
    return builder.build();
  }

  /**
   * @throws NotEvaluable if a value is missing, of the wrong type, or a bound is exceeded
   */
  boolean isTrue(Map<String, Object> variables) throws NotEvaluable {
    if (plain(variables) instanceof Boolean plain) {
      return plain;
    }
    Object value = value(variables);
    if (value instanceof Boolean condition) {
      return condition;
    }
    throw new NotEvaluable("a condition must be true or false, but was: " + value);
  }

  /** What the shortcut says; null if it leaves the word to CEL. */
  @Nullable Object plain(Map<String, Object> variables) {
    return shortcut.value(variables);
  }

  /**
   * @throws NotEvaluable if a value is missing, of the wrong type, or a bound is exceeded
   */
  Object value(Map<String, Object> variables) throws NotEvaluable {
    try {
      return program.eval(name -> Optional.ofNullable(variables.get(name)));
    } catch (CelEvaluationException | RuntimeException e) {
      throw new NotEvaluable(String.valueOf(e.getMessage()));
    }
  }

  /** The expression has no value on these variables. */
  static final class NotEvaluable extends Exception {
    NotEvaluable(String message) {
      super(message, null, false, false);
    }
  }
}
