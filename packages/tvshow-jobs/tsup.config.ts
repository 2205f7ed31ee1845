import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ index: 'src/index.ts', args: 'src/args.ts', 'read-series-thread': 'src/import/read-series-thread.ts' })
