import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({
  index: 'src/index.ts',
  define: 'src/define.ts',
  args: 'src/args.ts',
  system: 'src/system.ts',
  testing: 'src/testing.ts',
  'thread-main': 'src/threads/thread-main.ts',
})
