import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Ends a run with one line for people and scripts: `N passed, N failed[, N skipped]`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const failedBefore = count.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== "pending") count[state]++;
      }
      // A file that does not load, or whose hook throws, has no failed test and must not look like success.
      if (module.state() === "failed" && count.failed === failedBefore) count.failed++;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    const line = `${count.passed} passed, ${count.failed} failed${skipped}\n`;
    process.once("exit", () => process.stdout.write(line));
  }
}
