package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a lane wrote stays text. */
class ReportHtmlTest {
  @Test
  void nothing_of_a_report_becomes_markup_of_the_page() {
    String html =
        ReportHtml.of(
            "# <script>alert(1)</script>\n\n[x](javascript:alert) <img src=x onerror=y>\n\n"
                + "| a | b |\n|---|---|\n| `<b>` | <i>c</i> |\n");

    assertThat(html)
        .contains("<h3>&lt;script&gt;", "<table>", "<code>&lt;b&gt;</code>", "&lt;i&gt;c")
        .doesNotContain("<script", "<img", "<i>", "javascript:");
  }
}
