#!/usr/bin/env node
// Kept to what an old Node can read, so that it gets a sentence instead of a syntax error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 19)) {
  // Compiled code is kept between runs, which halves the time that a short command takes to start.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  const { main } = await import('./cli/main-command.ts')
  process.exitCode = await main()
} else {
  process.stderr.write(
    `Backlot needs Node 22.19 or later, and this is ${process.version}: run "npx -p node@24 backlot …", or install Node 24.\n`,
  )
  process.exitCode = 78
}
