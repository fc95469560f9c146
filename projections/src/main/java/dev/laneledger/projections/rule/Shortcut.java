package dev.laneledger.projections.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The plain forms of CEL as closures: members, {@code has}, comparison, membership, {@code size},
 * {@code startsWith}, {@code matches} of a constant pattern, {@code &&}, {@code ||}, {@code !}, and
 * loops over nothing. A rule of them takes a tenth of the interpreter's time.
 *
 * <p>It only ever says what CEL says. Where a form, a value's type or a missing member is anything
 * but plain, it says nothing ({@code null}), and CEL is asked.
 */
@FunctionalInterface
interface Shortcut {
  /** Nothing but characters of one class, at least one: most patterns of the shipped packs. */
  Pattern ONLY_OF_ONE_CLASS = Pattern.compile("\\^\\[[A-Za-z0-9_.][A-Za-z0-9_.-]*\\]\\+\\$");

  int ASCII = 128;

  /** Of an expression that is not plain. */
  Shortcut NONE = variables -> null;

  /** The expression's value on these variables; null: ask CEL. */
  @Nullable Object value(Map<String, Object> variables);

  /** The shortcut of a checked expression. */
  static Shortcut of(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant());
      case IDENT -> variable(expression.ident().name());
      case SELECT -> select(expression.select());
      case LIST -> list(expression.list().elements().stream().map(Shortcut::of).toList());
      case CALL -> call(expression.call());
      case COMPREHENSION -> loop(expression.comprehension());
      default -> NONE;
    };
  }

  private static Shortcut constant(CelConstant constant) {
    Object value =
        switch (constant.getKind()) {
          case STRING_VALUE -> constant.stringValue();
          case BOOLEAN_VALUE -> constant.booleanValue();
          case INT64_VALUE -> constant.int64Value();
          default -> null;
        };
    return variables -> value;
  }

  private static Shortcut variable(String name) {
    return variables -> variables.get(name);
  }

  private static Shortcut select(CelSelect select) {
    Shortcut operand = of(select.operand());
    String field = select.field();
    return select.testOnly()
        ? v -> operand.value(v) instanceof Map<?, ?> map ? map.containsKey(field) : null
        : v -> operand.value(v) instanceof Map<?, ?> map ? map.get(field) : null;
  }

  private static Shortcut list(List<Shortcut> elements) {
    boolean constant = elements.stream().allMatch(e -> e.value(Map.of()) instanceof String);
    List<Object> values =
        constant ? elements.stream().map(e -> e.value(Map.of())).toList() : List.of();
    return constant ? variables -> values : NONE;
  }

  /** With nothing to go through, it is what it begins with. */
  private static Shortcut loop(CelComprehension loop) {
    CelExpr result = loop.result();
    boolean plain =
        result.getKind() == CelExpr.ExprKind.Kind.IDENT
            && result.ident().name().equals(loop.accuVar());
    Shortcut range = of(loop.iterRange());
    Shortcut init = of(loop.accuInit());
    return plain
        ? v -> range.value(v) instanceof List<?> list && list.isEmpty() ? init.value(v) : null
        : NONE;
  }

  private static Shortcut call(CelCall call) {
    List<CelExpr> arguments = call.args();
    if (call.target().isPresent()) {
      Shortcut target = of(call.target().get());
      return arguments.size() == 1 ? method(target, call.function(), arguments.getFirst()) : NONE;
    }
    List<Shortcut> operands = arguments.stream().map(Shortcut::of).toList();
    return switch (operands.size()) {
      case 1 -> unary(call.function(), operands.get(0));
      case 2 -> binary(call.function(), operands.get(0), operands.get(1));
      default -> NONE;
    };
  }

  private static Shortcut method(Shortcut target, String function, CelExpr argument) {
    return switch (function) {
      case "startsWith" -> {
        Shortcut prefix = of(argument);
        yield v -> {
          if (target.value(v) instanceof String text && prefix.value(v) instanceof String begin) {
            return text.startsWith(begin);
          }
          return null;
        };
      }
      case "matches" ->
          of(argument).value(Map.of()) instanceof String regex ? matches(target, regex) : NONE;
      default -> NONE;
    };
  }

  private static Shortcut matches(Shortcut target, String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      Predicate<String> holds =
          ONLY_OF_ONE_CLASS.matches(regex) ? onlyOf(pattern) : text -> pattern.matcher(text).find();
      return v -> target.value(v) instanceof String text ? holds.test(text) : null;
    } catch (PatternSyntaxException e) {
      return NONE;
    }
  }

  /** The class has ASCII characters only: each is tried once. */
  private static Predicate<String> onlyOf(Pattern pattern) {
    BitSet known = new BitSet();
    for (char c = 0; c < ASCII; c++) {
      known.set(c, pattern.matcher(Character.toString(c)).find());
    }
    return text -> {
      for (int i = 0; i < text.length(); i++) {
        if (!known.get(text.charAt(i))) {
          return false;
        }
      }
      return !text.isEmpty();
    };
  }

  private static Shortcut unary(String function, Shortcut operand) {
    return switch (function) {
      case "!_" -> v -> operand.value(v) instanceof Boolean b ? !b : null;
      case "size" -> v -> size(operand.value(v));
      default -> NONE;
    };
  }

  private static @Nullable Object size(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> (long) list.size();
      case Map<?, ?> map -> (long) map.size();
      case null, default -> null;
    };
  }

  private static Shortcut binary(String function, Shortcut left, Shortcut right) {
    return switch (function) {
      case "_&&_" -> v -> junction(false, left, right, v);
      case "_||_" -> v -> junction(true, left, right, v);
      case "_==_" -> v -> equal(left.value(v), right.value(v));
      case "_!=_" -> v -> equal(left.value(v), right.value(v)) instanceof Boolean b ? !b : null;
      case "@in" -> v -> in(left.value(v), right.value(v));
      case "_<_" -> comparison(left, right, order -> order < 0);
      case "_<=_" -> comparison(left, right, order -> order <= 0);
      case "_>_" -> comparison(left, right, order -> order > 0);
      case "_>=_" -> comparison(left, right, order -> order >= 0);
      default -> NONE;
    };
  }

  /** One side that decides is enough for CEL, whatever becomes of the other. */
  private static @Nullable Object junction(
      boolean deciding, Shortcut left, Shortcut right, Map<String, Object> variables) {
    if (!(left.value(variables) instanceof Boolean first)) {
      return null;
    }
    if (first == deciding) {
      return deciding;
    }
    return right.value(variables) instanceof Boolean second ? second : null;
  }

  private static @Nullable Object equal(@Nullable Object a, @Nullable Object b) {
    return switch (a) {
      case String text -> b instanceof String ? text.equals(b) : null;
      case Boolean truth -> b instanceof Boolean ? truth.equals(b) : null;
      case Long number -> b instanceof Long ? number.equals(b) : null;
      case null, default -> null;
    };
  }

  private static @Nullable Object in(@Nullable Object value, @Nullable Object container) {
    if (!(value instanceof String)) {
      return null;
    }
    return switch (container) {
      case Map<?, ?> map -> map.containsKey(value);
      case List<?> list -> inList(value, list);
      case null, default -> null;
    };
  }

  private static @Nullable Object inList(Object text, List<?> list) {
    boolean found = false;
    for (Object element : list) {
      if (!(element instanceof String)) {
        return null;
      }
      found |= element.equals(text);
    }
    return found;
  }

  private static Shortcut comparison(Shortcut left, Shortcut right, IntPredicate holds) {
    return v -> {
      if (left.value(v) instanceof Long a && right.value(v) instanceof Long b) {
        return holds.test(Long.compare(a, b));
      }
      return null;
    };
  }
}
