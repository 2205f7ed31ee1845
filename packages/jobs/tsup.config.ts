import { packageBuild } from '@backlot/tsup-preset'

export default packageBuild({ index: 'src/index.ts', define: 'src/define.ts', testing: 'src/testing.ts' })
