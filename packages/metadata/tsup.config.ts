import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({
  index: 'src/index.ts',
  args: 'src/args.ts',
  'local-sources': 'src/local-sources.ts',
  'read-tracks-worker': 'src/container/read-tracks-worker.ts',
})
