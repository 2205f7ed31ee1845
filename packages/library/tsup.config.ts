import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ index: 'src/index.ts', args: 'src/args.ts', 'map-bounded': 'src/walk/map-bounded.ts' })
