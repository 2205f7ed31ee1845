import { z } from 'zod'
import { createCommand, withExamples, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { printJson } from './print.ts'

/** `backlot openapi`: the document that a host serves at /api/openapi.json. */
export const makeOpenapi: MakeCommand = (context) =>
  withExamples(
    createCommand('openapi', context).action(async () => {
      const { openOffline } = await import('./open-offline.ts')
      const offline = await openOffline()
      await printJson(context.terminal, await offline.api(z.unknown(), { path: '/api/openapi.json' }))
      await offline.close()
      context.finish(exitCode.ok)
    }),
    'backlot openapi > openapi.json',
  )
