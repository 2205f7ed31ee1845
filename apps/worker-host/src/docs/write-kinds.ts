import { writeFile } from 'node:fs/promises'
import { kindsPage } from './kinds-page.ts'

// The script `docs` of the workspace.
await writeFile(new URL('../../../../docs/kinds.md', import.meta.url), await kindsPage())
