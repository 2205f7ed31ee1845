import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tooling/vitest/longest-first.ts'

export default defineConfig({
  test: {
    include: ['{apps,packages,tooling}/*/src/**/*.test.ts', 'bench/src/**/*.test.ts', 'examples/**/*.test.ts', 'docs/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['default', './tooling/vitest/closing-line.ts'],
    globalSetup: ['@backlot/testing/global-setup'],
    // Most tests wait: for a database, a process, a file. More of them than processors go on at a time.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // Modules are loaded as Node loads them at run time, from their sources: nothing is transformed before.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: ['--conditions=@backlot/source'],
    // No module keeps state, so a worker loads each once for all of its files; a third of a run's time went into loading them anew.
    isolate: false,
    // Whoever checks a change may share the machine: a test that was starved once gets a second chance there, and is reported as such.
    retry: process.env['CI'] === undefined ? 0 : 1,
    // Generous: how long a test takes says how busy the machine is, and nothing else.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
