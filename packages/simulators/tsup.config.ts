import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ index: 'src/index.ts' })
