import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends a run with why each skipped test was, and one plain line, `N passed, N failed, N skipped`, that a script can read
 * whatever else was printed.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length
    // A file that could not even be loaded has no tests to count, and is a failure all the same.
    const broken = modules.filter((module) => module.state() === 'failed' && module.children.size === 0).length
    for (const test of tests) {
      const result = test.result()
      if (result.state === 'skipped') console.log(`skipped: ${test.fullName}: ${result.note ?? 'no reason given'}`)
    }
    console.log(`\n${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`)
  }
}
