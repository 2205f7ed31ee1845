import { bundle, type Bundle } from '@backlot/jobs'
import { activityMigrations } from './activity-migrations.ts'
import { cleanUpActivity } from './args.ts'
import { cleanUpActivityWorker, type ActivityPorts } from './clean-up-activity.ts'

/** What this package brings to a host: the activity log, and the daily removal of what is old in it. */
export const activityJobs = (ports: ActivityPorts): Bundle =>
  bundle({
    name: '@backlot/activity',
    version: '0.1.0',
    workers: [cleanUpActivityWorker(ports)],
    schedules: [{ name: 'activity_cleanup', request: cleanUpActivity({}), cron: '53 3 * * *' }],
    migrations: [activityMigrations],
  })
