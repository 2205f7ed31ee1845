import type { ActivityDatabase } from '@backlot/activity'
import type { LogService } from '../http/log-routes.ts'
import type { LeveledLogger } from './create-logger.ts'
import type { Recorder } from './recorder.ts'

/** The log as the API serves it, with who changed its level written into the activity log. */
export const recordedLog = (logger: Pick<LeveledLogger, 'level'>, { record }: Recorder<ActivityDatabase>): LogService => ({
  level: () => logger.level,
  setLevel: async (level) => {
    await record({ deed: 'log.changed', data: { level } }, async () => await Promise.resolve())
    logger.level = level
  },
})
