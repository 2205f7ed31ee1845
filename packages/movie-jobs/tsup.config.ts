import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ index: 'src/index.ts', args: 'src/args.ts', 'read-films-thread': 'src/import/read-films-thread.ts' })
