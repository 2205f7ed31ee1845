import { defineConfig } from 'tsup'

/** How every publishable package becomes JavaScript: one ESM file per entry, dependencies left outside, types made by tsc. */
export const packageBuild = (entries: Record<string, string>) =>
  defineConfig({
    entry: entries,
    format: 'esm',
    target: 'node22',
    platform: 'node',
    clean: true,
    sourcemap: true,
    splitting: true,
    dts: false,
  })
