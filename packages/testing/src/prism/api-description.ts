import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** Where descriptions of other people's APIs are: `BACKLOT_API_DESCRIPTIONS`, or beside the repository. They are theirs, so none is in it. */
const descriptionsFolder = (): string => process.env['BACKLOT_API_DESCRIPTIONS'] ?? resolve(repository, '../shared/apis')

/** The path of a description; undefined where it is not at hand, which a test says as the reason why it is skipped. */
export const findApiDescription = (name: string): string | undefined => {
  const path = join(descriptionsFolder(), name)
  return existsSync(path) ? path : undefined
}

/** Why a test that needs a description was skipped. */
export const noDescription = (name: string): string =>
  `no ${name} in ${descriptionsFolder()}; BACKLOT_API_DESCRIPTIONS names the folder that has it`
