import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ index: 'src/index.ts', args: 'src/args.ts', 'read-tracks-worker': 'src/container/read-tracks-worker.ts' })
