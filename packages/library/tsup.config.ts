import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({
  index: 'src/index.ts',
  args: 'src/args.ts',
  'map-bounded': 'src/walk/map-bounded.ts',
  'look-into-folders-thread': 'src/walk/look-into-folders-thread.ts',
})
