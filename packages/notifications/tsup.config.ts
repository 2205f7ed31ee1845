import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ args: 'src/args.ts' })
